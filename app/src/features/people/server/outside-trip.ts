import { createHash } from 'node:crypto';
import { z } from 'zod';
import { personOf } from '#server/actor.ts';
import type { Actor } from '#server/actor.ts';
import { beginChange } from '#server/commands/change.ts';
import type { OpenIdTrip, OutsideClaims } from '#server/open-id.ts';
import { done, type Outcome, refused } from '#server/outcome.ts';
import type { Services } from '#server/services.ts';

const LASTS_MS = 10 * 60_000;
export const TRIP_PURPOSES = ['sign-in', 'link', 'prove'] as const;
export type TripPurpose = (typeof TRIP_PURPOSES)[number];

/** `browser` is a secret in a cookie of the browser that leaves: nobody else may come back in its place. */
export type Leaving = { purpose: TripPurpose; next: string; browser: string };

/** Writes down what must come back, and answers the page of the provider to go to. */
export async function leaveForOpenId(
  services: Services,
  actor: Actor,
  { purpose, next, browser }: Leaving,
): Promise<Outcome<{ goTo: string }>> {
  if (!services.openId) return refused('not-found');
  const personId = purpose === 'sign-in' ? null : personOf(actor);
  if (purpose !== 'sign-in' && personId === null) return refused('sign-in-needed');
  const trip = services.openId.newTrip(purpose === 'prove');
  const goTo = await services.openId.leaveFor(trip);
  if (!goTo) return refused('not-now', 'openid-down');
  await services.database.write({ kind: 'identity' }, async (db) => {
    const { now } = beginChange(services, { kind: 'identity' }, db, []);
    await db.deleteFrom('outsideSignIns').where('expiresAt', '<', now).execute();
    await db
      .insertInto('outsideSignIns')
      .values({
        stateHash: hashState(trip.state, browser),
        codeVerifier: trip.codeVerifier,
        nonce: trip.nonce,
        nextPath: next,
        personId,
        purpose,
        expiresAt: new Date(now.getTime() + LASTS_MS),
      })
      .execute();
  });
  return done({ goTo });
}

export type CameBack = {
  purpose: TripPurpose;
  next: string;
  personId: string | null;
  claims: Outcome<OutsideClaims>;
};

/** Uses the trip up, and asks the provider who it was. Undefined: this browser did not leave with this state. */
export async function comeBackFromOpenId(
  services: Services,
  query: URLSearchParams,
  browser: string,
): Promise<CameBack | undefined> {
  const state = query.get('state') ?? '';
  if (!services.openId || !state) return undefined;
  const trip = await takeTrip(services, hashState(state, browser));
  if (!trip) return undefined;
  const { purpose, nextPath: next, personId, nonce, codeVerifier } = trip;
  const kept: OpenIdTrip = { state, nonce, codeVerifier, anew: purpose === 'prove' };
  const came = await services.openId.comeBack(query, kept);
  const claims =
    came.kind === 'claims'
      ? done(came.claims)
      : refused('not-now', came.kind === 'down' ? 'openid-down' : 'openid-declined');
  return { purpose: z.enum(TRIP_PURPOSES).parse(purpose), next, personId, claims };
}

function takeTrip(services: Services, stateHash: Buffer) {
  return services.database.write({ kind: 'identity' }, (db) =>
    db
      .deleteFrom('outsideSignIns')
      .where('stateHash', '=', stateHash)
      .where('expiresAt', '>', services.clock.now())
      .returning(['purpose', 'nextPath', 'personId', 'nonce', 'codeVerifier'])
      .executeTakeFirst(),
  );
}

function hashState(state: string, browser: string): Buffer {
  return createHash('sha256').update(`${state}.${browser}`).digest();
}
