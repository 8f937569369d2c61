import { randomInt } from 'node:crypto';
import { beginDocument } from '@muster/studio/shared-document';
import { z } from 'zod';
import { boundedRoot, findKit } from '#features/designs/server/designs.ts';
import { requireVerified } from '#features/people/server/people.ts';
import { findTheSpace, type SpaceStanding } from '#features/spaces/server/spaces.ts';
import { personOf } from '#server/actor.ts';
import type { Change } from '#server/commands/change.ts';
import type { Command } from '#server/commands/command.ts';
import { done, refused } from '#server/outcome.ts';

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const ADDRESS_LETTERS = 8;
export const MOST_OPEN = 30;
/** Nobody's window: what the bench was begun with is written by it. */
const KEEPER = 1;

export const openBenchInput = z.object({
  space: z.string(),
  title: z.string().trim().min(1).max(120),
  /** What the studio was opened with, such as `sideboard` or `abcdefgh.2`. */
  begun: z.string().regex(/^[a-z0-9.:+-]{1,100}$/),
  /** The hash of the kit that it is made with. */
  kit: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  /** The outermost node of the design as it is so far. */
  root: z.unknown(),
  /** Whether every member of the space may work on it who has its address. */
  byLink: z.boolean().default(true),
});

/** Puts a design where others can work on it too. */
export const openBench: Command<
  z.infer<typeof openBenchInput>,
  SpaceStanding,
  { address: string }
> = {
  name: 'bench.open-bench',
  action: 'bench.open',
  input: openBenchInput,
  find: findTheSpace,
  apply: async (change, { title, begun, kit, root, byLink }, { space }) => {
    const unverified = await requireVerified(change);
    const ownerId = personOf(change.actor);
    if (unverified || !ownerId) return unverified ?? refused('sign-in-needed');
    const bounded = boundedRoot(await findKit(change.db, space.id, kit), root);
    if (bounded.kind === 'refused') return bounded;
    await change.lock('benches', `${space.id} ${ownerId}`);
    if ((await countOpen(change, space.id, ownerId)) >= MOST_OPEN)
      return refused('limit-reached', 'most-benches');
    const bench = {
      spaceId: space.id,
      id: change.id(),
      address: Array.from(
        { length: ADDRESS_LETTERS },
        () => LETTERS[randomInt(LETTERS.length)],
      ).join(''),
      ownerId,
      title,
      begun,
      kitHash: kit,
      byLink,
      createdAt: change.now,
      changedAt: change.now,
    };
    await change.db.insertInto('benches').values(bench).execute();
    const document = beginDocument(bounded.value, KEEPER);
    await change.db
      .insertInto('benchDocuments')
      .values({ spaceId: space.id, benchId: bench.id, document })
      .execute();
    await change.emit({ kind: 'bench.opened', spaceId: space.id, subjectId: bench.id });
    return done({ address: bench.address });
  },
};

async function countOpen(change: Change, spaceId: string, ownerId: string): Promise<number> {
  const { count } = await change.db
    .selectFrom('benches')
    .select((select) => select.fn.countAll<string>().as('count'))
    .where('spaceId', '=', spaceId)
    .where('ownerId', '=', ownerId)
    .where('closedAt', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}
