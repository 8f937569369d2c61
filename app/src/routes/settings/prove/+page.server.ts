import { redirect, type RequestEvent } from '@sveltejs/kit';
import { readAccount } from '#features/people/server/account-reads.ts';
import { type Proved, proveByPasskey, proveByPassword } from '#features/people/server/prove.ts';
import { formFailure, need } from '#lib/web/form-action.ts';
import { openIdProblem } from '#lib/web/openid-problem.ts';
import { passkeyFields } from '#lib/web/passkey-fields.ts';
import { nextPath, setSession } from '#lib/web/session.ts';
import type { Outcome } from '#server/outcome.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { locals, url } = event;
  const { person, waysIn } = need(event, await readAccount(locals.services, locals.actor));
  return {
    email: person.email,
    password: waysIn.password !== null,
    passkeys: waysIn.passkeys.length > 0,
    openIdLabel: waysIn.outside?.linked ? waysIn.outside.label : undefined,
    next: nextPath(url, '/settings'),
    problem: openIdProblem(locals.viewer.locale, url),
  };
};

export const actions: Actions = {
  password: async (event) => {
    const data = await event.request.formData();
    const { services, actor, from } = event.locals;
    const given = { password: data.get('password') };
    return goOn(event, data, await proveByPassword(services, actor, given, from));
  },
  passkey: async (event) => {
    const data = await event.request.formData();
    const { services, actor } = event.locals;
    return goOn(event, data, await proveByPasskey(services, actor, passkeyFields(data)));
  },
};

function goOn(event: RequestEvent, data: FormData, outcome: Outcome<Proved>) {
  if (outcome.kind === 'refused') return formFailure(event, 'prove', data, outcome);
  if (outcome.value.token) setSession(event.cookies, event.url, outcome.value.token);
  redirect(303, nextPath(event.url, '/settings'));
}
