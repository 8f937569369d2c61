import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { requireVerified } from '#features/people/server/people.ts';
import { findSpace, type SpaceStanding, standingIn } from '#features/spaces/server/spaces.ts';
import { openThread, showThread } from '#features/threads/server/threads.ts';
import { personOf } from '#server/actor.ts';
import type { Change } from '#server/commands/change.ts';
import type { Command } from '#server/commands/command.ts';
import { done, refused } from '#server/outcome.ts';
import { specSheet } from '../spec-sheet.ts';
import { announce, findTheWanted, findWanted, onWanted, type WantedFound } from './find-wanted.ts';

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const ADDRESS_LETTERS = 8;
const MOST_A_PERSON = 100;

const fields = {
  title: z.string().trim().min(1).max(160),
  body: z.string().trim().max(10_000).default(''),
  spec: specSheet.default([]),
};
export const writeWantedInput = z.object({ space: z.string(), ...fields });
export type WantedWritten = { address: string; version: number };

/** Any member says what is needed, before a maker is there. */
export const writeWanted: Command<
  z.infer<typeof writeWantedInput>,
  SpaceStanding,
  WantedWritten
> = {
  name: 'wanted.write-wanted',
  action: 'wanted.write',
  input: writeWantedInput,
  find: async (change, { space }) => {
    const found = await findSpace(change.db, change.actor, space);
    return found && { standing: standingIn(found, change.actor), subject: found };
  },
  apply: async (change, { title, body, spec }, { space }) => {
    const unverified = await requireVerified(change);
    const authorId = personOf(change.actor);
    if (unverified || !authorId) return unverified ?? refused('sign-in-needed');
    await change.lock('wanteds-written', `${space.id} ${authorId}`);
    if ((await countOwn(change, space.id, authorId)) >= MOST_A_PERSON)
      return refused('limit-reached', 'most-wanteds');
    const [id, address] = [change.id(), newAddress()];
    const row = { spaceId: space.id, id, address, authorId, title, body, createdAt: change.now };
    await change.db
      .insertInto('wanteds')
      .values({ ...row, spec: JSON.stringify(spec) })
      .execute();
    await openThread(change, { spaceId: space.id, kind: 'wanted', id, authorId });
    await change.emit({
      kind: 'wanted.written',
      spaceId: space.id,
      subjectId: id,
      data: { address, authorId, title },
    });
    return done({ address, version: 1 });
  },
};

export const editWantedInput = onWanted.extend({
  ...fields,
  version: z.coerce.number().int().min(1),
});

export const editWanted: Command<z.infer<typeof editWantedInput>, WantedFound, WantedWritten> = {
  name: 'wanted.edit-wanted',
  action: 'wanted.edit',
  input: editWantedInput,
  find: findTheWanted,
  apply: async (change, { title, body, spec, version }, found) => {
    const edited = await change.db
      .updateTable('wanteds')
      .set({
        title,
        body,
        spec: JSON.stringify(spec),
        version: version + 1,
        editedAt: change.now,
      })
      .where('spaceId', '=', found.space.id)
      .where('id', '=', found.wanted.id)
      .where('version', '=', version)
      .executeTakeFirst();
    if (edited.numUpdatedRows === 0n) return refused('changed-meanwhile');
    await announce(change, found, 'wanted.changed');
    return done({ address: found.wanted.address, version: version + 1 });
  },
};

/** Its author or a host takes it away, with the talk under it; twice is once. */
export const removeWanted: Command<z.infer<typeof onWanted>, WantedFound, { address: string }> = {
  name: 'wanted.remove-wanted',
  action: 'wanted.edit',
  input: onWanted,
  find: async (change, input) => {
    const found = await findWanted(change.db, change.actor, input, { removedToo: true });
    return (
      found && { standing: standingIn(found, change.actor, found.wanted.authorId), subject: found }
    );
  },
  apply: async (change, _input, found) => {
    const { space, wanted } = found;
    await change.db
      .updateTable('wanteds')
      .set({ removedAt: change.now, removedBy: personOf(change.actor) })
      .where('spaceId', '=', space.id)
      .where('id', '=', wanted.id)
      .where('removedAt', 'is', null)
      .execute();
    await showThread(change, { spaceId: space.id, kind: 'wanted', id: wanted.id }, false);
    await announce(change, found, 'wanted.removed');
    return done({ address: wanted.address });
  },
};

async function countOwn(change: Change, spaceId: string, authorId: string): Promise<number> {
  const { count } = await change.db
    .selectFrom('wanteds')
    .select((select) => select.fn.countAll<string>().as('count'))
    .where('spaceId', '=', spaceId)
    .where('authorId', '=', authorId)
    .where('removedAt', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

function newAddress(): string {
  const letters = Array.from({ length: ADDRESS_LETTERS }, () => LETTERS[randomInt(LETTERS.length)]);
  return letters.join('');
}
