import { redirect } from '@sveltejs/kit';
import { recover } from '#features/people/server/recover.ts';
import { formFailure } from '#lib/web/form-action.ts';
import { execute } from '#server/commands/command.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  default: async (event) => {
    const data = await event.request.formData();
    const input = { token: event.params.token, password: data.get('password') };
    const outcome = await execute(event.locals.services, { kind: 'identity' }, recover, input);
    if (outcome.kind === 'refused') return formFailure(event, 'recover', data, outcome);
    redirect(303, '/sign-in');
  },
};
