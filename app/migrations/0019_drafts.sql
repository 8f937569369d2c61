-- What a form held, kept for the person; the version tells two windows apart.
alter table drafts add column version integer not null default 1;
create index drafts_newest on drafts (person_id, updated_at desc);

-- What somebody sent after their session had ended, until they have signed in again; the browser holds the key.
create table parked_forms (
  token_hash bytea primary key,
  subject text not null check (length(subject) <= 200),
  fields jsonb not null check (pg_column_size(fields) <= 200000),
  expires_at timestamptz not null
);
alter table parked_forms enable row level security;
create policy proving on parked_forms using (acting_as() in ('identity', 'installation'));
