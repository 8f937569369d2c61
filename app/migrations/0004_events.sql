-- What happened, what follows from it, and what was answered.
-- space_id is the nil uuid for what belongs to the installation as a whole.
create table events (
  space_id uuid not null,
  id uuid not null,
  kind text not null check (kind ~ '^[a-z-]+\.[a-z-]+$'),
  actor_id uuid,
  subject_id uuid,
  data jsonb not null,
  at timestamptz not null,
  -- Followers read up to the oldest transaction still running, so none is missed that commits late.
  tx xid8 not null default pg_current_xact_id(),
  primary key (space_id, id)
);
create index events_order on events (tx, id);

create table event_followers (
  name text primary key,
  tx xid8 not null,
  id uuid not null
);

-- One answer for ever to one key of one actor. The row is written in the transaction of the command itself.
create table command_receipts (
  actor text not null check (length(actor) <= 80),
  key text not null check (length(key) between 8 and 200),
  command text not null,
  request_hash bytea not null,
  outcome jsonb,
  at timestamptz not null,
  primary key (actor, key)
);

create table audits (
  id uuid primary key,
  actor_id uuid,
  act text not null,
  object text not null,
  reason text not null default '',
  at timestamptz not null
);

create table notifications (
  person_id uuid not null references people,
  id uuid not null,
  space_id uuid not null,
  kind text not null,
  event_id uuid not null,
  data jsonb not null,
  created_at timestamptz not null,
  read_at timestamptz,
  primary key (person_id, id)
);
create unique index notifications_once on notifications (person_id, event_id, kind);
create index notifications_unread on notifications (person_id, created_at desc) where read_at is null;

create table notification_choices (
  person_id uuid not null references people,
  kind text not null,
  in_app boolean not null,
  by_mail boolean not null,
  primary key (person_id, kind)
);

create table mails (
  id uuid primary key,
  person_id uuid references people,
  kind text not null,
  recipient text not null check (length(recipient) <= 254),
  subject text not null check (subject !~ '[\r\n]' and length(subject) <= 300),
  body text not null check (length(body) <= 100000),
  created_at timestamptz not null,
  sent_at timestamptz,
  attempts integer not null default 0,
  failure text
);
create index mails_recent on mails (created_at desc);

create table webhooks (
  space_id uuid not null references spaces,
  id uuid not null,
  url text not null check (length(url) <= 2000),
  secret text not null,
  kinds text[] not null,
  created_by uuid not null references people,
  created_at timestamptz not null,
  disabled_at timestamptz,
  failures integer not null default 0,
  primary key (space_id, id)
);

create table webhook_deliveries (
  space_id uuid not null,
  id uuid not null,
  webhook_id uuid not null,
  event_id uuid not null,
  kind text not null,
  body text not null,
  created_at timestamptz not null,
  attempts integer not null default 0,
  response_status integer,
  failure text,
  delivered_at timestamptz,
  primary key (space_id, id),
  unique (space_id, webhook_id, event_id),
  foreign key (space_id, webhook_id) references webhooks (space_id, id)
);

create schema pgboss authorization muster_app;

alter table events enable row level security;
create policy followed on events for select using (acting_as() = 'installation'
  or (acting_as() = 'space' and space_id = nullif(current_setting('muster.space', true), '')::uuid)
  or (acting_as() = 'person' and space_id = any ((select own_spaces())::uuid[])));
create policy announced on events for insert with check (
  space_id = '00000000-0000-0000-0000-000000000000' or space_id = any ((select own_spaces())::uuid[]));

alter table event_followers enable row level security;
create policy worker on event_followers using (acting_as() = 'installation');
alter table command_receipts enable row level security;
-- NOTE: the key (actor, key) is made by the server from the actor itself; an answer is never looked up otherwise.
create policy answered on command_receipts using (true);
alter table audits enable row level security;
create policy written on audits for insert with check (true);
create policy readable on audits for select using (acting_as() = 'installation');
revoke update, delete on audits, events from muster_app;

do $$ declare t text; begin
  foreach t in array array['notifications', 'notification_choices'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own on %I using (person_id = current_person() or acting_as() = ''installation'')', t);
  end loop;
  foreach t in array array['webhooks', 'webhook_deliveries'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy members on %I using (space_id = any ((select own_spaces())::uuid[]))', t);
  end loop;
end $$;
alter table mails enable row level security;
create policy queued on mails for insert with check (true);
create policy posted on mails for select using (acting_as() = 'installation');
create policy marked on mails for update using (acting_as() = 'installation');
