import { redirect } from '@sveltejs/kit';
import { chooseNewPassword } from '#features/people/server/recover.ts';
import { countFrom, TOKEN_TRIES } from '#features/people/server/sign-in-limits.ts';
import { formFailure } from '#lib/web/form-action.ts';
import { clearSession } from '#lib/web/session.ts';
import { limitKeyOf } from '#server/rate-limit.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  default: async (event) => {
    const { services, from } = event.locals;
    const data = await event.request.formData();
    const input = { token: event.params.token, password: data.get('password') };
    const outcome =
      (await countFrom(services, TOKEN_TRIES, limitKeyOf(from.address))) ??
      (await chooseNewPassword(services, input));
    if (outcome.kind === 'refused') return formFailure(event, 'recover', data, outcome);
    clearSession(event.cookies, event.url);
    redirect(303, '/sign-in?recovered');
  },
};
