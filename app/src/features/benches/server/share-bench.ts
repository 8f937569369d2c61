import { z } from 'zod';
import type { Change } from '#server/commands/change.ts';
import type { Command } from '#server/commands/command.ts';
import { whisper } from '#server/events/whisper.ts';
import { done, invalid } from '#server/outcome.ts';
import { type BenchFound, benchTopic, findToClear, findToShare, onBench } from './find-bench.ts';

const handle = z
  .string()
  .trim()
  .transform((text) => text.replace(/^@/, '').toLowerCase())
  .pipe(z.string().max(40));

export const shareBenchInput = onBench.extend({
  /** Whether every member of the space may work on it who has its address. */
  byLink: z.boolean().optional(),
  /** A member of the space who may work on it, or may not any more. */
  letIn: handle.optional(),
  shutOut: handle.optional(),
});

/** Its owner says who may work on it; whoever is shut out is told nothing more from then on. */
export const shareBench: Command<
  z.infer<typeof shareBenchInput>,
  BenchFound,
  { byLink: boolean }
> = {
  name: 'bench.share-bench',
  action: 'bench.share',
  input: shareBenchInput,
  find: findToShare,
  apply: async (change, input, found) => {
    const { space, bench } = found;
    const named = input.letIn ?? input.shutOut;
    if (named !== undefined) {
      const personId = await memberOf(change, space.id, named);
      const field = input.letIn === undefined ? 'shutOut' : 'letIn';
      if (!personId || personId === bench.ownerId)
        return invalid({ field, reason: 'no-such-member' });
      const letIn = input.letIn !== undefined;
      await change.db
        .insertInto('benchPeople')
        .values({ spaceId: space.id, benchId: bench.id, personId, letIn, cameAt: change.now })
        .onConflict((conflict) =>
          conflict.columns(['spaceId', 'benchId', 'personId']).doUpdateSet({ letIn }),
        )
        .execute();
    }
    const byLink = input.byLink ?? bench.byLink;
    await change.db
      .updateTable('benches')
      .set({ byLink })
      .where('spaceId', '=', space.id)
      .where('id', '=', bench.id)
      .execute();
    await change.emit({ kind: 'bench.shared', spaceId: space.id, subjectId: bench.id });
    await whisper(change.db, space.id, benchTopic(found));
    return done({ byLink });
  },
};

/** Clears the bench away: nobody works on it any more. What was published stays. */
export const closeBench: Command<
  z.infer<typeof onBench>,
  BenchFound,
  { address: string; begun: string }
> = {
  name: 'bench.close-bench',
  action: 'bench.share',
  input: onBench,
  find: findToClear,
  apply: async (change, _input, found) => {
    const { space, bench } = found;
    await change.db
      .updateTable('benches')
      .set({ closedAt: change.now })
      .where('spaceId', '=', space.id)
      .where('id', '=', bench.id)
      .execute();
    await change.emit({ kind: 'bench.closed', spaceId: space.id, subjectId: bench.id });
    await whisper(change.db, space.id, benchTopic(found));
    return done({ address: bench.address, begun: bench.begun });
  },
};

async function memberOf(change: Change, spaceId: string, named: string) {
  const found = await change.db
    .selectFrom('people')
    .innerJoin('memberships', 'memberships.personId', 'people.id')
    .select('people.id')
    .where('memberships.spaceId', '=', spaceId)
    .where('handle', '=', named)
    .where('closedAt', 'is', null)
    .executeTakeFirst();
  return found?.id;
}
