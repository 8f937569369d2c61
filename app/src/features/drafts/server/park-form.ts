import { createHash, randomBytes } from 'node:crypto';
import type { PersonActor } from '#server/actor.ts';
import { beginChange } from '#server/commands/change.ts';
import { introduce } from '#server/database/database.ts';
import { type Limit, limitKeyOf, takeFrom } from '#server/rate-limit.ts';
import type { Services } from '#server/services.ts';
import { draftFields, draftSubject } from './draft-reads.ts';
import { writeDraft } from './keep-draft.ts';

/** Long enough to find a password again. */
const PARKED_MS = 60 * 60_000;
/** Nobody is signed in here, so the address is what is counted. */
const PARKING: Limit = { name: 'parked-forms', burst: 20, everySeconds: 60 };

/**
 * Keeps what somebody sent after their session had ended. Answers the key for the browser; undefined when it is too much, or
 * came too often.
 */
export async function parkForm(
  services: Services,
  form: { subject: string; fields: Record<string, string>; address: string },
): Promise<string | undefined> {
  const subject = draftSubject.safeParse(form.subject);
  const fields = draftFields.safeParse(form.fields);
  if (!subject.success || !fields.success) return undefined;
  const now = services.clock.now();
  if ((await takeFrom(services.database, PARKING, limitKeyOf(form.address), now)) > 0)
    return undefined;
  const token = randomBytes(32).toString('base64url');
  await services.database.write({ kind: 'identity' }, async (db) => {
    await db.deleteFrom('parkedForms').where('expiresAt', '<', now).execute();
    await db
      .insertInto('parkedForms')
      .values({
        tokenHash: hashOf(token),
        subject: subject.data,
        fields: JSON.stringify(fields.data),
        expiresAt: new Date(now.getTime() + PARKED_MS),
      })
      .execute();
  });
  return token;
}

/** Whoever has signed in again gets what they had sent as a draft of theirs, once. */
export async function claimParked(
  services: Services,
  actor: PersonActor,
  token: string,
): Promise<void> {
  await services.database.write({ kind: 'identity' }, async (db) => {
    const parked = await db
      .deleteFrom('parkedForms')
      .where('tokenHash', '=', hashOf(token))
      .where('expiresAt', '>', services.clock.now())
      .returning(['subject', 'fields'])
      .executeTakeFirst();
    if (!parked) return;
    await introduce(db, actor);
    const change = beginChange(services, actor, db, []);
    await change.lock('drafts', actor.personId);
    await writeDraft(change, actor.personId, {
      draft: parked.subject,
      fields: draftFields.parse(parked.fields),
    });
  });
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
