import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { personOf } from '#server/actor.ts';
import type { Change } from '#server/commands/change.ts';
import type { Command } from '#server/commands/command.ts';
import { done, type Refused, refused } from '#server/outcome.ts';
import { MEASURES, spaceFields, targetGoal } from './space-input.ts';

const MOST_SPACES_A_PERSON = 50;

export const openSpaceInput = z.object({
  ...spaceFields,
  /** What the space is to reach; the scorecard measures against it from the first day. */
  targets: z
    .array(z.object({ measure: z.enum(MEASURES), goal: targetGoal }))
    .max(MEASURES.length)
    .default([]),
});
type OpenSpaceInput = z.infer<typeof openSpaceInput>;

/** A person opens a space and is its first host. */
export const openSpace: Command<OpenSpaceInput, undefined, { id: string; address: string }> = {
  name: 'space.open-space',
  action: 'space.open',
  input: openSpaceInput,
  find: async ({ actor }) => ({
    standing: { role: actor.kind === 'person' ? 'person' : 'visitor', own: false, open: false },
    subject: undefined,
  }),
  apply: async (change, { targets, ...input }) => {
    const personId = personOf(change.actor);
    if (!personId) return refused('sign-in-needed');
    const full = await refuseTooMany(change, personId);
    if (full) return full;
    const space = { id: change.id(), address: newAddress(input.name) };
    await change.db
      .insertInto('spaces')
      .values({ ...input, ...space, createdBy: personId, createdAt: change.now })
      .execute();
    await change.db
      .insertInto('memberships')
      .values({ spaceId: space.id, personId, role: 'host', joinedAt: change.now })
      .execute();
    const goals = new Map(targets.map(({ measure, goal }) => [measure, goal]));
    for (const [measure, goal] of goals)
      await change.db
        .insertInto('targets')
        .values({ spaceId: space.id, measure, goal, createdAt: change.now })
        .execute();
    await change.emit({
      kind: 'space.opened',
      spaceId: space.id,
      subjectId: space.id,
      data: { name: input.name },
    });
    return done(space);
  },
};

/** One person can have so many spaces open; asked under a lock, since opening twice at once must not count as one. */
export async function refuseTooMany(
  change: Change,
  personId: string,
): Promise<Refused | undefined> {
  await change.lock('spaces-opened', personId);
  const opened = await countOpened(change, personId);
  await change.services.faults.pause('open space');
  return opened >= MOST_SPACES_A_PERSON ? refused('limit-reached', 'most-spaces') : undefined;
}

async function countOpened(change: Change, personId: string): Promise<number> {
  const { count } = await change.db
    .selectFrom('spaces')
    .select((select) => select.fn.countAll<string>().as('count'))
    .where('createdBy', '=', personId)
    .where('closedAt', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const CHANCE_LETTERS = 5;
const MOST_NAME_LETTERS = 40;

/** The name and some chance: whether a plain name is free would tell of private spaces. */
function newAddress(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, MOST_NAME_LETTERS)
    .replaceAll(/^-|-$/g, '');
  const chance = Array.from(
    { length: CHANCE_LETTERS },
    () => LETTERS[randomInt(LETTERS.length)],
  ).join('');
  return plain ? `${plain}-${chance}` : `space-${chance}`;
}
