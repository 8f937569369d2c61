import { readOffer } from '#features/direct/server/direct-reads.ts';
import { closeDirectOffer } from '#features/direct/server/open-direct-offer.ts';
import { orderDirect } from '#features/direct/server/order-direct.ts';
import { act, need, typedValues } from '#lib/web/form-action.ts';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

const MOST_DAY_MINOR = 1_000_000;

export const load: PageServerLoad = async (event) => {
  const { services, actor } = event.locals;
  const typed = Number(event.url.searchParams.get('day') ?? Number.NaN);
  const day = Number.isInteger(typed) && typed >= 0 ? Math.min(typed, MOST_DAY_MINOR) : undefined;
  const offer = need(event, await readOffer(services, actor, { ...event.params, day }));
  return { offer, key: crypto.randomUUID() };
};

export const actions: Actions = {
  order: async (event) => {
    const data = await event.request.formData();
    const input = { ...typedValues(data), ...event.params };
    const ordered = await act(event, orderDirect, { name: 'order', data, input });
    if (ordered.kind === 'failure') return ordered.failure;
    redirect(303, `/s/${event.params.space}/invoices/${ordered.value.invoice}`);
  },
  close: async (event) => {
    const data = await event.request.formData();
    const input = { ...event.params };
    const closed = await act(event, closeDirectOffer, { name: 'close', data, input });
    if (closed.kind === 'failure') return closed.failure;
    redirect(303, event.url.pathname);
  },
};
