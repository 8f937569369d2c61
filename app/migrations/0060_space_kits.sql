-- What a space has made its own: the kits that its hosts edit, edition by edition, and the prices that they know.

create table kit_editions (
  space_id uuid not null references spaces,
  kit_id text not null check (kit_id ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  number integer not null check (number between 1 and 500),
  hash text not null,
  -- Whether new designs may begin with it.
  offered boolean not null,
  author_id uuid not null references people,
  saved_at timestamptz not null,
  primary key (space_id, kit_id, number),
  foreign key (space_id, hash) references kits (space_id, hash)
);

create table price_lists (
  space_id uuid not null references spaces,
  kit_id text not null check (kit_id ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  number integer not null check (number between 1 and 5000),
  list jsonb not null check (pg_column_size(list) <= 1000000),
  author_id uuid not null references people,
  saved_at timestamptz not null,
  primary key (space_id, kit_id, number)
);

-- The list that a version was published with; none for the example prices that come with a kit.
alter table design_versions add column price_kit text;
alter table design_versions add column price_list integer;
alter table design_versions add constraint design_versions_priced
  foreign key (space_id, price_kit, price_list) references price_lists (space_id, kit_id, number) not valid;
alter table design_versions add constraint design_versions_price_whole
  check ((price_kit is null) = (price_list is null)) not valid;

do $$ declare t text; begin
  foreach t in array array['kit_editions', 'price_lists'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy readable on %I for select using (space_id in (select unnest(readable_spaces())))', t);
    execute format('create policy written on %I for insert with check (space_id = any ((select own_spaces())::uuid[]))', t);
    -- An edition stays as it was saved: versions are evaluated and priced by it.
    execute format('create trigger kept before update or delete on %I for each row execute function refuse_version_change()', t);
    execute format('revoke update, delete, truncate on %I from muster_app', t);
  end loop;
end $$;
