import { readOffers } from '#features/direct/server/direct-reads.ts';
import { openDirectOffer } from '#features/direct/server/open-direct-offer.ts';
import { act, need, typedValues } from '#lib/web/form-action.ts';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { services, actor } = event.locals;
  const read = need(event, await readOffers(services, actor, event.params.space));
  return { ...read, key: crypto.randomUUID() };
};

export const actions: Actions = {
  open: async (event) => {
    const data = await event.request.formData();
    const typed = typedValues(data);
    // One choice names a pool, and after a space one of its variants.
    const [pool, variant = null] = String(typed.pool ?? '').split(' ');
    const input = { ...typed, pool, variant, space: event.params.space };
    const opened = await act(event, openDirectOffer, { name: 'open', data, input });
    if (opened.kind === 'failure') return opened.failure;
    redirect(303, `/s/${event.params.space}/direct/${opened.value.offer}`);
  },
};
