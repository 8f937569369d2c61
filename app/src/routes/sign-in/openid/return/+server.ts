import { redirect, type RequestEvent } from '@sveltejs/kit';
import {
  linkOpenId,
  proveByOpenId,
  signInByOpenId,
} from '#features/people/server/outside-identities.ts';
import { comeBackFromOpenId, type TripPurpose } from '#features/people/server/outside-trip.ts';
import { signOut } from '#features/people/server/sign-in.ts';
import { provePath } from '#lib/web/form-action.ts';
import { withProblem } from '#lib/web/openid-problem.ts';
import { invitationIn, readTripCookie, setSession } from '#lib/web/session.ts';
import { personOf } from '#server/actor.ts';
import { execute } from '#server/commands/command.ts';
import type { OutsideClaims } from '#server/open-id.ts';
import type { Outcome, Refused } from '#server/outcome.ts';
import type { RequestHandler } from './$types';

/** Back from the outside provider: what it says counts only in the browser, and for the person, that left. */
export const GET: RequestHandler = async (event) => {
  const { locals, url, cookies } = event;
  const browser = readTripCookie(cookies, url) ?? '';
  const came = await comeBackFromOpenId(locals.services, url.searchParams, browser);
  if (!came) redirect(303, withProblem('sign-in', '/', 'openid-lost'));
  const { purpose, next, personId, claims } = came;
  if (purpose !== 'sign-in' && personOf(locals.actor) !== personId)
    redirect(303, withProblem('sign-in', next, 'openid-lost'));
  if (claims.kind === 'refused') goBack(purpose, next, claims);
  const outcome = await use(event, { purpose, next }, claims.value);
  if (outcome.kind === 'refused') goBack(purpose, next, outcome);
  if (outcome.value.token) {
    if (purpose === 'sign-in') await signOut(locals.services, locals.actor);
    setSession(cookies, url, outcome.value.token);
  }
  redirect(303, purpose === 'link' ? '/settings/ways-in?done=linked' : next);
};

function use(
  { locals: { services, actor, from, viewer } }: RequestEvent,
  { purpose, next }: { purpose: TripPurpose; next: string },
  claims: OutsideClaims,
): Promise<Outcome<{ token?: string | undefined }>> {
  switch (purpose) {
    case 'sign-in':
      return signInByOpenId(
        services,
        { claims: { ...claims, locale: viewer.locale }, invitation: invitationIn(next) },
        from,
      );
    case 'prove':
      return proveByOpenId(services, actor, claims);
    case 'link':
      return execute(services, actor, linkOpenId, claims).then((linked) =>
        linked.kind === 'done' ? { kind: 'done', value: {} } : linked,
      );
  }
}

function goBack(purpose: TripPurpose, next: string, refusal: Refused): never {
  if (refusal.name === 'prove-again') redirect(303, provePath(next));
  redirect(303, withProblem(purpose, next, refusal.because ?? 'openid-declined'));
}
