-- How reports are settled, and what a host's decision leaves behind.
create table settlements (
  space_id uuid not null references spaces,
  id uuid not null,
  subject_kind text not null check (subject_kind in ('post', 'comment')),
  subject_id uuid not null,
  outcome text not null check (outcome in ('kept', 'removed')),
  reason text not null default '' check (length(reason) <= 500),
  settled_by uuid not null references people,
  settled_at timestamptz not null,
  undone_by uuid references people,
  undone_at timestamptz,
  primary key (space_id, id)
);
create index settlements_newest on settlements (space_id, settled_at desc, id desc);
alter table reports add column settlement_id uuid;

alter table settlements enable row level security;
create policy readable on settlements for select using (space_id = any ((select readable_spaces())::uuid[]));
create policy written on settlements for insert with check (space_id = any ((select own_spaces())::uuid[]));
create policy changed on settlements for update using (space_id = any ((select own_spaces())::uuid[]));

-- Any signed-in reader may report; a report is read by its writer and inside the space alone.
drop policy readable on reports;
drop policy written on reports;
create policy readable on reports for select using (
  space_id = any ((select own_spaces())::uuid[])
  or (reporter_id = current_person() and space_id = any ((select readable_spaces())::uuid[])));
create policy written on reports for insert with check (
  (reporter_id = current_person() and space_id = any ((select readable_spaces())::uuid[])) or acting_as() = 'installation');
-- A reader who is no member still tells the hosts that there is a report.
drop policy announced on events;
create policy announced on events for insert with check (
  space_id = '00000000-0000-0000-0000-000000000000' or space_id = any ((select own_spaces())::uuid[])
  or (kind = 'report.filed' and actor_id = current_person() and space_id = any ((select readable_spaces())::uuid[])));

alter table posts add column removal_reason text check (length(removal_reason) <= 500);

create table post_versions (
  space_id uuid not null,
  post_id uuid not null,
  version integer not null,
  title text not null,
  body text not null,
  written_at timestamptz not null,
  primary key (space_id, post_id, version),
  foreign key (space_id, post_id) references posts (space_id, id)
);
alter table post_versions enable row level security;
create policy readable on post_versions for select using (space_id = any ((select readable_spaces())::uuid[]));
create policy written on post_versions for insert with check (space_id = any ((select own_spaces())::uuid[]));
