import { openUnsubscription, unsubscribe } from '#features/notifications/server/unsubscribe.ts';
import { act } from '#lib/web/form-action.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, params }) => ({
  kind: openUnsubscription(locals.services, params.unsubscription)?.kind ?? null,
});

export const actions: Actions = {
  default: async (event) => {
    const data = await event.request.formData();
    const ended = await act(event, unsubscribe, {
      name: 'unsubscribe',
      data,
      input: event.params,
    });
    return ended.kind === 'failure' ? ended.failure : { ended: true };
  },
};
