-- Designs: what peers publish, frozen version by version, and what each was made from.

-- Every kit that a version of the space was made with, as it was then: a version can be evaluated for ever.
create table kits (
  space_id uuid not null references spaces,
  hash text not null check (hash ~ '^[A-Za-z0-9_-]{43}$'),
  kit jsonb not null check (pg_column_size(kit) <= 1000000),
  added_at timestamptz not null,
  primary key (space_id, hash)
);

create table designs (
  space_id uuid not null references spaces,
  id uuid not null,
  address text not null check (address ~ '^[a-z0-9]{8}$'),
  author_id uuid not null references people,
  -- That of its newest version.
  title text not null check (length(title) between 1 and 120),
  versions integer not null check (versions between 1 and 200),
  created_at timestamptz not null,
  published_at timestamptz not null,
  removed_at timestamptz,
  removed_by uuid references people,
  search tsvector generated always as (to_tsvector('simple', title)) stored,
  primary key (space_id, id),
  unique (space_id, address)
);
create index designs_newest on designs (space_id, published_at desc, id desc) where removed_at is null;

create table design_versions (
  space_id uuid not null,
  id uuid not null,
  design_id uuid not null,
  number integer not null check (number between 1 and 200),
  -- SHA-256 of its canonical text, and of its evaluation.
  content_hash text not null check (content_hash ~ '^[A-Za-z0-9_-]{43}$'),
  proof text not null check (proof ~ '^[A-Za-z0-9_-]{43}$'),
  kit_hash text not null,
  document jsonb not null check (pg_column_size(document) <= 100000),
  title text not null check (length(title) between 1 and 120),
  reason text not null check (length(reason) <= 1000),
  author_id uuid not null references people,
  published_at timestamptz not null,
  -- What the gallery sorts and filters by, as it came out then: the type of the body, sizes in millimetres, grams, the main material.
  body text not null check (length(body) <= 40),
  width_mm integer not null,
  depth_mm integer not null,
  height_mm integer not null,
  mass_g integer,
  material text check (length(material) <= 40),
  primary key (space_id, id),
  unique (space_id, design_id, number),
  foreign key (space_id, design_id) references designs (space_id, id),
  foreign key (space_id, kit_hash) references kits (space_id, hash)
);

create table design_parents (
  space_id uuid not null,
  version_id uuid not null,
  place smallint not null check (place in (1, 2)),
  parent_id uuid not null check (parent_id <> version_id),
  primary key (space_id, version_id, place),
  foreign key (space_id, version_id) references design_versions (space_id, id),
  foreign key (space_id, parent_id) references design_versions (space_id, id)
);
create index design_parents_children on design_parents (space_id, parent_id);

do $$ declare t text; begin
  foreach t in array array['kits', 'designs', 'design_versions', 'design_parents'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy readable on %I for select using (space_id = any ((select readable_spaces())::uuid[]))', t);
    execute format('create policy written on %I for insert with check (space_id = any ((select own_spaces())::uuid[]))', t);
  end loop;
end $$;
create policy changed on designs for update using (space_id = any ((select own_spaces())::uuid[]));

-- What is published stays: nothing of a version is ever changed, by nobody.
create function refuse_version_change() returns trigger language plpgsql as $$
begin
  raise exception 'a published design stays as it is: % on % is refused', tg_op, tg_table_name using errcode = 'insufficient_privilege';
end $$;
do $$ declare t text; begin
  foreach t in array array['kits', 'design_versions', 'design_parents'] loop
    execute format('create trigger kept before update or delete on %I for each row execute function refuse_version_change()', t);
    execute format('revoke update, delete, truncate on %I from muster_app', t);
  end loop;
end $$;
revoke delete on designs from muster_app;
