import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { execute } from '#server/commands/command.ts';
import { csv, GROSS, type Money, openMoney } from '../../../../tests/ground/money.ts';
import { voidPool } from '#features/pools/server/void-pool.ts';
import type { TestInstallation } from '../../../../tests/ground/test-installation.ts';
import { dueCollections } from './due-collections.job.ts';
import { importStatement } from './import-statement.ts';
import { readInvoice, readInvoices } from './invoice-reads.ts';
import { matchPayment, returnPayment, unmatchPayment } from './match-payment.ts';
import { payRefund } from './pay-refund.ts';
import { settlePayment } from './settle-payment.ts';

let money: Money;
let muster: TestInstallation;
let must: Money['must'];
let begun: Money['begun'];
let invoicesOf: Money['invoicesOf'];
let desk: Money['desk'];
let balances: Money['balances'];
const DAY_MS = 86_400_000;

before(async () => {
  money = await openMoney();
  ({ muster, must, begun, invoicesOf, desk, balances } = money);
});
after(() => muster.close());

test('a tentative pool asks each buyer once, with a reference, however often it is told', async () => {
  const at = await begun();
  await muster.services.database.write({ kind: 'space', spaceId: at.spaceId }, (db) =>
    sql`insert into events (space_id, id, kind, subject_id, data, at) values (${at.spaceId}, gen_random_uuid(), 'pool.tentative', ${at.pool.id}, ${JSON.stringify({ poolId: at.pool.id })}, now())`.execute(
      db,
    ),
  );
  await muster.settle();
  const invoices = await invoicesOf(at);
  assert.deepEqual(
    invoices.map(({ number, grossMinor, openMinor, state }) => [
      number,
      grossMinor,
      openMinor,
      state,
    ]),
    [
      [1, GROSS, GROSS, 'open'],
      [2, GROSS, GROSS, 'open'],
    ],
  );
  assert.match(invoices[0]?.reference ?? '', /^RF\d{14}$/);
  const mails = await muster.services.database.read({ kind: 'installation' }, (db) =>
    db.selectFrom('mails').select('body').where('kind', '=', 'invoice').execute(),
  );
  assert.equal(mails.length, 2);
  assert.ok(mails.every(({ body }) => body.includes('€291.55') && !body.includes('RF')));
});

test('a statement gives what names its reference; the same file twice changes nothing', async () => {
  const at = await begun();
  const [one, two] = await invoicesOf(at);
  const text = csv(
    ['291.55', `x ${one!.reference.toLowerCase()}`],
    ['100.00', two!.reference],
    ['5.00', 'hello'],
  );
  const first = await must(at.host, importStatement, { space: at.space, text });
  assert.deepEqual(first, { credits: 3, taken: 3, matched: 2 });
  const untouched = await balances(at);
  const again = await must(at.host, importStatement, { space: at.space, text });
  assert.deepEqual(again, { credits: 3, taken: 0, matched: 0 });
  assert.deepEqual(await balances(at), untouched);
  assert.deepEqual(
    (await invoicesOf(at)).map(({ state, openMinor }) => [state, openMinor]),
    [
      ['paid', 0],
      ['part', GROSS - 10_000],
    ],
  );
  assert.equal((await desk(at)).free.length, 1);
});

test('one file pays an invoice in two parts and another too much: each is told once', async () => {
  const at = await begun();
  const [one, two] = await invoicesOf(at);
  const text = csv(
    ['200.00', one!.reference],
    ['91.55', one!.reference],
    ['300.00', two!.reference],
  );
  await must(at.host, importStatement, { space: at.space, text });
  const paid = await muster.services.database.read({ kind: 'installation' }, (db) =>
    db
      .selectFrom('events')
      .select(['subjectId', sql<boolean>`(data ->> 'more')::boolean`.as('more')])
      .where('spaceId', '=', at.spaceId)
      .where('kind', '=', 'invoice.paid')
      .execute(),
  );
  assert.deepEqual(
    paid.map(({ subjectId }) => subjectId).toSorted(),
    [one!.id, two!.id].toSorted(),
  );
  assert.equal(paid.filter(({ more }) => !more).length, 1);
  await muster.settle();
  const refunds = await muster.services.database.read({ kind: 'installation' }, (db) =>
    db.selectFrom('refunds').selectAll().where('spaceId', '=', at.spaceId).execute(),
  );
  assert.deepEqual(
    refunds.map(({ invoiceId, amountMinor }) => [invoiceId, Number(amountMinor)]),
    [[two!.id, 845]],
  );
});

