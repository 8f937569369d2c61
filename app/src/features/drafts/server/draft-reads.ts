import { z } from 'zod';
import { type Actor, personOf } from '#server/actor.ts';
import { done, type Outcome, refused } from '#server/outcome.ts';
import type { Services } from '#server/services.ts';

/** What a draft is of: the form and what it is about, such as `comment:ID`. */
export const draftSubject = z
  .string()
  .max(200)
  .regex(/^[a-z][a-z-]*(:[a-z0-9-]{1,60}){0,4}$/);
const MOST_FIELDS = 40;
const MOST_LETTERS = 100_000;
export const draftFields = z
  .record(z.string().max(60), z.string().max(64_000))
  .refine((fields) => Object.keys(fields).length <= MOST_FIELDS, 'too-long')
  .refine((fields) => Object.values(fields).join('').length <= MOST_LETTERS, 'too-long');

export const keptDraft = z.object({
  subject: z.string(),
  fields: z.record(z.string(), z.string()),
  version: z.number().int(),
  keptAt: z.string(),
});
export type KeptDraft = z.infer<typeof keptDraft>;

/** What somebody had typed into one form; null when nothing was kept. */
export async function readDraft(
  services: Services,
  actor: Actor,
  subject: string,
): Promise<Outcome<{ draft: KeptDraft | null }>> {
  const all = await readDrafts(services, actor, subject);
  if (all.kind === 'refused') return all;
  return done({ draft: all.value.drafts[0] ?? null });
}

/** Everything that somebody had typed and not sent, the newest first. */
export async function readDrafts(
  services: Services,
  actor: Actor,
  subject?: string,
): Promise<Outcome<{ drafts: KeptDraft[] }>> {
  const personId = personOf(actor);
  if (!personId) return refused('sign-in-needed');
  const rows = await services.database.read(actor, (db) =>
    db
      .selectFrom('drafts')
      .select(['subject', 'fields', 'version', 'updatedAt'])
      .where('personId', '=', personId)
      .$if(subject !== undefined, (query) => query.where('subject', '=', subject ?? ''))
      .orderBy('updatedAt', 'desc')
      .execute(),
  );
  return done({
    drafts: rows.flatMap(({ subject: of, fields, version, updatedAt }) => {
      // Forms that are kept by other means share the table; what they hold is no draft of fields.
      const read = draftFields.safeParse(fields);
      if (!read.success) return [];
      return [{ subject: of, fields: read.data, version, keptAt: updatedAt.toISOString() }];
    }),
  });
}
