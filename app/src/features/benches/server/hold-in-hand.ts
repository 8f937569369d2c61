import { sql } from 'kysely';
import { z } from 'zod';
import { personOf } from '#server/actor.ts';
import type { Change } from '#server/commands/change.ts';
import type { Command } from '#server/commands/command.ts';
import { whisper } from '#server/events/whisper.ts';
import { done, invalid, refused } from '#server/outcome.ts';
import { MOST_WINDOWS } from './change-bench.ts';
import { type BenchFound, benchTopic, findToWork, onBench, writer } from './find-bench.ts';

/** A window that was not heard of for so long is not there any more. */
export const GONE_AFTER_MS = 30_000;

export const holdInHandInput = onBench.extend({
  writer,
  /** The path of what is chosen, such as `root.body[1]`; empty when the window leaves. */
  inHand: z.string().max(500),
});

/** A window says that it is there and what it has in hand. It is no event: nobody asks for it a minute later. */
export const holdInHand: Command<
  z.infer<typeof holdInHandInput>,
  BenchFound,
  { newest: number }
> = {
  name: 'bench.hold-in-hand',
  action: 'bench.work',
  input: holdInHandInput,
  find: findToWork,
  apply: async (change, input, found) => {
    const personId = personOf(change.actor);
    if (!personId) return refused('sign-in-needed');
    const key = { spaceId: found.space.id, benchId: found.bench.id };
    await comeIn(change, key, personId);
    await dropGone(change, key);
    if ((await countWindows(change, key)) >= MOST_WINDOWS)
      return refused('limit-reached', 'bench-worn');
    const { rows } = await sql<{ personId: string; news: boolean }>`
      with before as (select in_hand, seen_at from bench_windows
        where space_id = ${key.spaceId} and bench_id = ${key.benchId} and writer = ${input.writer})
      insert into bench_windows as w (space_id, bench_id, writer, person_id, in_hand, seen_at)
      values (${key.spaceId}, ${key.benchId}, ${input.writer}, ${personId}, ${input.inHand}, ${change.now})
      on conflict (space_id, bench_id, writer) do update set
        in_hand = case when w.person_id = excluded.person_id then excluded.in_hand else w.in_hand end,
        seen_at = case when w.person_id = excluded.person_id then excluded.seen_at else w.seen_at end
      returning w.person_id, not exists (select from before b
        where b.in_hand = w.in_hand and b.seen_at > ${goneBefore(change.now)}) as news`.execute(
      change.db,
    );
    const [window] = rows;
    if (window?.personId !== personId)
      return invalid({ field: 'writer', reason: 'another-writer' });
    if (window.news) await whisper(change.db, key.spaceId, benchTopic(found));
    return done({ newest: await newestOf(change, key) });
  },
};

type Key = { spaceId: string; benchId: string };

export function goneBefore(now: Date): Date {
  return new Date(now.getTime() - GONE_AFTER_MS);
}

/** Whoever came by the link stands in the list from then on: each by themselves can be shut out again. */
async function comeIn(change: Change, key: Key, personId: string): Promise<void> {
  await change.db
    .insertInto('benchPeople')
    .values({ ...key, personId, letIn: true, cameAt: change.now })
    .onConflict((conflict) => conflict.columns(['spaceId', 'benchId', 'personId']).doNothing())
    .execute();
}

/** Windows that never wrote leave no trace. */
async function dropGone(change: Change, { spaceId, benchId }: Key): Promise<void> {
  await change.db
    .deleteFrom('benchWindows')
    .where('spaceId', '=', spaceId)
    .where('benchId', '=', benchId)
    .where('wrote', '=', false)
    .where('seenAt', '<', goneBefore(change.now))
    .execute();
}

async function countWindows(change: Change, { spaceId, benchId }: Key): Promise<number> {
  const { count } = await change.db
    .selectFrom('benchWindows')
    .select((select) => select.fn.countAll<string>().as('count'))
    .where('spaceId', '=', spaceId)
    .where('benchId', '=', benchId)
    .executeTakeFirstOrThrow();
  return Number(count);
}

async function newestOf(change: Change, { spaceId, benchId }: Key): Promise<number> {
  const { newest } = await change.db
    .selectFrom('benchDocuments')
    .select('newest')
    .where('spaceId', '=', spaceId)
    .where('benchId', '=', benchId)
    .executeTakeFirstOrThrow();
  return newest;
}
