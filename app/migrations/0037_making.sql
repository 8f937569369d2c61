-- From the order to the set at the door. `maker_id` is the maker's organisation, or the person who quoted without one.
create table orders (
  space_id uuid not null references spaces,
  id uuid not null,
  address text not null check (address ~ '^[a-z0-9]{8}$'),
  deal_kind text not null check (deal_kind in ('pool', 'direct')),
  deal_id uuid not null,
  maker_id uuid not null,
  title text not null check (length(title) between 1 and 160),
  units integer not null check (units >= 1),
  -- What the maker receives, what the host keeps, what rounding left: all that was collected before tax.
  maker_minor bigint not null check (maker_minor >= 0),
  fee_minor bigint not null check (fee_minor >= 0),
  rounding_minor bigint not null check (rounding_minor >= 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  ready_on date not null,
  state text not null default 'placed' check (state in ('placed', 'accepted', 'declined')),
  placed_at timestamptz not null,
  answered_at timestamptz,
  answered_by uuid references people,
  answer_note text not null default '' check (length(answer_note) <= 2000),
  primary key (space_id, id),
  unique (space_id, address),
  unique (space_id, deal_id, maker_id),
  check ((state = 'placed') = (answered_at is null))
);
create index orders_newest on orders (space_id, placed_at desc, id desc);

create table milestones (
  space_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  position smallint not null check (position between 0 and 20),
  kind text not null check (kind in ('begun', 'built', 'delivered')),
  amount_minor bigint not null check (amount_minor >= 0),
  shown_at timestamptz,
  shown_by uuid references people,
  evidence text not null default '' check (length(evidence) <= 4000),
  file_id uuid,
  sent_back_at timestamptz,
  sent_back_note text not null default '' check (length(sent_back_note) <= 2000),
  released_at timestamptz,
  released_by uuid references people,
  primary key (space_id, id),
  unique (space_id, order_id, position),
  foreign key (space_id, order_id) references orders (space_id, id),
  foreign key (space_id, file_id) references files (space_id, id),
  check (released_at is null or shown_at is not null)
);

-- Transfers to a maker of what was released.
create table payouts (
  space_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  paid_at timestamptz not null,
  paid_by uuid not null references people,
  primary key (space_id, id),
  foreign key (space_id, order_id) references orders (space_id, id)
);

create table deliveries (
  space_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  invoice_id uuid not null,
  person_id uuid not null references people,
  units integer not null check (units >= 1),
  dispatched_at timestamptz,
  tracking text not null default '' check (length(tracking) <= 300),
  -- Unless the buyer says otherwise before, it counts as delivered from here on.
  counts_from timestamptz,
  delivered_at timestamptz,
  confirmed_by text check (confirmed_by in ('buyer', 'time')),
  primary key (space_id, id),
  unique (space_id, invoice_id),
  foreign key (space_id, order_id) references orders (space_id, id),
  foreign key (space_id, invoice_id) references invoices (space_id, id),
  check (delivered_at is null or dispatched_at is not null)
);
create index deliveries_order on deliveries (space_id, order_id);
create index deliveries_due on deliveries (counts_from) where delivered_at is null;

create table disputes (
  space_id uuid not null,
  id uuid not null,
  delivery_id uuid not null,
  person_id uuid not null references people,
  reason text not null check (length(reason) between 1 and 2000),
  opened_at timestamptz not null,
  settled_at timestamptz,
  settled_by uuid references people,
  outcome text check (outcome in ('refund-by-maker', 'refund-by-host', 'kept')),
  answer text not null default '' check (length(answer) <= 2000),
  primary key (space_id, id),
  foreign key (space_id, delivery_id) references deliveries (space_id, id),
  check ((outcome is null) = (settled_at is null))
);
create unique index disputes_open on disputes (space_id, delivery_id) where settled_at is null;

-- Makers for whom the one who acts may speak: their organisation, or themselves.
create function own_makers() returns uuid[] language sql stable security definer set search_path = pg_catalog, public as $$
  select coalesce(array_agg(maker), '{}') from (
    select coalesce(organisation_id, person_id) as maker from memberships where person_id = current_person() and role = 'maker'
    union select person_id from memberships where person_id = current_person() and role = 'maker') s $$;

alter table orders enable row level security;
create policy readable on orders for select using (space_id = any ((select own_spaces())::uuid[]));
create policy written on orders for insert with check (space_id = any ((select own_spaces())::uuid[]));
create policy changed on orders for update using (
  space_id = any ((select hosted_spaces())::uuid[])
  or (space_id = any ((select own_spaces())::uuid[]) and maker_id = any ((select own_makers())::uuid[])));
alter table milestones enable row level security;
create policy members on milestones using (space_id = any ((select own_spaces())::uuid[]));
alter table payouts enable row level security;
create policy readable on payouts for select using (
  space_id = any ((select hosted_spaces())::uuid[])
  or exists (select from orders o where o.space_id = payouts.space_id and o.id = payouts.order_id and o.maker_id = any ((select own_makers())::uuid[])));
create policy written on payouts for insert with check (space_id = any ((select hosted_spaces())::uuid[]));
alter table deliveries enable row level security;
create policy readable on deliveries for select using (
  (person_id = current_person() and space_id = any ((select own_spaces())::uuid[]))
  or space_id = any ((select hosted_spaces())::uuid[])
  or exists (select from orders o where o.space_id = deliveries.space_id and o.id = deliveries.order_id and o.maker_id = any ((select own_makers())::uuid[])));
create policy written on deliveries for insert with check (space_id = any ((select own_spaces())::uuid[]));
create policy changed on deliveries for update using (space_id = any ((select own_spaces())::uuid[]));
alter table disputes enable row level security;
create policy readable on disputes for select using (
  (person_id = current_person() and space_id = any ((select own_spaces())::uuid[]))
  or space_id = any ((select hosted_spaces())::uuid[]));
create policy written on disputes for insert with check (
  person_id = current_person() and space_id = any ((select own_spaces())::uuid[]));
create policy changed on disputes for update using (space_id = any ((select hosted_spaces())::uuid[]));
revoke delete on orders, milestones, payouts, deliveries, disputes from muster_app;