test('two imports of one file at once take it in once', async () => {
  const at = await begun();
  const [one] = await invoicesOf(at);
  const text = csv(['291.55', one!.reference], ['7.00', 'x']);
  const outcomes = await Promise.all(
    Array.from({ length: 4 }, () => must(at.host, importStatement, { space: at.space, text })),
  );
  assert.deepEqual(outcomes.map(({ taken }) => taken).toSorted(), [0, 0, 0, 2]);
  assert.equal((await balances(at)).bank, 29_855);
});

test('a likely owner is proposed, matched by hand, and taken back by a journal that reverses', async () => {
  const at = await begun();
  await must(at.host, importStatement, {
    space: at.space,
    text: csv(['291.55', 'TV', 'PEER']),
  });
  const [found] = (await desk(at)).free;
  assert.ok(found);
  assert.deepEqual(
    found.proposals.map(({ number }) => number),
    [1, 2],
  );
  const untouched = await balances(at);
  const [one, two] = await invoicesOf(at);
  const matched = await Promise.all(
    [one!, two!, one!].map(({ id }) =>
      execute(muster.services, at.host, matchPayment, {
        space: at.space,
        payment: found.id,
        invoice: id,
      }),
    ),
  );
  assert.equal(matched.filter(({ kind }) => kind === 'done').length, 1);
  assert.equal((await balances(at)).unmatched, undefined);
  await must(at.host, unmatchPayment, { space: at.space, payment: found.id });
  assert.deepEqual(await balances(at), untouched);
  await must(at.host, matchPayment, { space: at.space, payment: found.id, invoice: two!.id });
  assert.equal((await invoicesOf(at))[1]?.state, 'paid');
});

test('too much goes back at once; money of nobody goes back to where it came from, each once', async () => {
  const at = await begun();
  const [one] = await invoicesOf(at);
  await must(at.host, importStatement, {
    space: at.space,
    text: csv(['300.00', one!.reference], ['5.00', 'hello', 'A stranger']),
  });
  const [stray] = (await desk(at)).free;
  const returned = await Promise.all(
    [1, 2, 3].map(() =>
      execute(muster.services, at.host, returnPayment, { space: at.space, payment: stray!.id }),
    ),
  );
  assert.equal(returned.filter(({ kind }) => kind === 'done').length, 1);
  const { refunds } = await desk(at);
  assert.deepEqual(
    refunds.map(({ amountMinor, reason, account }) => [amountMinor, reason, account]).toSorted(),
    [
      [500, 'no-owner', 'DE02120300000000202051'],
      [845, 'too-much', 'DE02120300000000202051'],
    ],
  );
  for (const { id } of refunds) {
    const paid = await Promise.all(
      [1, 2, 3].map(() =>
        execute(muster.services, at.host, payRefund, { space: at.space, refund: id }),
      ),
    );
    assert.equal(paid.filter(({ kind }) => kind === 'done').length, 1);
  }
  assert.equal((await balances(at)).bank, GROSS);
  const refused = await execute(muster.services, at.host, unmatchPayment, {
    space: at.space,
    payment: (await desk(at)).matched[0]?.id,
  });
  assert.equal(refused.kind === 'refused' && refused.because, 'refund-was-paid');
});

test('a void pool gives everything back, and what comes later too', async () => {
  const at = await begun();
  const [one, two] = await invoicesOf(at);
  await must(at.host, importStatement, { space: at.space, text: csv(['291.55', one!.reference]) });
  await must(at.host, voidPool, {
    space: at.space,
    pool: at.pool.address,
    reason: 'maker-withdrew',
    note: 'The panel is not made any more.',
  });
  await muster.settle();
  await must(at.host, importStatement, { space: at.space, text: csv(['291.55', two!.reference]) });
  const { refunds } = await desk(at);
  assert.deepEqual(refunds.map(({ reason }) => reason).toSorted(), ['too-late', 'void']);
  for (const { id } of refunds) await must(at.host, payRefund, { space: at.space, refund: id });
  assert.deepEqual(await balances(at), {});
});

