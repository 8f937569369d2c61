-- What people want before there is a maker: a spec sheet, who wants it too, and how two of them become one.
create table wanteds (
  space_id uuid not null references spaces,
  id uuid not null,
  address text not null check (address ~ '^[a-z0-9]{8}$'),
  author_id uuid not null references people,
  title text not null check (length(title) between 1 and 160),
  body text not null default '' check (length(body) <= 10000),
  -- A list of attributes: [{ name, kind, value, unit }], as features/wanteds/spec-sheet.ts reads them.
  spec jsonb not null check (jsonb_typeof(spec) = 'array' and pg_column_size(spec) <= 60000),
  version integer not null default 1,
  created_at timestamptz not null,
  edited_at timestamptz,
  -- Folded into another one: its page leads there.
  merged_into uuid,
  pooled_at timestamptz,
  removed_at timestamptz,
  removed_by uuid references people,
  search tsvector generated always as (
    setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', body), 'B')) stored,
  primary key (space_id, id),
  unique (space_id, address),
  foreign key (space_id, merged_into) references wanteds (space_id, id)
);
create index wanteds_newest on wanteds (space_id, created_at desc, id desc) where removed_at is null;

-- "I want it too": how many, and the most for one. It binds nobody; the amount is for its author and the hosts.
create table me_toos (
  space_id uuid not null,
  wanted_id uuid not null,
  person_id uuid not null references people,
  quantity integer not null check (quantity between 1 and 1000000),
  limit_minor integer check (limit_minor > 0),
  created_at timestamptz not null,
  primary key (space_id, wanted_id, person_id),
  foreign key (space_id, wanted_id) references wanteds (space_id, id)
);

create table spec_proposals (
  space_id uuid not null,
  id uuid not null,
  wanted_id uuid not null,
  author_id uuid not null references people,
  -- The version of the wanted that it was written against.
  against integer not null,
  spec jsonb not null check (jsonb_typeof(spec) = 'array' and pg_column_size(spec) <= 60000),
  note text not null check (length(note) between 1 and 2000),
  created_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid references people,
  outcome text check (outcome in ('taken', 'declined')),
  primary key (space_id, id),
  foreign key (space_id, wanted_id) references wanteds (space_id, id)
);
create index spec_proposals_wanted on spec_proposals (space_id, wanted_id, created_at);

-- A proposal to fold one wanted into another; nothing moves before its author says yes.
create table wanted_merges (
  space_id uuid not null,
  id uuid not null,
  from_id uuid not null,
  into_id uuid not null check (into_id <> from_id),
  suggested_by uuid not null references people,
  created_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid references people,
  outcome text check (outcome in ('taken', 'declined')),
  primary key (space_id, id),
  foreign key (space_id, from_id) references wanteds (space_id, id),
  foreign key (space_id, into_id) references wanteds (space_id, id)
);
create unique index wanted_merges_open on wanted_merges (space_id, from_id, into_id) where decided_at is null;

-- What may have a thread is said by the slices that open one, not by this table.
alter table threads drop constraint threads_subject_kind_check;
alter table threads add constraint threads_subject_kind_check check (subject_kind ~ '^[a-z-]{2,30}$');

do $$ declare t text; begin
  foreach t in array array['wanteds', 'me_toos', 'spec_proposals', 'wanted_merges'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy readable on %I for select using (space_id = any ((select readable_spaces())::uuid[]))', t);
    execute format('create policy written on %I for insert with check (space_id = any ((select own_spaces())::uuid[]))', t);
    execute format('create policy changed on %I for update using (space_id = any ((select own_spaces())::uuid[]))', t);
    execute format('create policy removed on %I for delete using (space_id = any ((select own_spaces())::uuid[]))', t);
  end loop;
end $$;
