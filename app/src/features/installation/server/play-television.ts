import { poolTalk } from './demo-wanteds.ts';
import { playWanteds, talkUnder } from './play-wanteds.ts';
import { closeTo, type Crowd, type Stage } from './television-cast.ts';
import { collectMoney } from './television-money.ts';
import { finishedPool, limitOf, openPoolNow, sizeOf, sizesNow, steps } from './demo-television.ts';
import {
  commit,
  inviteMaker,
  openPool,
  runDuePools,
  writeQuote,
} from '#features/pools/server/pools.ts';
import {
  answerOrder,
  confirmDelivery,
  dispatch,
  dueDeliveries,
  orderFollower,
  payMaker,
  releaseMilestone,
  showMilestone,
} from '#features/making/server/making.ts';
import { openDirectOffer, orderDirect, directFollower } from '#features/direct/server/direct.ts';
import { followToEnd } from '#server/events/follower.ts';

/** Commitments come in a few waves; those of one wave are made at the same time. */
const WAVES = 6;

/** Plays the whole chain through the real commands: a pool that was delivered, what came after it, and two near a tier. */
export async function playTelevision(stage: Stage, crowd: Crowd): Promise<void> {
  const wanted = await playWanteds(stage, crowd);
  const finished = {
    terms: finishedPool,
    buyers: crowd.buyers,
    wanted: wanted.large,
    wish: oneOf,
  };
  const pool = await playPool(stage, crowd, finished);
  await runDuePools(stage.at(finishedPool.closesDaysAgo - 0.01));
  await collectMoney(stage, crowd);
  await followToEnd(stage.at(42), orderFollower);
  await makeAndDeliver(stage, crowd);
  await sellDirectly(stage, crowd, pool);
  const some = crowd.buyers.slice(20, 67);
  const open = { terms: openPoolNow, buyers: some, wanted: wanted.kitchen, wish: oneOf };
  const next = await playPool(stage, crowd, open);
  const sized = { terms: sizesNow, buyers: crowd.buyers.slice(58, 88), wanted: null, wish: sizeOf };
  await playPool(stage, crowd, sized);
  for (const [address, talk] of [
    [pool, poolTalk.finished],
    [next, poolTalk.open],
  ] as const)
    await talkUnder(stage, crowd, { kind: 'pools', address, talk });
}

/** Nearly everybody wants one. */
function oneOf(nth: number) {
  return { max: 1, limitMinor: limitOf(nth) };
}

type Played = {
  terms: typeof finishedPool;
  buyers: Crowd['buyers'];
  wanted: string | null;
  /** What the buyer of a number wants. */
  wish(nth: number): { variant?: string; max: number; limitMinor: number };
};

async function playPool(
  stage: Stage,
  crowd: Crowd,
  { terms, buyers, wanted, wish }: Played,
): Promise<string> {
  const { space, host } = crowd;
  const { openedDaysAgo, closesDaysAgo, quotes, ...fields } = terms;
  const opened = stage.at(openedDaysAgo);
  const closesAt = stage.at(closesDaysAgo).clock.now().toISOString();
  const input = { ...fields, space, wanted, closesAt };
  const { address: pool } = await stage.run(opened, host, openPool, input);
  for (const { maker, ...quote } of quotes) {
    const { organisation, person } = crowd.makers[maker];
    await stage.run(opened, host, inviteMaker, { space, pool, organisation });
    await stage.run(stage.at(openedDaysAgo - 1), person, writeQuote, { ...quote, space, pool });
  }
  const end = Math.max(closesDaysAgo + 2, 0.2);
  for (let wave = 0; wave < WAVES; wave++) {
    const then = stage.at(openedDaysAgo - 2 - ((openedDaysAgo - 2 - end) * wave) / WAVES);
    const committing = buyers.flatMap((buyer, nth) =>
      nth % WAVES === wave ? [commit(then, buyer, { space, pool, min: 1, ...wish(nth) })] : [],
    );
    for (const outcome of await Promise.all(committing))
      if (outcome.kind === 'refused') throw new Error(JSON.stringify(outcome));
  }
  return pool;
}

async function makeAndDeliver(stage: Stage, crowd: Crowd): Promise<void> {
  const { space, host } = crowd;
  const { order, maker, milestones, parcels } = await stage.readOrder(crowd);
  await stage.run(stage.at(42), maker, answerOrder, { space, order, answer: 'accepted' });
  await stage.run(stage.at(18), maker, dispatch, {
    space,
    order,
    tracking: 'Forwarder’s list 4711',
  });
  const confirming = parcels.slice(0, Math.floor(parcels.length * 0.8));
  await closeTo(8, confirming, ({ id, buyer }) =>
    stage.run(stage.at(15), buyer, confirmDelivery, { space, parcel: id }),
  );
  await dueDeliveries.run(stage.at(3.5), {});
  for (const [nth, { daysAgo, evidence }] of steps.entries()) {
    const milestone = milestones[nth];
    await stage.run(stage.at(daysAgo), maker, showMilestone, { space, order, milestone, evidence });
    await stage.run(stage.at(daysAgo - 1), host, releaseMilestone, { space, order, milestone });
    await stage.run(stage.at(daysAgo - 1), host, payMaker, { space, order });
  }
}

async function sellDirectly(stage: Stage, crowd: Crowd, pool: string): Promise<void> {
  const { space, makers, buyers } = crowd;
  const person = (await stage.readOrder(crowd)).maker;
  const offered = { space, pool, priceMinor: 39_500, readyDays: 6, most: 200 };
  const { offer } = await stage.run(stage.at(2), person ?? makers.north.person, openDirectOffer, {
    ...offered,
    note: 'From the line that was set up for the pool.',
  });
  const buyer = buyers.at(-1);
  if (buyer) await stage.run(stage.at(1.5), buyer, orderDirect, { space, offer, units: 1 });
  await followToEnd(stage.at(1.4), directFollower);
}
