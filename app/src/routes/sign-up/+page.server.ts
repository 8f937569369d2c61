import { redirect } from '@sveltejs/kit';
import { countFrom, MAILS_BY_ADDRESS } from '#features/people/server/sign-in-limits.ts';
import { askToSignUp } from '#features/people/server/sign-up.ts';
import { refuseUninvited } from '#features/people/server/who-may-join.ts';
import { formFailure, typedValues } from '#lib/web/form-action.ts';
import { invitationIn, nextPath } from '#lib/web/session.ts';
import { limitKeyOf } from '#server/rate-limit.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  if (locals.actor.kind === 'person') redirect(303, '/');
  const invitation = invitationIn(nextPath(url));
  return {
    mailed: url.searchParams.has('mailed'),
    next: nextPath(url),
    invitedOnly: (await refuseUninvited(locals.services, { invitation })) !== undefined,
  };
};

export const actions: Actions = {
  default: async (event) => {
    const { services, from, viewer } = event.locals;
    const data = await event.request.formData();
    const input = {
      ...typedValues(data),
      password: data.get('password'),
      locale: viewer.locale,
      invitation: invitationIn(nextPath(event.url)),
    };
    const outcome =
      (await countFrom(services, MAILS_BY_ADDRESS, limitKeyOf(from.address))) ??
      (await askToSignUp(services, input));
    if (outcome.kind === 'refused') return formFailure(event, 'sign-up', data, outcome);
    redirect(303, '?mailed');
  },
};
