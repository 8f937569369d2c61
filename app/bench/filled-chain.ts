import type pg from 'pg';
import { openDirectOffer } from '#features/direct/server/direct.ts';
import { finishedPool, openPoolNow } from '#features/installation/server/demo-television.ts';
import { bringMaker, type Crowd, stageOf } from '#features/installation/server/television-cast.ts';
import { collectMoney } from '#features/installation/server/television-money.ts';
import { dispatch, answerOrder, orderFollower } from '#features/making/server/making.ts';
import {
  commit,
  inviteMaker,
  openPool,
  runDuePools,
  writeQuote,
} from '#features/pools/server/pools.ts';
import { openSpace } from '#features/spaces/server/open-space.ts';
import { writeWanted } from '#features/wanteds/server/wanteds.ts';
import type { PersonActor } from '#server/actor.ts';
import { followToEnd } from '#server/events/follower.ts';
import { somebody } from '../tests/ground/people.ts';
import type { TestInstallation } from '../tests/ground/test-installation.ts';
import { run } from '../tests/policy/world.ts';

type Stage = ReturnType<typeof stageOf>;
type Opened = { id: string; address: string };
type Chain = {
  muster: TestInstallation;
  owner: pg.Client;
  host: PersonActor;
  opened: Opened;
  rows: number;
};

/** So many commit at the same time, as a crowd does. */
const AT_ONCE = 256;

/** The space of the chain; before its host has as many others as somebody may open. */
export async function openChain(muster: TestInstallation, host: PersonActor): Promise<Opened> {
  const stage = stageIn(muster);
  const fields = { objective: 'sales', visibility: 'public', currency: 'EUR', locale: 'en' };
  const wanted = { ...fields, name: 'Screens', accent: 'slate' };
  return stage.run(stage.at(110), host, openSpace, wanted);
}

function stageIn(muster: TestInstallation): Stage {
  return stageOf(muster.services, (services, actor, command, input) =>
    run({ ...muster, services }, actor, command, input),
  );
}

/**
 * A space in which the whole chain was walked by as many as there are rows: what they want and say is filled in by sets, what
 * they commit to, pay and receive goes through the real commands, so that pools, logs and books are as they would be. Answers the
 * pages of the chain.
 */
export async function fillChain(chain: Chain): Promise<string[]> {
  const { owner, rows } = chain;
  const stage = stageIn(chain.muster);
  const crowd = await bringCrowd(stage, chain);
  const { space } = crowd;
  const wanted = await fillWanteds(stage, crowd, { owner, rows });
  const closed = await playPool(stage, crowd, { ...finishedPool, wanted });
  await runDuePools(stage.at(finishedPool.closesDaysAgo - 0.01));
  await collectMoney(stage, crowd);
  await followToEnd(stage.at(42), orderFollower);
  const { order, maker } = await stage.readOrder(crowd);
  await stage.run(stage.at(42), maker, answerOrder, { space, order, answer: 'accepted' });
  await stage.run(stage.at(18), maker, dispatch, { space, order, tracking: 'Forwarder 4711' });
  const offered = { space, pool: closed, priceMinor: 39_500, readyDays: 6, most: 200, note: '' };
  const { offer } = await stage.run(stage.at(2), maker, openDirectOffer, offered);
  const open = await playPool(stage, crowd, openPoolNow);
  const [invoice] = await stage.read((db) =>
    db.selectFrom('invoices').select('id').orderBy('number').limit(1).execute(),
  );
  return [
    '/wanted',
    `/wanted/${wanted}`,
    '/pools',
    `/pools/${open}`,
    `/pools/${closed}`,
    `/pools/${closed}/payments`,
    '/payments',
    '/payments/ledger',
    `/invoices/${invoice?.id}`,
    `/making/${order}`,
    `/direct/${offer}`,
    '/scorecard',
  ].map((path) => `/s/${space}${path}`);
}

async function bringCrowd(
  stage: Stage,
  { muster, owner, host, opened, rows }: Chain,
): Promise<Crowd> {
  const { id, address: space } = opened;
  const people = await owner.query<{ person_id: string }>(
    `insert into memberships (space_id, person_id, role, joined_at)
      select $1::uuid, id, 'peer', now() - interval '90 days' from people where handle like 'bench-%' limit ${rows}
      returning person_id`,
    [id],
  );
  const proved = muster.services.clock.now();
  const buyers = people.rows.map(({ person_id: personId }): PersonActor => ({
    kind: 'person',
    personId,
    operator: false,
    by: { kind: 'session', id: personId, provedAt: proved },
  }));
  const maker = async (name: string) =>
    bringMaker(stage, { space, host, name, person: await somebody(muster.services, { name }) });
  return {
    space,
    host,
    buyers,
    makers: { north: await maker('North'), plain: await maker('Plain') },
  };
}

async function fillWanteds(
  stage: Stage,
  { space, host }: Crowd,
  { owner, rows }: { owner: pg.Client; rows: number },
): Promise<string> {
  const { title, body, spec } = finishedPool;
  const first = await stage.run(stage.at(90), host, writeWanted, { space, title, body, spec });
  await owner.query(
    `insert into me_toos (space_id, wanted_id, person_id, quantity, created_at)
      select w.space_id, w.id, m.person_id, 1, m.joined_at from wanteds w
      join memberships m on m.space_id = w.space_id and m.role = 'peer' where w.address = $1`,
    [first.address],
  );
  await owner.query(
    `insert into wanteds (space_id, id, address, author_id, title, body, spec, created_at)
      select space_id, gen_random_uuid(), lpad(to_hex(i), 8, '0'), author_id, 'Wanted number ' || i, body, spec,
        now() - i * interval '1 minute' from wanteds, generate_series(1, ${rows}) i where address = $1`,
    [first.address],
  );
  return first.address;
}

/** Limits in steps, so that the stair has a shape; all of them reach the tiers that are named. */
async function playPool(
  stage: Stage,
  { space, host, buyers, makers }: Crowd,
  terms: typeof finishedPool & { wanted?: string },
): Promise<string> {
  const { openedDaysAgo, closesDaysAgo, quotes, ...fields } = terms;
  const opened = stage.at(openedDaysAgo);
  const closesAt = stage.at(closesDaysAgo).clock.now().toISOString();
  const { address: pool } = await stage.run(opened, host, openPool, { ...fields, space, closesAt });
  for (const { maker, ...quote } of quotes) {
    const { organisation, person } = makers[maker];
    await stage.run(opened, host, inviteMaker, { space, pool, organisation });
    await stage.run(stage.at(openedDaysAgo - 1), person, writeQuote, { ...quote, space, pool });
  }
  const then = stage.at(openedDaysAgo - 2);
  for (let from = 0; from < buyers.length; from += AT_ONCE) {
    const some = buyers.slice(from, from + AT_ONCE);
    const committed = await Promise.all(
      some.map((buyer, nth) =>
        commit(then, buyer, { space, pool, min: 1, max: 1, limitMinor: 47_000 + (nth % 40) * 500 }),
      ),
    );
    for (const outcome of committed)
      if (outcome.kind === 'refused') throw new Error(JSON.stringify(outcome));
  }
  return pool;
}
