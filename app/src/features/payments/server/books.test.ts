import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { execute } from '#server/commands/command.ts';
import { inChange } from '#server/commands/in-change.ts';
import { type Begun, csv, type Money, openMoney } from '../../../../tests/ground/money.ts';
import type { TestInstallation } from '../../../../tests/ground/test-installation.ts';
import { checkLedger } from './check-ledger.job.ts';
import { settleCollection } from './collect-pool.ts';
import { importStatement } from './import-statement.ts';
import { matchPayment } from './match-payment.ts';
import { payRefund } from './pay-refund.ts';

let muster: TestInstallation;
let must: Money['must'];
let begun: Money['begun'];
let invoicesOf: Money['invoicesOf'];
let desk: Money['desk'];
let faults: Money['faults'];

before(async () => {
  ({ muster, must, begun, invoicesOf, desk, faults } = await openMoney());
});
after(() => muster.close());

test('books that are not sound stop the money of their space, until they are', async () => {
  const at = await begun();
  const [one] = await invoicesOf(at);
  await must(at.host, importStatement, { space: at.space, text: csv(['300.00', one!.reference]) });
  const [refund] = (await desk(at)).refunds;
  const owner = new pg.Client({ connectionString: muster.ownerUrl });
  await owner.connect();
  await owner.query('alter table ledger_postings disable trigger user');
  const { rows } = await owner.query(
    'update ledger_postings set amount_minor = amount_minor + 1 where position = 0 and space_id = $1 returning journal_id',
    [at.spaceId],
  );
  assert.ok(rows.length > 0);
  await checkLedger.run(muster.services, {});
  const input = { space: at.space, refund: refund!.id };
  const refused = await execute(muster.services, at.host, payRefund, input);
  assert.equal(refused.kind === 'refused' && refused.because, 'money-stands-still');
  assert.match((await desk(at)).halted ?? '', /does-not/);
  await owner.query(
    'update ledger_postings set amount_minor = amount_minor - 1 where position = 0 and space_id = $1',
    [at.spaceId],
  );
  await owner.query('alter table ledger_postings enable trigger user');
  await owner.end();
  await checkLedger.run(muster.services, {});
  await must(at.host, payRefund, input);
});

test('the database itself refuses what would spoil the books', async () => {
  const at = await begun();
  const asApp = (query: string) =>
    muster.services.database.write({ kind: 'space', spaceId: at.spaceId }, (db) =>
      sql.raw(query).execute(db),
    );
  const journal = (id: string) =>
    `insert into ledger_journals (space_id, id, act, once, at) values ('${at.spaceId}', '${id}', 'x', '${id}', now())`;
  const posting = (position: number, amount: number, currency: string, journalId: string) =>
    `insert into ledger_postings select space_id, '${journalId}', ${position}, id, '${currency}', ${amount} from ledger_accounts where space_id = '${at.spaceId}' and kind = 'fee' or kind = 'receivable' and space_id = '${at.spaceId}' limit 1`;
  const [some] = await muster.services.database.read({ kind: 'installation' }, (db) =>
    db.selectFrom('ledgerJournals').select('id').where('spaceId', '=', at.spaceId).execute(),
  );
  const [one, two, three] = [randomUUID(), randomUUID(), randomUUID()];
  const cases: [string, RegExp][] = [
    [journal(one), /fewer than two postings/],
    [
      [journal(two), posting(0, 5, 'EUR', two), posting(1, -4, 'EUR', two)].join('; '),
      /does not balance/,
    ],
    [[journal(three), posting(0, 5, 'USD', three)].join('; '), /foreign key/],
    [posting(50, 5, 'EUR', some?.id ?? ''), /is closed/],
    [`update ledger_postings set amount_minor = 1`, /permission denied/],
    [`delete from ledger_journals`, /permission denied/],
  ];
  for (const [query, refusal] of cases) await assert.rejects(asApp(query), refusal, query);
  const owner = new pg.Client({ connectionString: muster.ownerUrl });
  await owner.connect();
  await assert.rejects(owner.query('update ledger_postings set amount_minor = 1'), /only added to/);
  await assert.rejects(owner.query('delete from ledger_accounts'), /only added to/);
  await assert.rejects(
    owner.query(
      `insert into ledger_postings select space_id, journal_id, 60, account_id, currency, 5 from ledger_postings limit 1`,
    ),
    /does not balance/,
  );
  await owner.end();
});

for (const left of [undefined, 'collection'] as const) {
  test(`money that comes as the collection ends is counted or goes back${left ? '; without the lock it is lost, and the test sees it' : ''}`, async () => {
    let lost = 0;
    for (let round = 0; round < 8; round++) {
      faults.restore();
      const at = await begun();
      const [one] = await invoicesOf(at);
      await must(at.host, importStatement, { space: at.space, text: csv(['291.55', 'x']) });
      const [money] = (await desk(at)).free;
      if (left) faults.leaveOut(left);
      const match = { space: at.space, payment: money!.id, invoice: one!.id };
      await Promise.all([
        must(at.host, matchPayment, match),
        setTimeout(Math.max(0, round * 3 - 10)).then(() => endCollection(at)),
      ]);
      faults.restore();
      const [shown] = await invoicesOf(at);
      const counted = shown?.state === 'paid' || shown?.refunds.length === 1;
      if (!counted) lost += 1;
    }
    if (left) assert.ok(lost > 0, 'nothing was lost without the lock');
    else assert.equal(lost, 0);
  });
}

async function endCollection({ spaceId, pool }: Begun): Promise<void> {
  await inChange(muster.services, { kind: 'installation' }, (change) =>
    settleCollection(change, { spaceId, poolId: pool.id }),
  );
}
