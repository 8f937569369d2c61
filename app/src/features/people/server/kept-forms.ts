import { z } from 'zod';
import { type Actor, personOf } from '#server/actor.ts';
import type { Services } from '#server/services.ts';

const KEPT_FOR_MS = 3_600_000;
const MOST_BYTES = 100_000;

/** What somebody had typed, without passwords; `form` says into which form of the page. */
const keptForm = z.object({
  form: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
});
export type KeptForm = z.infer<typeof keptForm>;

/** Keeps a filled form for its sender alone while they prove who they are. Of each page, the last one. */
export async function keepForm(
  services: Services,
  actor: Actor,
  path: string,
  kept: KeptForm,
): Promise<void> {
  const personId = personOf(actor);
  const fields = JSON.stringify(kept);
  if (!personId || fields.length > MOST_BYTES) return;
  const updatedAt = services.clock.now();
  await services.database.write(actor, (db) =>
    db
      .insertInto('drafts')
      .values({ personId, subject: subjectOf(path), fields, updatedAt })
      .onConflict((conflict) =>
        conflict.columns(['personId', 'subject']).doUpdateSet({ fields, updatedAt }),
      )
      .execute(),
  );
}

export async function readKeptForm(
  services: Services,
  actor: Actor,
  path: string,
): Promise<KeptForm | undefined> {
  const personId = personOf(actor);
  if (!personId) return undefined;
  const since = new Date(services.clock.now().getTime() - KEPT_FOR_MS);
  const row = await services.database.read(actor, (db) =>
    db
      .selectFrom('drafts')
      .select('fields')
      .where('personId', '=', personId)
      .where('subject', '=', subjectOf(path))
      .where('updatedAt', '>', since)
      .executeTakeFirst(),
  );
  return keptForm.safeParse(row?.fields).data;
}

function subjectOf(path: string): string {
  return `form:${path}`.slice(0, 200);
}
