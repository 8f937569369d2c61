import { z } from 'zod';
import { personOf } from '#server/actor.ts';
import type { Change } from '#server/commands/change.ts';
import type { Command } from '#server/commands/command.ts';
import { done, refused } from '#server/outcome.ts';
import { draftFields, draftSubject, type KeptDraft } from './draft-reads.ts';

/** The oldest goes when one more comes. */
export const MOST_DRAFTS = 50;

export const onDraft = z.object({ draft: draftSubject });
export const keepDraftInput = onDraft.extend({
  fields: draftFields,
  /** The version that this window has seen last, 0 for none: another window may have kept a newer one. */
  version: z.coerce.number().int().min(0),
});
type KeepDraftInput = z.infer<typeof keepDraftInput>;

/** Keeps what a form holds; a window that has not seen the newest overwrites nothing. */
export const keepDraft: Command<KeepDraftInput, string, KeptDraft> = {
  name: 'draft.keep-draft',
  action: 'draft.keep',
  input: keepDraftInput,
  find: findMyself,
  apply: async (change, { draft, fields, version }, personId) => {
    await change.lock('drafts', personId);
    const before = await change.db
      .selectFrom('drafts')
      .select('version')
      .where('personId', '=', personId)
      .where('subject', '=', draft)
      .executeTakeFirst();
    if ((before?.version ?? 0) !== version && before) return refused('changed-meanwhile');
    return done(await writeDraft(change, personId, { draft, fields }));
  },
};

/** Writes a draft over whatever was there; the caller holds the lock. */
export async function writeDraft(
  change: Change,
  personId: string,
  { draft, fields }: { draft: string; fields: Record<string, string> },
): Promise<KeptDraft> {
  const kept = JSON.stringify(fields);
  const { version } = await change.db
    .insertInto('drafts')
    .values({ personId, subject: draft, fields: kept, updatedAt: change.now })
    .onConflict((conflict) =>
      conflict.columns(['personId', 'subject']).doUpdateSet((set) => ({
        fields: kept,
        updatedAt: change.now,
        version: set('drafts.version', '+', 1),
      })),
    )
    .returning('version')
    .executeTakeFirstOrThrow();
  await dropOldest(change, personId);
  return { subject: draft, fields, version, keptAt: change.now.toISOString() };
}

async function dropOldest(change: Change, personId: string): Promise<void> {
  await change.db
    .deleteFrom('drafts')
    .where('personId', '=', personId)
    .where('subject', 'in', (query) =>
      query
        .selectFrom('drafts')
        .select('subject')
        .where('personId', '=', personId)
        .orderBy('updatedAt', 'desc')
        .offset(MOST_DRAFTS),
    )
    .execute();
}

/** The form was sent, or its writer does not want it any more. */
export const discardDraft: Command<{ draft: string }, string, { discarded: boolean }> = {
  name: 'draft.discard-draft',
  action: 'draft.keep',
  input: onDraft,
  find: findMyself,
  apply: async (change, { draft }, personId) => {
    const gone = await change.db
      .deleteFrom('drafts')
      .where('personId', '=', personId)
      .where('subject', '=', draft)
      .executeTakeFirst();
    return done({ discarded: gone.numDeletedRows > 0n });
  },
};

function findMyself(change: Change) {
  const personId = personOf(change.actor);
  const role = personId ? ('person' as const) : ('visitor' as const);
  const standing = { role, own: personId !== null, open: false };
  return Promise.resolve({ standing, subject: personId ?? '' });
}
