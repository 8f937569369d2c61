import { error, redirect } from '@sveltejs/kit';
import { type PoolView, readPool } from '#features/pools/server/pool-reads.ts';
import { openPool } from '#features/pools/server/open-pool.ts';
import { readWanted } from '#features/wanteds/server/wanted-reads.ts';
import { writeSpecText } from '#features/wanteds/spec-text.ts';
import { act, need, signInPath } from '#lib/web/form-action.ts';
import { readPoolForm } from '#lib/web/pool-forms.ts';
import { typedMoney } from '#ui/words/money.ts';
import { fieldsOfInstant } from '#ui/words/zoned-time.ts';
import type { Actions, PageServerLoad, PageServerLoadEvent } from './$types';

const USUAL_DAYS = 21;
const DAY_MS = 86_400_000;

export const load: PageServerLoad = async (event) => {
  const { services, actor, viewer } = event.locals;
  const { space } = await event.parent();
  if (actor.kind === 'visitor') redirect(303, signInPath(event.url));
  if (space.role !== 'host') error(403);
  const ahead = (days: number) =>
    fieldsOfInstant(new Date(services.clock.now().getTime() + days * DAY_MS), viewer.timeZone);
  return {
    key: crypto.randomUUID(),
    closes: { ...ahead(USUAL_DAYS), time: '18:00' },
    due: { ...ahead(USUAL_DAYS - 7), time: '18:00' },
    from: await fieldsFrom(event),
  };
};

/** The fields begin with what a wanted says, or with the terms of a pool that came to nothing. */
async function fieldsFrom(event: PageServerLoadEvent): Promise<Record<string, string>> {
  const { services, actor } = event.locals;
  const { space } = event.params;
  const [again, wanted] = ['again', 'wanted'].map((name) => event.url.searchParams.get(name));
  if (again)
    return fieldsAgain(need(event, await readPool(services, actor, { space, pool: again })));
  if (!wanted) return {};
  const { title, body, spec } = need(event, await readWanted(services, actor, { space, wanted }));
  return { wanted, title, body, spec: writeSpecText(spec) };
}

function fieldsAgain(pool: PoolView): Record<string, string> {
  const { address, wanted, title, body, spec, currency, terms, objective, rationing } = pool;
  return {
    again: pool.stage === 'void' ? address : '',
    wanted: wanted?.address ?? '',
    title,
    body,
    spec: writeSpecText(spec),
    ...Object.fromEntries(
      pool.variants.flatMap(({ name, benchmarkMinor }, at) => [
        [`variants.${at}.name`, name],
        [`variants.${at}.benchmarkMinor`, typedMoney(currency, benchmarkMinor)],
      ]),
    ),
    benchmarkMinor: typedMoney(currency, pool.benchmarkMinor),
    benchmarkSource: pool.benchmarkSource,
    // A number of basis points is a percent with two digits behind the point.
    feeBps: typedMoney('EUR', pool.feeBps),
    taxBps: typedMoney('EUR', pool.taxBps),
    quotes: pool.quotesDueAt ? 'sealed' : 'open',
    objective,
    rationing,
    priceMayRise: pool.priceMayRise ? 'on' : '',
    terms,
  };
}

export const actions: Actions = {
  default: async (event) => {
    const { space } = event.params;
    const data = await event.request.formData();
    const currency = String(data.get('currency') ?? 'EUR');
    const { timeZone } = event.locals.viewer;
    const input = { space, ...readPoolForm(data, { currency, timeZone }) };
    const opened = await act(event, openPool, { name: 'pool', data, input });
    if (opened.kind === 'failure') return opened.failure;
    redirect(303, `/s/${space}/pools/${opened.value.address}`);
  },
};
