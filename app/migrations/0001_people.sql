-- People and the ways in which they prove who they are. Nothing here belongs to a space.
-- The app never runs as the owner of the tables: it takes the role muster_app, which row-level security binds.
do $$ begin
  if not exists (select from pg_roles where rolname = 'muster_app') then
    create role muster_app nologin nosuperuser nobypassrls noinherit;
  end if;
exception when insufficient_privilege then
  raise exception 'The role muster_app is missing and this user may not create it. Ask an administrator to run: create role muster_app nologin; grant muster_app to %;', current_user;
end $$;
do $$ begin execute format('grant muster_app to %I', current_user); exception when others then
  if not pg_has_role(current_user, 'muster_app', 'member') then raise; end if;
end $$;
grant usage on schema public to muster_app;
alter default privileges in schema public grant select, insert, update, delete on tables to muster_app;
alter default privileges in schema public grant usage, select on sequences to muster_app;

-- Who acts in this transaction. '' counts as nobody: a setting that was SET LOCAL comes back as ''.
create function current_person() returns uuid language sql stable parallel safe as
  $$ select nullif(current_setting('muster.person', true), '')::uuid $$;
-- visitor | person | identity (proving who one is) | space (worker, for one space) | installation (worker, operator's acts)
create function acting_as() returns text language sql stable parallel safe as
  $$ select coalesce(nullif(current_setting('muster.acting', true), ''), 'visitor') $$;

create table installation (
  only_row boolean primary key default true check (only_row),
  name text not null check (length(name) between 1 and 80),
  welcome text not null default '' check (length(welcome) <= 2000),
  locale text not null default 'en',
  sign_up text not null default 'open' check (sign_up in ('open', 'invited')),
  created_at timestamptz not null default now()
);
insert into installation (name) values ('Muster');

create table people (
  id uuid primary key,
  handle text not null unique check (handle ~ '^[a-z0-9][a-z0-9-]{1,29}$'),
  name text not null check (length(name) between 1 and 80),
  about text not null default '' check (length(about) <= 2000),
  locale text not null default 'en',
  time_zone text not null default 'UTC',
  theme text not null default 'auto' check (theme in ('auto', 'light', 'dark')),
  is_operator boolean not null default false,
  created_at timestamptz not null,
  closed_at timestamptz
);

create table accounts (
  person_id uuid primary key references people,
  email text not null unique check (length(email) <= 254 and email = lower(email)),
  email_verified_at timestamptz,
  password_hash text,
  password_changed_at timestamptz,
  created_at timestamptz not null
);

create table passkeys (
  person_id uuid not null references people,
  id text not null unique check (length(id) <= 1024),
  name text not null check (length(name) between 1 and 80),
  public_key bytea not null,
  sign_count bigint not null,
  transports text[] not null default '{}',
  created_at timestamptz not null,
  last_used_at timestamptz,
  primary key (person_id, id)
);

create table passkey_challenges (
  id uuid primary key,
  challenge text not null,
  person_id uuid references people,
  expires_at timestamptz not null
);

create table outside_identities (
  issuer text not null,
  subject text not null,
  person_id uuid not null references people,
  created_at timestamptz not null,
  primary key (issuer, subject)
);
create index outside_identities_person on outside_identities (person_id);

create table outside_sign_ins (
  state_hash bytea primary key,
  code_verifier text not null,
  nonce text not null,
  next_path text not null,
  person_id uuid references people,
  expires_at timestamptz not null
);

-- Tokens are stored as SHA-256: a reader of the database cannot sign in with what is found here.
create table sessions (
  token_hash bytea primary key,
  id uuid not null unique,
  person_id uuid not null references people,
  device text not null default '' check (length(device) <= 200),
  address text not null default '' check (length(address) <= 60),
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  proved_at timestamptz not null,
  expires_at timestamptz not null
);
create index sessions_person on sessions (person_id);

create table mailed_tokens (
  token_hash bytea primary key,
  person_id uuid not null references people,
  purpose text not null check (purpose in ('verify-email', 'recover', 'change-email')),
  email text not null check (length(email) <= 254),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index mailed_tokens_person on mailed_tokens (person_id);

create table access_tokens (
  token_hash bytea primary key,
  id uuid not null unique,
  person_id uuid not null references people,
  name text not null check (length(name) between 1 and 80),
  scopes text[] not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  expires_at timestamptz,
  revoked_at timestamptz
);
create index access_tokens_person on access_tokens (person_id);

create table rate_limits (
  key text primary key check (length(key) <= 200),
  level double precision not null,
  updated_at timestamptz not null
);

-- What a form held when its sender lost the connection or the session; kept for the person alone.
create table drafts (
  person_id uuid not null references people,
  subject text not null check (length(subject) <= 200),
  fields jsonb not null check (pg_column_size(fields) <= 200000),
  updated_at timestamptz not null,
  primary key (person_id, subject)
);

alter table installation enable row level security;
create policy readable on installation for select using (true);
create policy operated on installation for update using (acting_as() = 'installation');

alter table people enable row level security;
create policy readable on people for select using (true);
create policy joining on people for insert with check (acting_as() in ('identity', 'installation'));
create policy own on people for update using (id = current_person() or acting_as() in ('identity', 'installation'));

do $$ declare t text; begin
  foreach t in array array['accounts', 'passkeys', 'outside_identities', 'sessions', 'mailed_tokens', 'access_tokens', 'drafts'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own on %I using (person_id = current_person() or acting_as() in (''identity'', ''installation''))', t);
  end loop;
  foreach t in array array['passkey_challenges', 'outside_sign_ins'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy proving on %I using (acting_as() in (''identity'', ''installation'') or person_id = current_person())', t);
  end loop;
end $$;
alter table rate_limits enable row level security;
-- NOTE: counters hold no content; every transaction may count itself.
create policy counted on rate_limits using (true);
