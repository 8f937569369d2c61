import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Actor } from '#server/actor.ts';
import type { Command } from '#server/commands/command.ts';
import { introduce } from '#server/database/database.ts';
import { done } from '#server/outcome.ts';
import type { Services } from '#server/services.ts';
import { readChoices } from './choice-reads.ts';
import { notificationKinds } from './kinds.ts';
import { writeChoice } from './manage-notifications.ts';

export const unsubscribeInput = z.object({ unsubscription: z.string().max(200) });
type Input = z.infer<typeof unsubscribeInput>;
/** `kind` is `digest` for all that comes with the mail of the morning. */
export type Unsubscription = { personId: string; kind: string };

/** The page that a mail leads to; the link itself says whose mails of which kind end. */
export function unsubscribePath(services: Services, personId: string, kind: string): string {
  return `/unsubscribe/${unsubscriptionToken(services, personId, kind)}`;
}

export function unsubscriptionToken(services: Services, personId: string, kind: string): string {
  return `${personId}.${kind}.${sign(services, personId, kind)}`;
}

/** What a link stands for; undefined when this installation has not signed it. */
export function openUnsubscription(services: Services, token: string): Unsubscription | undefined {
  const [personId, kind, mac] = token.split('.');
  if (!personId || !kind || !mac || !z.uuid().safeParse(personId).success) return undefined;
  const expected = Buffer.from(sign(services, personId, kind));
  const got = Buffer.from(mac);
  return expected.length === got.length && timingSafeEqual(expected, got)
    ? { personId, kind }
    : undefined;
}

function sign(services: Services, personId: string, kind: string): string {
  return services.secrets.derive('unsubscribe', `${personId} ${kind}`);
}

/** Ends mails of one kind, or the digest, for the holder of the link; in the app they are told all the same. */
export const unsubscribe: Command<Input, Unsubscription, { kind: string }> = {
  name: 'notification.unsubscribe',
  action: 'notification.unsubscribe',
  input: unsubscribeInput,
  find: ({ services, actor }, { unsubscription }) => {
    const found = openUnsubscription(services, unsubscription);
    return Promise.resolve(found && { standing: standingOf(actor), subject: found });
  },
  apply: async (change, _input, { personId, kind }) => {
    // The signed link is what lets its holder choose: from here on the installation writes for them.
    await introduce(change.db, { kind: 'installation' });
    for (const each of notificationKinds) {
      if (kind !== 'digest' && each.name !== kind) continue;
      const chosen = await readChoices(change.db, { people: [personId], kind: each });
      const choice = chosen.get(personId);
      if (choice === 'daily' || (choice === 'now' && kind !== 'digest'))
        await writeChoice(change, personId, { kind: each.name, choice: 'app' });
    }
    return done({ kind });
  },
};

function standingOf(actor: Actor) {
  const role = actor.kind === 'person' ? ('person' as const) : ('visitor' as const);
  return { role, own: false, open: false };
}
