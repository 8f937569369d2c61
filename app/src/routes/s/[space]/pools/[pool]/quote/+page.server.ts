import { error, redirect } from '@sveltejs/kit';
import { type PoolView, readPool } from '#features/pools/server/pool-reads.ts';
import { writeQuote } from '#features/pools/server/write-quote.ts';
import { act, need, signInPath } from '#lib/web/form-action.ts';
import { readQuoteForm, TIERS_SHOWN } from '#lib/web/pool-forms.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { services, actor } = event.locals;
  const { space } = await event.parent();
  if (actor.kind === 'visitor') redirect(303, signInPath(event.url));
  if (space.role !== 'maker') error(403);
  const pool = need(event, await readPool(services, actor, event.params));
  return { pool, tiers: TIERS_SHOWN, variants: pricedOf(pool), key: crypto.randomUUID() };
};

/** What a maker prices one by one; none in a pool of one kind. */
function pricedOf({ variants }: PoolView) {
  return variants.length > 1 ? variants : [];
}

export const actions: Actions = {
  default: async (event) => {
    const { services, actor } = event.locals;
    const data = await event.request.formData();
    const pool = need(event, await readPool(services, actor, event.params));
    const input = {
      ...event.params,
      ...readQuoteForm(data, { currency: pool.currency, variants: pricedOf(pool) }),
    };
    const quoted = await act(event, writeQuote, { name: 'quote', data, input });
    if (quoted.kind === 'failure') return quoted.failure;
    redirect(303, `/s/${event.params.space}/pools/${event.params.pool}`);
  },
};
