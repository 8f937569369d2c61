import { sql } from 'kysely';
import { z } from 'zod';
import { requireVerified } from '#features/people/server/people.ts';
import { personOf } from '#server/actor.ts';
import type { Change } from '#server/commands/change.ts';
import type { Command } from '#server/commands/command.ts';
import { done, invalid, refused } from '#server/outcome.ts';
import { announce, findTheWanted, findWanted, onWanted, type WantedFound } from './find-wanted.ts';

export const suggestMergeInput = onWanted.extend({ into: onWanted.shape.wanted });

/** Somebody says that two wanteds are one. Nothing moves before the author of the one that would go says yes. */
export const suggestMerge: Command<
  z.infer<typeof suggestMergeInput>,
  WantedFound,
  { merge: string }
> = {
  name: 'wanted.suggest-merge',
  action: 'wanted.suggest-merge',
  input: suggestMergeInput,
  find: findTheWanted,
  apply: async (change, { space, wanted, into }, found) => {
    const unverified = await requireVerified(change);
    const suggestedBy = personOf(change.actor);
    if (unverified || !suggestedBy) return unverified ?? refused('sign-in-needed');
    const target = await findWanted(change.db, change.actor, { space, wanted: into });
    if (!target || into === wanted || target.wanted.mergedInto)
      return invalid({ field: 'into', reason: 'not-a-choice' });
    if (found.wanted.mergedInto) return refused('not-now', 'wanted-merged');
    await change.lock('wanted-merges', found.wanted.id);
    const open = await findOpen(change, found, target.wanted.id);
    if (open) return done({ merge: open.id });
    const id = change.id();
    await change.db
      .insertInto('wantedMerges')
      .values({
        spaceId: found.space.id,
        id,
        fromId: found.wanted.id,
        intoId: target.wanted.id,
        suggestedBy,
        createdAt: change.now,
      })
      .execute();
    await announce(change, found, 'wanted.merge-suggested', { mergeId: id, into });
    return done({ merge: id });
  },
};

export const decideMergeInput = onWanted.extend({
  merge: z.uuid(),
  outcome: z.enum(['taken', 'declined']),
});

/** Taken: everybody who wanted the one now wants the other; who wanted both is counted once. */
export const decideMerge: Command<
  z.infer<typeof decideMergeInput>,
  WantedFound,
  { outcome: string }
> = {
  name: 'wanted.decide-merge',
  action: 'wanted.decide',
  input: decideMergeInput,
  find: findTheWanted,
  apply: async (change, { merge, outcome }, found) => {
    const { space, wanted } = found;
    // One after the other: else two wanteds could be folded into each other at once, and both would be gone.
    await change.lock('wanted-folds', space.id);
    if (wanted.mergedInto) return refused('not-now', 'wanted-merged');
    const decided = await change.db
      .updateTable('wantedMerges')
      .set({ outcome, decidedAt: change.now, decidedBy: personOf(change.actor) })
      .where('spaceId', '=', space.id)
      .where('fromId', '=', wanted.id)
      .where('id', '=', merge)
      .where('outcome', 'is', null)
      .returning('intoId')
      .executeTakeFirst();
    if (!decided) return refused('not-now', 'decided-already');
    if (outcome === 'declined') return done({ outcome });
    if (!(await stands(change, space.id, decided.intoId)))
      return refused('not-now', 'wanted-merged');
    await fold(change, found, decided.intoId);
    return done({ outcome });
  },
};

/** The one that would take the people in may have been folded itself, or taken away, since it was suggested. */
async function stands(change: Change, spaceId: string, id: string): Promise<boolean> {
  const row = await change.db
    .selectFrom('wanteds')
    .select('id')
    .where('spaceId', '=', spaceId)
    .where('id', '=', id)
    .where('mergedInto', 'is', null)
    .where('removedAt', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

async function fold(change: Change, found: WantedFound, intoId: string): Promise<void> {
  const { space, wanted } = found;
  // What others would pay at most is hidden from whoever decides, and moves on all the same.
  await change.actForSpace(space.id);
  await sql`with moved as (
      insert into me_toos (space_id, wanted_id, person_id, quantity, created_at)
      select space_id, ${intoId}, person_id, quantity, created_at from me_toos
      where space_id = ${space.id} and wanted_id = ${wanted.id}
      on conflict (space_id, wanted_id, person_id) do nothing returning person_id)
    insert into me_too_limits (space_id, wanted_id, person_id, limit_minor)
    select space_id, ${intoId}, person_id, limit_minor from me_too_limits join moved using (person_id)
    where space_id = ${space.id} and wanted_id = ${wanted.id}`.execute(change.db);
  await change.db
    .updateTable('wanteds')
    .set({ mergedInto: intoId })
    .where('spaceId', '=', space.id)
    .where('id', '=', wanted.id)
    .execute();
  await announce(change, found, 'wanted.merged', { intoId });
}

function findOpen(change: Change, { space, wanted }: WantedFound, intoId: string) {
  return change.db
    .selectFrom('wantedMerges')
    .select('id')
    .where('spaceId', '=', space.id)
    .where('fromId', '=', wanted.id)
    .where('intoId', '=', intoId)
    .where('outcome', 'is', null)
    .executeTakeFirst();
}
