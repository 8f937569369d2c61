import { readOwnChoices } from '#features/notifications/server/choice-reads.ts';
import { chooseNotification } from '#features/notifications/server/manage-notifications.ts';
import { act, need } from '#lib/web/form-action.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) =>
  need(event, await readOwnChoices(event.locals.services, event.locals.actor));

export const actions: Actions = {
  default: async (event) => {
    const data = await event.request.formData();
    const { kinds } = need(event, await readOwnChoices(event.locals.services, event.locals.actor));
    for (const { kind, choice } of kinds) {
      const wanted = data.get(kind);
      if (wanted === null || wanted === choice) continue;
      const input = { kind, choice: wanted };
      const chosen = await act(event, chooseNotification, { name: 'choices', data, input });
      if (chosen.kind === 'failure') return chosen.failure;
    }
    return { saved: true };
  },
};
