import { redirect } from '@sveltejs/kit';
import { leaveForOpenId, TRIP_PURPOSES } from '#features/people/server/outside-trip.ts';
import { need } from '#lib/web/form-action.ts';
import { nextPath, tripCookie } from '#lib/web/session.ts';
import { withProblem } from '#lib/web/openid-problem.ts';
import type { RequestHandler } from './$types';

/** Off to the outside provider: to sign in, to link it, or to prove who one is. */
export const GET: RequestHandler = async (event) => {
  const { locals, url, cookies } = event;
  const purpose = TRIP_PURPOSES.find((each) => each === url.searchParams.get('for')) ?? 'sign-in';
  const next = nextPath(url);
  const browser = tripCookie(cookies, url);
  const left = await leaveForOpenId(locals.services, locals.actor, { purpose, next, browser });
  if (left.kind === 'refused' && left.because)
    redirect(303, withProblem(purpose, next, left.because));
  // NOTE: no redirect() of the framework, which refuses to lead to another site.
  return new Response(null, { status: 303, headers: { location: need(event, left).goTo } });
};
