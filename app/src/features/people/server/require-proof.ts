import type { Change } from '#server/commands/change.ts';
import { type Refused, refused } from '#server/outcome.ts';

const PROOF_LASTS_MS = 10 * 60_000;

/**
 * Whoever moves money, acts with privilege or changes how they get in has proved who they are in the last ten minutes:
 * a session that somebody left open, or stole, is not enough.
 */
export function requireProof(change: Pick<Change, 'actor' | 'now'>): Refused | undefined {
  const { actor, now } = change;
  if (actor.kind !== 'person') return refused('sign-in-needed');
  const { provedAt } = actor.by;
  if (provedAt && now.getTime() - provedAt.getTime() <= PROOF_LASTS_MS) return undefined;
  return refused('prove-again');
}
