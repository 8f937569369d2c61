import { redirect } from '@sveltejs/kit';
import { MAILS_BY_ADDRESS } from '#features/people/server/people-api.ts';
import { signUp } from '#features/people/server/sign-up.ts';
import { formFailure, typedValues } from '#lib/web/form-action.ts';
import { execute } from '#server/commands/command.ts';
import { refused } from '#server/outcome.ts';
import { limitKeyOf, takeFrom } from '#server/rate-limit.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
  if (locals.actor.kind === 'person') redirect(303, '/');
  return { mailed: url.searchParams.has('mailed') };
};

export const actions: Actions = {
  default: async (event) => {
    const { services, from, viewer } = event.locals;
    const data = await event.request.formData();
    const waitSeconds = await takeFrom(
      services.database,
      MAILS_BY_ADDRESS,
      limitKeyOf(from.address),
      services.clock.now(),
    );
    if (waitSeconds > 0) return formFailure(event, 'sign-up', data, refused('too-many'));
    const input = { ...typedValues(data), password: data.get('password'), locale: viewer.locale };
    const outcome = await execute(services, { kind: 'identity' }, signUp, input);
    if (outcome.kind === 'refused') return formFailure(event, 'sign-up', data, outcome);
    redirect(303, '?mailed');
  },
};
