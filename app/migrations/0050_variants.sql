-- Several variants in one pool: they share its tiers, and each has its own price, shop price, buyers and parcels.
-- `key` is the variant's name in the log, which takes letters, digits and `._:~-` alone.
alter table pool_variants add column key text not null default '' check (key ~ '^[a-z0-9-]{1,64}$');
alter table pool_variants add column benchmark_minor integer check (benchmark_minor > 0);

-- Null where the pool has several variants: their prices stand in the table below.
alter table pool_clearings alter column price_minor drop not null;
create table pool_variant_prices (
  space_id uuid not null,
  pool_id uuid not null,
  round smallint not null check (round in (1, 2)),
  variant_id uuid not null,
  quantity integer not null check (quantity >= 0),
  -- One unit before the buyer's tax; null for a variant that nobody gets.
  price_minor integer,
  primary key (space_id, pool_id, round, variant_id),
  foreign key (space_id, pool_id, round) references pool_clearings (space_id, pool_id, round),
  foreign key (space_id, pool_id, variant_id) references pool_variants (space_id, pool_id, id),
  check ((price_minor is null) = (quantity = 0))
);
alter table pool_variant_prices enable row level security;
create policy readable on pool_variant_prices for select using (space_id in (select unnest(readable_spaces())));
create policy written on pool_variant_prices for insert with check (space_id = any ((select own_spaces())::uuid[]));
revoke update, delete on pool_variant_prices from muster_app;

-- What is in a parcel, by the name of the variant; empty where there is one kind only.
alter table deliveries add column variant text not null default '' check (length(variant) <= 80);

-- A maker offers each variant by itself.
alter table direct_offers add column variant_id uuid;
alter table direct_offers add foreign key (space_id, pool_id, variant_id) references pool_variants (space_id, pool_id, id) not valid;
