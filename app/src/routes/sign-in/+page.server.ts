import { redirect, type RequestEvent } from '@sveltejs/kit';
import {
  signIn,
  signInByPasskey,
  signOut,
  type SignedInNow,
} from '#features/people/server/sign-in.ts';
import { formFailure } from '#lib/web/form-action.ts';
import { openIdProblem } from '#lib/web/openid-problem.ts';
import { passkeyFields } from '#lib/web/passkey-fields.ts';
import { nextPath, setSession } from '#lib/web/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
  if (locals.actor.kind === 'person') redirect(303, nextPath(url));
  return {
    openIdLabel: locals.services.openId?.label,
    next: nextPath(url),
    problem: openIdProblem(locals.viewer.locale, url),
    recovered: url.searchParams.has('recovered'),
    closed: url.searchParams.has('closed'),
  };
};

export const actions: Actions = {
  password: async (event) => {
    const data = await event.request.formData();
    const given = { email: data.get('email'), password: data.get('password') };
    return letIn(event, data, await signIn(event.locals.services, given, event.locals.from));
  },
  passkey: async (event) => {
    const data = await event.request.formData();
    const { services, from } = event.locals;
    return letIn(event, data, await signInByPasskey(services, passkeyFields(data), from));
  },
};

async function letIn(event: RequestEvent, data: FormData, outcome: SignedInNow) {
  if (outcome.kind === 'refused') return formFailure(event, 'sign-in', data, outcome);
  // Whoever was signed in here before is not any more.
  await signOut(event.locals.services, event.locals.actor);
  setSession(event.cookies, event.url, outcome.value.token);
  redirect(303, nextPath(event.url));
}
