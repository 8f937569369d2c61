import { sql } from 'kysely';
import { writeComment } from '#features/threads/server/threads.ts';
import {
  decideMerge,
  decideProposal,
  proposeSpec,
  sayMeToo,
  suggestMerge,
  writeWanted,
} from '#features/wanteds/server/wanteds.ts';
import type { PersonActor } from '#server/actor.ts';
import {
  better,
  type DemoWanted,
  folded,
  kitchenScreen,
  largeScreen,
  notPooled,
  type Talk,
  twin,
} from './demo-wanteds.ts';
import { closeTo, type Crowd, type Stage } from './television-cast.ts';

/** People say what they want, and it becomes one thing. Answers the addresses of those from which pools come. */
export async function playWanteds(
  stage: Stage,
  crowd: Crowd,
): Promise<{ large: string; kitchen: string }> {
  const { space } = crowd;
  const large = await say(stage, crowd, largeScreen);
  const proposed = { space, wanted: large, spec: better.spec, note: better.note };
  const { proposal } = await stage.run(
    stage.at(better.daysAgo),
    buyer(crowd, better.by),
    proposeSpec,
    proposed,
  );
  const author = buyer(crowd, largeScreen.by);
  const decided = { space, wanted: large, proposal, outcome: 'taken' };
  await stage.run(stage.at(better.decidedDaysAgo), author, decideProposal, decided);
  await foldTwin(stage, crowd, large);
  const kitchen = await say(stage, crowd, kitchenScreen);
  for (const wanted of notPooled) await say(stage, crowd, wanted);
  return { large, kitchen };
}

async function foldTwin(stage: Stage, crowd: Crowd, into: string): Promise<void> {
  const { space } = crowd;
  const wanted = await say(stage, crowd, twin);
  const suggested = stage.at(folded.suggestedDaysAgo);
  const { merge } = await stage.run(suggested, buyer(crowd, folded.by), suggestMerge, {
    space,
    wanted,
    into,
  });
  const author = buyer(crowd, twin.by);
  const decided = { space, wanted, merge, outcome: 'taken' };
  await stage.run(stage.at(folded.decidedDaysAgo), author, decideMerge, decided);
}

async function say(stage: Stage, crowd: Crowd, given: DemoWanted): Promise<string> {
  const { space, buyers } = crowd;
  const { title, body, spec, by, daysAgo, wanters, talk } = given;
  const author = buyer(crowd, by);
  const written = await stage.run(stage.at(daysAgo), author, writeWanted, {
    space,
    title,
    body,
    spec,
  });
  const wanted = written.address;
  const others = buyers.slice(wanters.from, wanters.to).map((each, nth) => ({ each, nth }));
  await closeTo(8, others, ({ each, nth }) => {
    const then = stage.at(daysAgo - ((nth + 1) * wanters.days) / others.length);
    return stage.run(then, each, sayMeToo, {
      space,
      wanted,
      quantity: nth % 11 === 4 ? 2 : 1,
      limitMinor: nth % 5 === 3 ? null : wanters.limitMinor + ((nth * 7) % 23) * 1000,
    });
  });
  await talkUnder(stage, crowd, { kind: 'wanteds', address: wanted, talk });
  return wanted;
}

/** Comments under a wanted or a pool, each at its time. */
export async function talkUnder(
  stage: Stage,
  crowd: Crowd,
  { kind, address, talk }: { kind: 'wanteds' | 'pools'; address: string; talk: Talk },
): Promise<void> {
  if (talk.length === 0) return;
  const { rows } = await stage.read((db) =>
    sql<{
      id: string;
    }>`select t.id from threads t join ${sql.table(kind)} s on s.space_id = t.space_id and s.id = t.subject_id
      where s.address = ${address}`.execute(db),
  );
  const thread = rows[0]?.id;
  for (const { by, daysAgo, body } of talk)
    await stage.run(stage.at(daysAgo), buyer(crowd, by), writeComment, {
      space: crowd.space,
      thread,
      body,
    });
}

function buyer({ buyers }: Crowd, nth: number): PersonActor {
  const found = buyers[nth];
  if (!found) throw new Error(`The demo has no buyer ${nth}.`);
  return found;
}
