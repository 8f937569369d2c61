import { askRecovery } from '#features/people/server/recover.ts';
import { countFrom, MAILS_BY_ADDRESS } from '#features/people/server/sign-in-limits.ts';
import { formFailure, typedValues } from '#lib/web/form-action.ts';
import { execute } from '#server/commands/command.ts';
import { limitKeyOf } from '#server/rate-limit.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  default: async (event) => {
    const { services, from } = event.locals;
    const data = await event.request.formData();
    const outcome =
      (await countFrom(services, MAILS_BY_ADDRESS, limitKeyOf(from.address))) ??
      (await execute(services, { kind: 'identity' }, askRecovery, typedValues(data)));
    if (outcome.kind === 'refused') return formFailure(event, 'recover', data, outcome);
    return { mailed: true as const };
  },
};
