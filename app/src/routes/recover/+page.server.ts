import { MAILS_BY_ADDRESS } from '#features/people/server/people-api.ts';
import { askRecovery } from '#features/people/server/recover.ts';
import { formFailure, typedValues } from '#lib/web/form-action.ts';
import { execute } from '#server/commands/command.ts';
import { refused } from '#server/outcome.ts';
import { limitKeyOf, takeFrom } from '#server/rate-limit.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  default: async (event) => {
    const { services, from } = event.locals;
    const data = await event.request.formData();
    const waitSeconds = await takeFrom(
      services.database,
      MAILS_BY_ADDRESS,
      limitKeyOf(from.address),
      services.clock.now(),
    );
    if (waitSeconds > 0) return formFailure(event, 'recover', data, refused('too-many'));
    const outcome = await execute(services, { kind: 'identity' }, askRecovery, typedValues(data));
    if (outcome.kind === 'refused') return formFailure(event, 'recover', data, outcome);
    return { mailed: true as const };
  },
};
