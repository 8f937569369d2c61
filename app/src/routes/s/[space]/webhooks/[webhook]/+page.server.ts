import { sendAgain } from '#features/webhooks/server/manage-webhooks.ts';
import {
  deliveryPage,
  readDeliveries,
  readWebhooks,
} from '#features/webhooks/server/webhook-reads.ts';
import { act, need } from '#lib/web/form-action.ts';
import { done, parse, refused } from '#server/outcome.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { services, actor } = event.locals;
  const asked = [...event.url.searchParams].filter(([, value]) => value);
  const wanted = need(event, parse(deliveryPage, Object.fromEntries(asked)));
  const { webhooks } = need(event, await readWebhooks(services, actor, event.params.space));
  const found = webhooks.find(({ id }) => id === event.params.webhook);
  const webhook = need(event, found ? done(found) : refused('not-found'));
  const read = need(event, await readDeliveries(services, actor, event.params, wanted));
  return { wanted, webhook, ...read };
};

export const actions: Actions = {
  again: async (event) => {
    const data = await event.request.formData();
    const delivery = data.get('delivery');
    const sent = await act(event, sendAgain, {
      name: 'again',
      data,
      input: { ...event.params, delivery },
    });
    return sent.kind === 'failure' ? sent.failure : { queued: String(delivery) };
  },
};
