import {
  collectionFollower,
  dueCollections,
  importStatement,
  payRefund,
  settlePayment,
} from '#features/payments/server/payments.ts';
import { followToEnd } from '#server/events/follower.ts';
import type { Crowd, Stage } from './television-cast.ts';

/** So many of a hundred do not pay; the pool is cleared again without them. */
const UNPAID_EACH = 30;
const HEAD = 'date,amount,currency,reference,counterparty,counterparty account,id';

/** The buyers are asked, pay by bank transfer, the window ends, and what is due goes back. */
export async function collectMoney(stage: Stage, { space, host }: Crowd): Promise<void> {
  await stage.run(stage.at(80), host, settlePayment, {
    space,
    holder: 'host',
    payee: 'Plain Screens, Mira Sand',
    iban: 'DE89370400440532013000',
    address: 'Workshop 3\n20095 Hamburg',
    version: 0,
  });
  await followToEnd(stage.at(49.9), collectionFollower);
  const lines = await statementLines(stage);
  const half = Math.floor(lines.length / 2);
  for (const [daysAgo, part] of [
    [47, lines.slice(0, half)],
    [45, lines.slice(half)],
  ] as const) {
    const text = [HEAD, ...part].join('\n');
    await stage.run(stage.at(daysAgo), host, importStatement, { space, name: 'bank.csv', text });
  }
  await dueCollections.run(stage.at(42.8), {});
  await followToEnd(stage.at(42.7), collectionFollower);
  const refunds = await stage.read((db) => db.selectFrom('refunds').select('id').execute());
  for (const { id } of refunds)
    await stage.run(stage.at(41), host, payRefund, { space, refund: id });
}

/** What the bank would write: one pays five euros too much, the others as asked. */
async function statementLines(stage: Stage): Promise<string[]> {
  const invoices = await stage.read((db) =>
    db
      .selectFrom('invoices')
      .innerJoin('people', 'people.id', 'invoices.personId')
      .select(['invoices.reference', 'invoices.netMinor', 'invoices.taxMinor', 'people.name'])
      .orderBy('invoices.number')
      .execute(),
  );
  const day = stage.at(47).clock.now().toISOString().slice(0, 10);
  return invoices.flatMap(({ reference, netMinor, taxMinor, name }, nth) => {
    if (nth % UNPAID_EACH === UNPAID_EACH - 1) return [];
    const amount = Number(netMinor) + Number(taxMinor) + (nth === 4 ? 500 : 0);
    return [
      `${day},${(amount / 100).toFixed(2)},EUR,${reference},${name},DE02120300000000202051,D${nth}`,
    ];
  });
}
