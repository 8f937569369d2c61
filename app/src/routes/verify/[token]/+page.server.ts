import { verifyEmail } from '#features/people/server/confirm-address.ts';
import { formFailure } from '#lib/web/form-action.ts';
import { execute } from '#server/commands/command.ts';
import type { Actions } from './$types';

/** Confirming takes a press of the button: programs that open every link of a mail must not use it up. */
export const actions: Actions = {
  default: async (event) => {
    const data = await event.request.formData();
    const outcome = await execute(event.locals.services, { kind: 'identity' }, verifyEmail, {
      token: event.params.token,
    });
    if (outcome.kind === 'refused') return formFailure(event, 'verify', data, outcome);
    return { verified: true as const };
  },
};
