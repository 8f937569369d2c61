-- Benches: designs that several people work on at once. What they change is kept as the updates of a shared document, in order,
-- and folded into one from time to time.

create table benches (
  space_id uuid not null references spaces,
  id uuid not null,
  address text not null check (address ~ '^[a-z0-9]{8}$'),
  owner_id uuid not null references people,
  title text not null check (length(title) between 1 and 120),
  -- What the piece was begun with, as the studio's address names it: the parents of what will be published.
  begun text not null check (length(begun) <= 100),
  -- That of the kit that it is made with, which may be one that comes with the program.
  kit_hash text not null check (kit_hash ~ '^[A-Za-z0-9_-]{43}$'),
  -- Whether every member of the space may work on it who knows the address.
  by_link boolean not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  closed_at timestamptz,
  primary key (space_id, id),
  unique (space_id, address)
);
create index benches_owned on benches (space_id, owner_id, changed_at desc) where closed_at is null;

-- What is on it: the document up to the update of that number, and the number of the newest update.
create table bench_documents (
  space_id uuid not null,
  bench_id uuid not null,
  document bytea not null check (length(document) <= 524288),
  folded integer not null default 0,
  newest integer not null default 0,
  primary key (space_id, bench_id),
  foreign key (space_id, bench_id) references benches (space_id, id)
);

-- Whoever was let in or shut out by name, and whoever came by the link.
create table bench_people (
  space_id uuid not null,
  bench_id uuid not null,
  person_id uuid not null references people,
  let_in boolean not null,
  came_at timestamptz not null,
  primary key (space_id, bench_id, person_id),
  foreign key (space_id, bench_id) references benches (space_id, id)
);
create index bench_people_of on bench_people (space_id, person_id) where let_in;

-- The windows that write into it: whose each is, what it has in hand, and when it was last heard of.
create table bench_windows (
  space_id uuid not null,
  bench_id uuid not null,
  writer bigint not null check (writer between 1 and 4294967295),
  person_id uuid not null references people,
  wrote boolean not null default false,
  in_hand text not null check (length(in_hand) <= 500),
  seen_at timestamptz not null,
  primary key (space_id, bench_id, writer),
  foreign key (space_id, bench_id) references benches (space_id, id)
);

create table bench_updates (
  space_id uuid not null,
  bench_id uuid not null,
  number integer not null,
  person_id uuid not null references people,
  update bytea not null check (length(update) <= 65536),
  at timestamptz not null,
  primary key (space_id, bench_id, number),
  foreign key (space_id, bench_id) references benches (space_id, id)
);

-- What is on a bench is for the members of the space alone, and who of them may work on which one is for the policy; that there
-- is one, anybody may know who may know of the space and has the address.
do $$ declare t text; w text; begin
  foreach t in array array['benches', 'bench_people', 'bench_documents', 'bench_windows', 'bench_updates'] loop
    w := case when t in ('benches', 'bench_people') then 'readable_spaces' else 'own_spaces' end;
    execute format('alter table %I enable row level security', t);
    execute format('create policy readable on %I for select using (space_id in (select unnest(%s())))', t, w);
    execute format('create policy written on %I for insert with check (space_id in (select unnest(own_spaces())))', t);
    execute format('create policy changed on %I for update using (space_id in (select unnest(own_spaces())))', t);
  end loop;
end $$;
create policy removed on bench_windows for delete using (space_id in (select unnest(own_spaces())));
create policy removed on bench_updates for delete using (space_id in (select unnest(own_spaces())));
