import { type Actor, personOf } from '#server/actor.ts';
import type { Found } from '#server/commands/command.ts';

/** The subject of everything that people do with their own account: themselves. */
export async function findSelf(change: { actor: Actor }): Promise<Found<string>> {
  const personId = personOf(change.actor);
  return {
    standing: { role: personId ? 'person' : 'visitor', own: personId !== null, open: false },
    subject: personId ?? '',
  };
}

/** Nobody in particular: for signing up, signing in and recovering. */
export async function findAnybody(): Promise<Found<undefined>> {
  return { standing: { role: 'visitor', own: false, open: false }, subject: undefined };
}
