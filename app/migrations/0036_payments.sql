-- Asking for money and finding out that it came. Amounts that change (what is paid, what is open) are in the ledger alone.

-- Where buyers pay to, and who holds that money: the host as the seller, or the maker itself.
create table payment_settings (
  space_id uuid primary key references spaces,
  holder text not null check (holder in ('host', 'maker')),
  payee text not null check (length(payee) between 1 and 70),
  address text not null default '' check (length(address) <= 500),
  iban text not null check (iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$'),
  terms text not null default '' check (length(terms) <= 2000),
  version integer not null default 1,
  changed_at timestamptz not null,
  changed_by uuid not null references people
);

-- The collection of one pool: when it ends is kept here, and whichever worker lives then ends it.
create table collections (
  space_id uuid not null references spaces,
  pool_id uuid not null,
  opened_at timestamptz not null,
  due_at timestamptz not null,
  settled_at timestamptz,
  primary key (space_id, pool_id),
  foreign key (space_id, pool_id) references pools (space_id, id)
);
create index collections_due on collections (due_at) where settled_at is null;

create table invoices (
  space_id uuid not null references spaces,
  id uuid not null,
  number integer not null check (number >= 1),
  reference text not null check (reference ~ '^RF[0-9]{14}$'),
  deal_kind text not null check (deal_kind in ('pool', 'direct')),
  deal_id uuid not null,
  -- The commitment of the pool, or the direct order itself: what is being paid for.
  item_id uuid not null,
  person_id uuid not null references people,
  title text not null check (length(title) between 1 and 160),
  units integer not null check (units >= 1),
  unit_price_minor bigint not null check (unit_price_minor >= 0),
  tax_bps integer not null check (tax_bps between 0 and 10000),
  net_minor bigint not null check (net_minor >= 0),
  tax_minor bigint not null check (tax_minor >= 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  issued_at timestamptz not null,
  due_at timestamptz not null,
  -- How it ended: kept (it was paid and counts), withdrawn (not paid in time), void (the deal came to nothing).
  outcome text check (outcome in ('kept', 'withdrawn', 'void')),
  closed_at timestamptz,
  reminders smallint not null default 0 check (reminders between 0 and 3),
  reminded_at timestamptz,
  primary key (space_id, id),
  unique (space_id, number),
  unique (space_id, reference),
  unique (space_id, deal_id, item_id),
  check (net_minor + tax_minor > 0),
  check ((outcome is null) = (closed_at is null))
);
create index invoices_person on invoices (space_id, person_id, issued_at desc);

create table statements (
  space_id uuid not null references spaces,
  id uuid not null,
  sha256 bytea not null,
  name text not null check (length(name) <= 200),
  format text not null,
  lines integer not null check (lines >= 0),
  taken integer not null check (taken >= 0),
  imported_by uuid not null references people,
  imported_at timestamptz not null,
  primary key (space_id, id)
);

-- Money that came in, once by the bank's id of it or by what it says.
create table payments (
  space_id uuid not null references spaces,
  id uuid not null,
  statement_id uuid not null,
  identity bytea not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  booked_on date not null,
  reference text not null default '' check (length(reference) <= 1000),
  counterparty text not null default '' check (length(counterparty) <= 140),
  counterparty_account text not null default '' check (length(counterparty_account) <= 60),
  invoice_id uuid,
  -- Counts up with every match and every undoing, so that each has a name of its own in the ledger.
  turn integer not null default 0,
  matched_at timestamptz,
  -- Null: by its reference.
  matched_by uuid references people,
  returned_at timestamptz,
  primary key (space_id, id),
  unique (space_id, identity),
  foreign key (space_id, statement_id) references statements (space_id, id),
  foreign key (space_id, invoice_id) references invoices (space_id, id),
  check (invoice_id is null or returned_at is null)
);
create index payments_open on payments (space_id, booked_on) where invoice_id is null and returned_at is null;
create index payments_invoice on payments (space_id, invoice_id);

-- What has to go back, one transfer a row; marked when it was made.
create table refunds (
  space_id uuid not null references spaces,
  id uuid not null,
  invoice_id uuid,
  payment_id uuid,
  deal_id uuid,
  person_id uuid references people,
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null,
  reason text not null check (reason in ('void', 'price-fell', 'too-much', 'too-late', 'not-counted', 'no-owner', 'declined', 'dispute')),
  due_at timestamptz not null,
  paid_at timestamptz,
  paid_by uuid references people,
  cancelled_at timestamptz,
  primary key (space_id, id),
  foreign key (space_id, invoice_id) references invoices (space_id, id),
  foreign key (space_id, payment_id) references payments (space_id, id),
  check ((invoice_id is null) <> (payment_id is null)),
  check (paid_at is null or cancelled_at is null)
);
create index refunds_open on refunds (space_id, due_at) where paid_at is null and cancelled_at is null;
create index refunds_invoice on refunds (space_id, invoice_id);

alter table payment_settings enable row level security;
create policy readable on payment_settings for select using (space_id = any ((select own_spaces())::uuid[]));
create policy written on payment_settings for insert with check (space_id = any ((select hosted_spaces())::uuid[]));
create policy changed on payment_settings for update using (space_id = any ((select hosted_spaces())::uuid[]));

alter table collections enable row level security;
create policy members on collections using (space_id = any ((select own_spaces())::uuid[]));

do $$ declare t text; begin
  foreach t in array array['invoices', 'refunds'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy readable on %I for select using ((person_id = current_person() and space_id = any ((select own_spaces())::uuid[])) or space_id = any ((select hosted_spaces())::uuid[]))', t);
    execute format('create policy written on %I for insert with check (space_id = any ((select own_spaces())::uuid[]))', t);
    execute format('create policy changed on %I for update using (space_id = any ((select hosted_spaces())::uuid[]))', t);
  end loop;
  foreach t in array array['statements', 'payments', 'ledger_halts'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy hosted on %I using (space_id = any ((select hosted_spaces())::uuid[]))', t);
  end loop;
end $$;
revoke delete on invoices, payments, refunds, statements from muster_app;

-- Of the books a host sees all, a buyer the accounts of their own invoices, a maker its own.
alter table ledger_accounts enable row level security;
create policy readable on ledger_accounts for select using (
  space_id = any ((select hosted_spaces())::uuid[])
  or (space_id = any ((select own_spaces())::uuid[]) and party_id is not null and (
    party_id = current_person()
    or exists (select from invoices i where i.space_id = ledger_accounts.space_id and i.id = ledger_accounts.party_id)
    or exists (select from memberships m where m.space_id = ledger_accounts.space_id and m.person_id = current_person()
      and m.role = 'maker' and m.organisation_id = ledger_accounts.party_id))));
create policy written on ledger_accounts for insert with check (space_id = any ((select own_spaces())::uuid[]));
alter table ledger_journals enable row level security;
create policy readable on ledger_journals for select using (
  space_id = any ((select hosted_spaces())::uuid[])
  or exists (select from ledger_postings p where p.space_id = ledger_journals.space_id and p.journal_id = ledger_journals.id));
create policy written on ledger_journals for insert with check (space_id = any ((select own_spaces())::uuid[]));
alter table ledger_postings enable row level security;
create policy readable on ledger_postings for select using (
  space_id = any ((select hosted_spaces())::uuid[])
  or exists (select from ledger_accounts a where a.space_id = ledger_postings.space_id and a.id = ledger_postings.account_id));
create policy written on ledger_postings for insert with check (space_id = any ((select own_spaces())::uuid[]));
