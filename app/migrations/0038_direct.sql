-- A maker sells what a pool once needed a crowd for, one at a time.
create table direct_offers (
  space_id uuid not null references spaces,
  id uuid not null,
  address text not null check (address ~ '^[a-z0-9]{8}$'),
  pool_id uuid not null,
  maker_id uuid not null,
  made_by uuid not null references people,
  -- One unit before tax; the host's share of it.
  price_minor integer not null check (price_minor > 0),
  tax_bps integer not null check (tax_bps between 0 and 10000),
  fee_bps integer not null check (fee_bps between 0 and 10000),
  ready_days integer not null check (ready_days between 0 and 730),
  -- How many the maker will take on by this offer.
  most integer not null check (most between 1 and 1000000),
  note text not null default '' check (length(note) <= 2000),
  opened_at timestamptz not null,
  closed_at timestamptz,
  primary key (space_id, id),
  unique (space_id, address),
  foreign key (space_id, pool_id) references pools (space_id, id)
);
create unique index direct_offers_open on direct_offers (space_id, pool_id, maker_id) where closed_at is null;

create table direct_orders (
  space_id uuid not null,
  id uuid not null,
  offer_id uuid not null,
  person_id uuid not null references people,
  units integer not null check (units between 1 and 1000),
  ordered_at timestamptz not null,
  paid_at timestamptz,
  cancelled_at timestamptz,
  primary key (space_id, id),
  foreign key (space_id, offer_id) references direct_offers (space_id, id)
);
create index direct_orders_offer on direct_orders (space_id, offer_id);

alter table direct_offers enable row level security;
create policy readable on direct_offers for select using (space_id = any ((select readable_spaces())::uuid[]));
create policy written on direct_offers for insert with check (space_id = any ((select own_spaces())::uuid[]));
create policy changed on direct_offers for update using (space_id = any ((select own_spaces())::uuid[]));
alter table direct_orders enable row level security;
create policy readable on direct_orders for select using (
  (person_id = current_person() and space_id = any ((select own_spaces())::uuid[]))
  or space_id = any ((select hosted_spaces())::uuid[])
  or exists (select from direct_offers o where o.space_id = direct_orders.space_id and o.id = direct_orders.offer_id and o.maker_id = any ((select own_makers())::uuid[])));
create policy written on direct_orders for insert with check (space_id = any ((select own_spaces())::uuid[]));
create policy changed on direct_orders for update using (space_id = any ((select hosted_spaces())::uuid[]));
revoke delete on direct_offers, direct_orders from muster_app;
