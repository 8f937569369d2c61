-- Spaces and those who belong to them. Every row of a space carries space_id first in its keys: it is the key by which
-- a later cluster shards, and no unique key or reference crosses a space (either would tell that a hidden row exists).
create table spaces (
  id uuid primary key,
  -- Name and four random letters: a free address never tells that a hidden space holds the plain one.
  address text not null unique check (address ~ '^[a-z0-9-]{4,60}$'),
  name text not null check (length(name) between 1 and 80),
  purpose text not null default '' check (length(purpose) <= 2000),
  objective text not null check (objective in ('marketing', 'sales', 'research', 'business-development')),
  visibility text not null check (visibility in ('private', 'invitation', 'public')),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  locale text not null default 'en',
  accent text not null default 'oak',
  version integer not null default 1,
  created_by uuid not null references people,
  created_at timestamptz not null,
  closed_at timestamptz
);

create table targets (
  space_id uuid not null references spaces,
  measure text not null check (length(measure) <= 60),
  goal integer not null check (goal >= 0),
  created_at timestamptz not null,
  primary key (space_id, measure)
);

create table organisations (
  space_id uuid not null references spaces,
  id uuid not null,
  kind text not null check (kind in ('partner', 'maker')),
  name text not null check (length(name) between 1 and 80),
  about text not null default '' check (length(about) <= 2000),
  created_at timestamptz not null,
  primary key (space_id, id)
);

create table memberships (
  space_id uuid not null references spaces,
  person_id uuid not null references people,
  role text not null check (role in ('host', 'peer', 'partner', 'maker')),
  organisation_id uuid,
  invited_by uuid references people,
  joined_at timestamptz not null,
  primary key (space_id, person_id),
  foreign key (space_id, organisation_id) references organisations (space_id, id)
);
create index memberships_person on memberships (person_id, space_id);

create table invitations (
  space_id uuid not null references spaces,
  id uuid not null,
  token_hash bytea not null,
  email text check (length(email) <= 254),
  role text not null check (role in ('host', 'peer', 'partner', 'maker')),
  organisation_id uuid,
  note text not null default '' check (length(note) <= 1000),
  uses_left integer not null check (uses_left >= 0),
  created_by uuid not null references people,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  primary key (space_id, id),
  foreign key (space_id, organisation_id) references organisations (space_id, id)
);
create index invitations_token on invitations (token_hash);

create table invitation_uses (
  space_id uuid not null,
  invitation_id uuid not null,
  person_id uuid not null references people,
  used_at timestamptz not null,
  primary key (space_id, invitation_id, person_id),
  foreign key (space_id, invitation_id) references invitations (space_id, id)
);

-- The second wall. The functions run as the owner of the tables, so that the policies of spaces and memberships do not
-- ask each other in a circle; each is called once a query because the policies use it as a scalar subquery.
create function readable_spaces() returns uuid[] language sql stable security definer set search_path = pg_catalog, public as $$
  select coalesce(case acting_as()
    when 'installation' then (select array_agg(id) from spaces)
    when 'space' then array[nullif(current_setting('muster.space', true), '')::uuid]
    else (select array_agg(id) from (
      select id from spaces where visibility = 'public' and closed_at is null
      union select space_id from memberships where person_id = current_person()) s)
  end, '{}') $$;

create function own_spaces() returns uuid[] language sql stable security definer set search_path = pg_catalog, public as $$
  select coalesce(case acting_as()
    when 'installation' then (select array_agg(id) from spaces)
    when 'space' then array[nullif(current_setting('muster.space', true), '')::uuid]
    else (select array_agg(space_id) from memberships where person_id = current_person())
  end, '{}') $$;

alter table spaces enable row level security;
create policy readable on spaces for select using (
  visibility <> 'private' or created_by = current_person() or id = any ((select readable_spaces())::uuid[]));
create policy opened on spaces for insert with check (created_by = current_person());
create policy hosted on spaces for update using (id = any ((select own_spaces())::uuid[]));

alter table memberships enable row level security;
create policy readable on memberships for select using (
  person_id = current_person() or space_id = any ((select readable_spaces())::uuid[]));
create policy joining on memberships for insert with check (
  person_id = current_person() or space_id = any ((select own_spaces())::uuid[]));
create policy changed on memberships for update using (space_id = any ((select own_spaces())::uuid[]));
create policy left_space on memberships for delete using (
  person_id = current_person() or space_id = any ((select own_spaces())::uuid[]));

alter table invitations enable row level security;
-- An invitation opens by its token: acting 'space' is taken only after the token was found by open_invitation().
create policy members on invitations using (space_id = any ((select own_spaces())::uuid[]));
alter table invitation_uses enable row level security;
create policy members on invitation_uses using (space_id = any ((select own_spaces())::uuid[]));

-- Which space a token opens, if any. The one door by which somebody without a membership finds a private space.
create function open_invitation(token bytea) returns table (space_id uuid, invitation_id uuid)
  language sql stable security definer set search_path = pg_catalog, public as $$
  select i.space_id, i.id from invitations i where i.token_hash = token limit 1 $$;

do $$ declare t text; begin
  foreach t in array array['targets', 'organisations'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy readable on %I for select using (space_id = any ((select readable_spaces())::uuid[]))', t);
    execute format('create policy written on %I for insert with check (space_id = any ((select own_spaces())::uuid[]))', t);
    execute format('create policy changed on %I for update using (space_id = any ((select own_spaces())::uuid[]))', t);
    execute format('create policy removed on %I for delete using (space_id = any ((select own_spaces())::uuid[]))', t);
  end loop;
end $$;
