-- Pools: their terms, the makers' quotes, the buyers' commitments, and the log that says in which order all of it came.
-- Money is whole minor units of the pool's currency; days are counted from 1970-01-01 in UTC.
create table pools (
  space_id uuid not null references spaces,
  id uuid not null,
  address text not null check (address ~ '^[a-z0-9]{8}$'),
  host_id uuid not null references people,
  wanted_id uuid,
  title text not null check (length(title) between 1 and 160),
  body text not null default '' check (length(body) <= 10000),
  spec jsonb not null check (jsonb_typeof(spec) = 'array' and pg_column_size(spec) <= 60000),
  stage text not null default 'open' check (stage in ('open', 'tentative', 'tipped', 'void')),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- What one costs in a shop, tax included, and who says so.
  benchmark_minor integer check (benchmark_minor > 0),
  benchmark_source text not null default '' check (length(benchmark_source) <= 300),
  fee_bps integer not null default 0 check (fee_bps between 0 and 10000),
  fee_per_unit_minor integer not null default 0 check (fee_per_unit_minor >= 0),
  fee_fixed_minor integer not null default 0 check (fee_fixed_minor >= 0),
  tax_bps integer not null default 0 check (tax_bps between 0 and 10000),
  objective text not null check (objective in ('surplus', 'units', 'price')),
  rationing text not null check (rationing in ('time', 'uniform', 'prorata')),
  terms text not null default '' check (length(terms) <= 10000),
  -- Said before anybody commits: the final price may pass the tentative one, within each limit.
  price_may_rise boolean not null default false,
  -- In these last hours before the close a commitment may grow, but neither shrink nor leave.
  binding_hours integer not null default 24 check (binding_hours between 0 and 720),
  -- Null: quotes are open. Else they are sealed until then, and none comes in later.
  quotes_due_at timestamptz,
  quotes_opened_at timestamptz,
  -- From here on no quote comes, changes or leaves.
  offers_freeze_at timestamptz not null,
  closes_at timestamptz not null,
  collect_days integer not null default 7 check (collect_days between 1 and 60),
  -- How many of a hundred times a hundred payments fail, by the host's own experience.
  failure_bps integer not null default 300 check (failure_bps between 0 and 9000),
  public_key text not null,
  version integer not null default 1,
  created_at timestamptz not null,
  closed_at timestamptz,
  settled_at timestamptz,
  void_reason text check (void_reason in ('no-quote', 'too-small', 'cancelled', 'not-collected', 'price-rose', 'maker-withdrew')),
  void_note text check (length(void_note) <= 2000),
  search tsvector generated always as (
    setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', body), 'B')) stored,
  primary key (space_id, id),
  unique (space_id, address),
  foreign key (space_id, wanted_id) references wanteds (space_id, id),
  check (offers_freeze_at < closes_at),
  check ((stage = 'void') = (void_reason is not null))
);
create index pools_newest on pools (space_id, created_at desc, id desc);
create index pools_due on pools (closes_at) where stage = 'open';

create table pool_variants (
  space_id uuid not null,
  pool_id uuid not null,
  id uuid not null,
  name text not null check (length(name) between 1 and 80),
  position integer not null check (position between 0 and 99),
  primary key (space_id, pool_id, id),
  foreign key (space_id, pool_id) references pools (space_id, id)
);

create table pool_makers (
  space_id uuid not null,
  pool_id uuid not null,
  organisation_id uuid not null,
  invited_by uuid not null references people,
  invited_at timestamptz not null,
  primary key (space_id, pool_id, organisation_id),
  foreign key (space_id, pool_id) references pools (space_id, id),
  foreign key (space_id, organisation_id) references organisations (space_id, id)
);

-- A maker's offer. `sealed` holds it encrypted under a key that is not in the database, all of one length; it becomes
-- `terms` (an offer in the words of the clearing rule, without its id) when the quotes are opened.
create table quotes (
  space_id uuid not null,
  pool_id uuid not null,
  id uuid not null,
  organisation_id uuid,
  person_id uuid not null references people,
  sealed bytea,
  terms jsonb,
  note text not null default '' check (length(note) <= 2000),
  created_at timestamptz not null,
  changed_at timestamptz not null,
  withdrawn_at timestamptz,
  primary key (space_id, pool_id, id),
  foreign key (space_id, pool_id) references pools (space_id, id),
  foreign key (space_id, organisation_id) references organisations (space_id, id),
  check ((sealed is null) <> (terms is null))
);

-- The state of each commitment. What it says (min to tax) is sealed in the log and null here until the reveal at the close.
create table commitments (
  space_id uuid not null,
  pool_id uuid not null,
  id uuid not null,
  person_id uuid not null references people,
  -- The pseudonym under which the buyer stands in this pool's log.
  buyer text not null,
  variant_id uuid,
  -- Its place in the line, and the log entry that holds its latest words.
  seq integer not null,
  position integer not null,
  state text not null default 'standing' check (state in ('standing', 'withdrawn')),
  min integer check (min >= 1),
  max integer check (max >= min),
  limit_minor integer check (limit_minor > 0),
  tax_bps integer check (tax_bps between 0 and 10000),
  latest_day integer,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (space_id, pool_id, id),
  unique (space_id, pool_id, seq),
  foreign key (space_id, pool_id) references pools (space_id, id),
  foreign key (space_id, pool_id, variant_id) references pool_variants (space_id, pool_id, id)
);
create index commitments_person on commitments (space_id, person_id, pool_id);

-- The append-only log: `entry` is the canonical text that was hashed into `leaf`; `sealed` what a commitment or amendment
-- says, with its salt, encrypted under a key that is not in the database.
create table pool_log (
  space_id uuid not null,
  pool_id uuid not null,
  seq integer not null check (seq >= 0),
  entry text not null,
  leaf bytea not null,
  sealed bytea,
  primary key (space_id, pool_id, seq),
  foreign key (space_id, pool_id) references pools (space_id, id)
);

-- What the next writer of the log needs: one row a pool, locked while a batch is appended.
create table pool_tips (
  space_id uuid not null,
  pool_id uuid not null,
  size integer not null,
  time_ms bigint not null,
  peaks bytea not null,
  commitments integer not null default 0,
  units bigint not null default 0,
  primary key (space_id, pool_id),
  foreign key (space_id, pool_id) references pools (space_id, id)
);

create table pool_heads (
  space_id uuid not null,
  pool_id uuid not null,
  size integer not null,
  time_ms bigint not null,
  root text not null,
  signature text not null,
  primary key (space_id, pool_id, size),
  foreign key (space_id, pool_id) references pools (space_id, id)
);

-- What a clearing gave: round 1 is tentative, round 2 final. A round that cleared nothing has no row.
create table pool_clearings (
  space_id uuid not null,
  pool_id uuid not null,
  round smallint not null check (round in (1, 2)),
  quote_id uuid not null,
  quantity integer not null check (quantity > 0),
  -- One unit before the buyer's tax.
  price_minor integer not null,
  supplier_cost_minor bigint not null,
  fee_minor bigint not null,
  rounding_minor bigint not null,
  ready_day integer not null,
  at timestamptz not null,
  primary key (space_id, pool_id, round),
  foreign key (space_id, pool_id, quote_id) references quotes (space_id, pool_id, id)
);

create table allocations (
  space_id uuid not null,
  pool_id uuid not null,
  round smallint not null check (round in (1, 2)),
  commitment_id uuid not null,
  units integer not null check (units > 0),
  -- The pool's price for one, before tax; and what this buyer pays for all units, tax included.
  unit_price_minor integer not null,
  gross_minor bigint not null,
  primary key (space_id, pool_id, round, commitment_id),
  foreign key (space_id, pool_id, commitment_id) references commitments (space_id, pool_id, id)
);

-- Spaces in which the one who acts is a host: hosts see who stands behind a commitment, others only their own.
create function hosted_spaces() returns uuid[] language sql stable security definer set search_path = pg_catalog, public as $$
  select coalesce(case acting_as()
    when 'installation' then (select array_agg(id) from spaces)
    when 'space' then array[nullif(current_setting('muster.space', true), '')::uuid]
    else (select array_agg(space_id) from memberships where person_id = current_person() and role = 'host')
  end, '{}') $$;

-- Which of these people have proved their address: a batch of commitments acts for its space, which reads no accounts.
create function verified_people(asked uuid[]) returns uuid[] language sql stable security definer set search_path = pg_catalog, public as $$
  select coalesce(array_agg(a.person_id), '{}') from accounts a where a.person_id = any (asked) and a.email_verified_at is not null $$;

do $$ declare t text; begin
  foreach t in array array['pools', 'pool_variants', 'pool_makers', 'quotes', 'pool_log', 'pool_tips', 'pool_heads', 'pool_clearings', 'allocations'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy readable on %I for select using (space_id = any ((select readable_spaces())::uuid[]))', t);
    execute format('create policy written on %I for insert with check (space_id = any ((select own_spaces())::uuid[]))', t);
    execute format('create policy changed on %I for update using (space_id = any ((select own_spaces())::uuid[]))', t);
    execute format('create policy removed on %I for delete using (space_id = any ((select own_spaces())::uuid[]))', t);
  end loop;
end $$;
alter table commitments enable row level security;
create policy readable on commitments for select using (
  (person_id = current_person() and space_id = any ((select own_spaces())::uuid[]))
  or space_id = any ((select hosted_spaces())::uuid[]));
create policy written on commitments for insert with check (space_id = any ((select own_spaces())::uuid[]));
create policy changed on commitments for update using (space_id = any ((select own_spaces())::uuid[]));
-- A log is only ever added to.
revoke update, delete on pool_log, pool_heads, pool_clearings, allocations from muster_app;