test('when all have paid the pool tips at once, and nothing is left to collect', async () => {
  const at = await begun();
  const [one, two] = await invoicesOf(at);
  await must(at.host, importStatement, {
    space: at.space,
    text: csv(['291.55', one!.reference], ['291.55', two!.reference]),
  });
  await muster.settle();
  const read = await readInvoices(muster.services, at.host, {
    space: at.space,
    pool: at.pool.address,
  });
  assert.equal(read.kind === 'done' && read.value.pool?.stage, 'tipped');
  assert.deepEqual(
    (await invoicesOf(at)).map(({ state, openMinor }) => [state, openMinor]),
    [
      ['kept', 0],
      ['kept', 0],
    ],
  );
});

test('where the terms let the price rise, who paid owes the rest, and who did not is out', async () => {
  const at = await begun({ priceMayRise: true });
  const [one, two] = await invoicesOf(at);
  await must(at.host, importStatement, { space: at.space, text: csv(['291.55', one!.reference]) });
  money.clock.time += 8 * DAY_MS;
  await dueCollections.run(muster.services, {});
  await muster.settle();
  // 240.00 and the whole fee of 9.99, with 19 % tax: 297.49.
  assert.deepEqual(
    (await invoicesOf(at)).map(({ state, openMinor }) => [state, openMinor]),
    [
      ['kept', 29_749 - GROSS],
      ['withdrawn', 0],
    ],
  );
  await must(at.host, importStatement, { space: at.space, text: csv(['291.55', two!.reference]) });
  assert.deepEqual(
    (await desk(at)).refunds.map(({ reason }) => reason),
    ['too-late'],
  );
});

test('a collection ends when its time is over, however late, and reminds three times before', async () => {
  const at = await begun();
  const [one] = await invoicesOf(at);
  await must(at.host, importStatement, { space: at.space, text: csv(['291.55', one!.reference]) });
  const begin = money.clock.time;
  for (const day of [1, 3.6, 5.3, 6.4, 6.9]) {
    money.clock.time = begin + day * DAY_MS;
    await dueCollections.run(muster.services, {});
  }
  const reminders = await muster.services.database.read({ kind: 'installation' }, (db) =>
    db.selectFrom('mails').select('personId').where('kind', '=', 'reminder').execute(),
  );
  assert.equal(reminders.filter(({ personId }) => personId === at.buyers[1]?.personId).length, 3);
  assert.equal(reminders.filter(({ personId }) => personId === at.buyers[0]?.personId).length, 0);
  money.clock.time = begin + 30 * DAY_MS;
  await dueCollections.run(muster.services, {});
  assert.deepEqual(
    (await desk(at)).collections.map(({ settledAt }) => settledAt !== null),
    [true],
  );
  assert.equal((await invoicesOf(at))[1]?.state, 'withdrawn');
  await muster.settle();
  // The other one paid, but alone it would cost more than was said: the pool is void.
  assert.deepEqual(
    (await desk(at)).refunds.map(({ reason, amountMinor }) => [reason, amountMinor]),
    [['void', GROSS]],
  );
});

test('a buyer sees their own invoice, no other; bank details only with right check digits', async () => {
  const at = await begun();
  const [one] = await invoicesOf(at);
  const { services } = muster;
  const own = await readInvoice(services, at.buyers[0]!, { space: at.space, invoice: one!.id });
  assert.equal(own.kind === 'done' && own.value.openMinor, GROSS);
  const other = await readInvoice(services, at.buyers[1]!, { space: at.space, invoice: one!.id });
  assert.equal(other.kind === 'refused' && other.name, 'not-allowed');
  const settings = { space: at.space, holder: 'host', payee: 'Holt', version: 0 };
  const wrong = await execute(services, at.host, settlePayment, {
    ...settings,
    iban: 'DE88370400440532013000',
  });
  assert.deepEqual(wrong.kind === 'refused' && wrong.fields, [
    { field: 'iban', reason: 'not-an-iban' },
  ]);
  await must(at.host, settlePayment, { ...settings, iban: 'de89 3704 0044 0532 0130 00' });
  const stale = await execute(services, at.host, settlePayment, {
    ...settings,
    iban: 'DE89370400440532013000',
  });
  assert.equal(stale.kind === 'refused' && stale.name, 'changed-meanwhile');
});
