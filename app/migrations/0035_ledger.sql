-- The books of a space, by double entry. Rows are only ever added: a mistake is mended by a journal that reverses another.
-- A debit is positive, a credit negative; what the kinds mean stands in packages/ledger/src/account.ts.
create table ledger_accounts (
  space_id uuid not null references spaces,
  id uuid not null,
  kind text not null check (kind in ('bank', 'unmatched', 'receivable', 'collecting', 'tax', 'refund', 'maker-held', 'maker-due', 'fee', 'rounding')),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- The pool or direct order; the invoice, payment or maker within it.
  deal_id uuid,
  party_id uuid,
  primary key (space_id, id),
  unique (space_id, id, currency),
  unique nulls not distinct (space_id, kind, currency, deal_id, party_id)
);
create index ledger_accounts_deal on ledger_accounts (space_id, deal_id, kind);
create index ledger_accounts_party on ledger_accounts (space_id, party_id);

create table ledger_journals (
  space_id uuid not null references spaces,
  id uuid not null,
  act text not null check (length(act) between 1 and 40),
  -- The name of the business act, such as `match PAYMENT 1`: what happened once is booked once.
  once text not null check (length(once) between 1 and 200),
  deal_id uuid,
  actor_id uuid,
  reverses_id uuid,
  at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, once),
  foreign key (space_id, reverses_id) references ledger_journals (space_id, id)
);
create index ledger_journals_newest on ledger_journals (space_id, at desc, id desc);
create unique index ledger_journals_reversed_once on ledger_journals (space_id, reverses_id) where reverses_id is not null;

create table ledger_postings (
  space_id uuid not null,
  journal_id uuid not null,
  position smallint not null,
  account_id uuid not null,
  currency text not null,
  amount_minor bigint not null check (amount_minor <> 0),
  primary key (space_id, journal_id, position),
  foreign key (space_id, journal_id) references ledger_journals (space_id, id),
  -- An account has one currency for ever.
  foreign key (space_id, account_id, currency) references ledger_accounts (space_id, id, currency)
);
create index ledger_postings_account on ledger_postings (space_id, account_id) include (amount_minor);

-- Money of a space stands still: the check of its books found something. Lifted by the check that finds nothing.
create table ledger_halts (
  space_id uuid primary key references spaces,
  since timestamptz not null,
  what text not null check (length(what) <= 2000)
);

-- At the end of every transaction each journal that it touched has two postings or more, and they sum to 0 in each currency.
create function judge_journal() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  journal uuid := case tg_table_name when 'ledger_journals' then to_jsonb(new) ->> 'id' else to_jsonb(new) ->> 'journal_id' end;
  wrong text;
begin
  if (select count(*) from ledger_postings p where p.space_id = new.space_id and p.journal_id = journal) < 2 then
    raise exception 'the journal % has fewer than two postings', journal using errcode = 'check_violation', constraint = 'ledger_journal_whole';
  end if;
  select string_agg(currency || ' ' || total, ', ') into wrong from (
    select currency, sum(amount_minor) as total from ledger_postings p
    where p.space_id = new.space_id and p.journal_id = journal group by currency having sum(amount_minor) <> 0) s;
  if wrong is not null then
    raise exception 'the journal % does not balance: %', journal, wrong using errcode = 'check_violation', constraint = 'ledger_journal_balances';
  end if;
  return null;
end $$;
create constraint trigger balanced after insert on ledger_postings deferrable initially deferred
  for each row execute function judge_journal();
create constraint trigger balanced after insert on ledger_journals deferrable initially deferred
  for each row execute function judge_journal();

-- A journal is written in one go: nothing is added to it later, by whatever path.
create function refuse_late_posting() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  -- The owner of the tables loads backups, in which every journal is of another transaction.
  if current_user = 'muster_app' and not exists (
    select from ledger_journals j where j.space_id = new.space_id and j.id = new.journal_id
      and j.xmin::text::bigint = (pg_current_xact_id()::text::bigint % 4294967296)) then
    raise exception 'the journal % is closed', new.journal_id using errcode = 'check_violation', constraint = 'ledger_journal_closed';
  end if;
  return new;
end $$;
create trigger closed before insert on ledger_postings for each row execute function refuse_late_posting();

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the books are only added to: % on % is refused', tg_op, tg_table_name using errcode = 'insufficient_privilege';
end $$;
do $$ declare t text; begin
  foreach t in array array['ledger_accounts', 'ledger_journals', 'ledger_postings'] loop
    execute format('create trigger kept before update or delete on %I for each row execute function refuse_change()', t);
    execute format('revoke update, delete, truncate on %I from muster_app', t);
  end loop;
end $$;

-- Everything that can be wrong with the books, as rows; a sound ledger gives none.
create function ledger_faults() returns table (space_id uuid, fault text, detail text)
  language sql stable set search_path = pg_catalog, public as $$
  select p.space_id, 'ledger-does-not-sum-to-zero', p.currency || ' ' || sum(p.amount_minor)
    from ledger_postings p group by p.space_id, p.currency having sum(p.amount_minor) <> 0
  union all
  select j.space_id, 'journal-does-not-balance', j.id::text
    from ledger_journals j left join ledger_postings p on p.space_id = j.space_id and p.journal_id = j.id
    group by j.space_id, j.id, p.currency having count(p.position) = 0 or sum(p.amount_minor) <> 0
  union all
  select j.space_id, 'journal-with-one-posting', j.id::text
    from ledger_journals j join ledger_postings p on p.space_id = j.space_id and p.journal_id = j.id
    group by j.space_id, j.id having count(*) < 2
  union all
  select a.space_id, 'balance-past-its-side', a.kind || ' ' || a.currency || ' ' || sum(p.amount_minor) || ' ' || a.id
    from ledger_accounts a join ledger_postings p on p.space_id = a.space_id and p.account_id = a.id
    group by a.space_id, a.id, a.kind, a.currency
    having (a.kind = 'bank' and sum(p.amount_minor) < 0)
      or (a.kind in ('unmatched', 'collecting', 'refund', 'maker-held') and sum(p.amount_minor) > 0) $$;
