import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { personOf } from '#server/actor.ts';
import type { Change } from '#server/commands/change.ts';
import type { Command } from '#server/commands/command.ts';
import { done, refused } from '#server/outcome.ts';
import { spaceFields } from './space-input.ts';

const MOST_SPACES_A_PERSON = 50;

export const openSpaceInput = z.object(spaceFields);
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
  apply: async (change, input) => {
    const personId = personOf(change.actor);
    if (!personId) return refused('sign-in-needed');
    await change.lock('spaces-opened', personId);
    if ((await countOpened(change, personId)) >= MOST_SPACES_A_PERSON)
      return refused('limit-reached', 'most-spaces');
    const space = { id: change.id(), address: newAddress(input.name) };
    await change.db
      .insertInto('spaces')
      .values({ ...input, ...space, createdBy: personId, createdAt: change.now })
      .execute();
    await change.db
      .insertInto('memberships')
      .values({ spaceId: space.id, personId, role: 'host', joinedAt: change.now })
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
