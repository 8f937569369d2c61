import { z } from 'zod';
import type { Change } from '#server/commands/change.ts';
import type { Command } from '#server/commands/command.ts';
import { done, invalid } from '#server/outcome.ts';
import { personName } from './person-input.ts';
import { findSelf } from './self.ts';

/** Whoever left is shown under such a handle; nobody else may look like them. */
export const FORMER = 'former-';

const handle = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9-]{1,29}$/)
  .refine((text) => !text.startsWith(FORMER), { error: 'handle-reserved' });

export const changeProfileInput = z.object({
  name: personName.optional(),
  handle: handle.optional(),
  about: z.string().trim().max(2000).optional(),
  locale: z.enum(['en', 'de']).optional(),
  timeZone: z.string().max(60).refine(isTimeZone, { error: 'not-a-choice' }).optional(),
  theme: z.enum(['auto', 'light', 'dark']).optional(),
});
type ChangeProfile = z.infer<typeof changeProfileInput>;

/** What others read of a person, and how pages are shown to them. What is not named stays. */
export const changeProfile: Command<ChangeProfile, string, { changed: true }> = {
  name: 'person.change-profile',
  action: 'account.manage',
  input: changeProfileInput,
  find: findSelf,
  apply: async (change, input, personId) => {
    if (input.handle !== undefined && (await isTaken(change, input.handle, personId)))
      return invalid({ field: 'handle', reason: 'handle-taken' });
    await change.services.faults.pause('change profile');
    const named = Object.fromEntries(
      Object.entries(input).filter(([, value]) => value !== undefined),
    );
    if (Object.keys(named).length === 0) return done({ changed: true });
    await change.db.updateTable('people').set(named).where('id', '=', personId).execute();
    await change.emit({ kind: 'person.profile-changed', subjectId: personId });
    return done({ changed: true });
  },
};

/** NOTE: handles are held unique by their key; two that want one at once meet there, and the later looks again. */
async function isTaken(change: Change, wanted: string, personId: string): Promise<boolean> {
  const owner = await change.db
    .selectFrom('people')
    .select('id')
    .where('handle', '=', wanted)
    .executeTakeFirst();
  return owner !== undefined && owner.id !== personId;
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) instanceof Intl.DateTimeFormat;
  } catch {
    return false;
  }
}
