import { priceRows, readRows } from '#features/designs/priced-things.ts';
import { sourceOf } from '#features/designs/batch-sizes.ts';
import { onKit, readKitAtHand } from '#features/designs/server/kit-reads.ts';
import { savePrices } from '#features/designs/server/save-prices.ts';
import { act, need } from '#lib/web/form-action.ts';
import { parse } from '#server/outcome.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const { kit, prices } = await atHand(event);
  return {
    kit: kit.kit.id,
    name: kit.kit.name,
    after: prices.number ?? 0,
    list: sourceOf(prices.list),
    rows: priceRows(kit.kit, prices.list),
    today: event.locals.services.clock.now().toISOString().slice(0, 10),
    key: crypto.randomUUID(),
  };
};

async function atHand(event: RequestEvent) {
  const { services, actor } = event.locals;
  const wanted = need(event, parse(onKit, event.params));
  return need(event, await readKitAtHand(services, actor, { ...wanted, action: 'design.read' }));
}

export const actions: Actions = {
  save: async (event) => {
    const data = await event.request.formData();
    const { kit } = await atHand(event);
    const text = (name: string) => String(data.get(name) ?? '');
    const input = {
      ...event.params,
      after: text('after'),
      currency: text('currency').trim().toUpperCase(),
      place: text('place'),
      date: text('date'),
      source: text('source'),
      prices: readRows(kit.kit, data),
    };
    const saved = await act(event, savePrices, { name: 'prices', data, input });
    return saved.kind === 'failure' ? saved.failure : { saved: saved.value.number };
  },
};
