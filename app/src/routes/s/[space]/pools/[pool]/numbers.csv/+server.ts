import { sheetsOf } from '#features/pools/pool-picture.ts';
import { readPool } from '#features/pools/server/pool-reads.ts';
import { csvDownload, csvOf } from '#lib/web/csv.ts';
import { need } from '#lib/web/form-action.ts';
import type { RequestHandler } from './$types';

const COLUMNS = ['variant', 'maker', 'from', 'price_minor', 'accepting', 'missing', 'until_safe'];

export const GET: RequestHandler = async (event) => {
  const { services, actor } = event.locals;
  const { picture } = need(event, await readPool(services, actor, event.params));
  const rows = sheetsOf(picture).flatMap(({ name, tiers }) =>
    tiers.map(({ maker, from, priceMinor, accepting, missing, safe }) => [
      name,
      maker,
      from,
      priceMinor,
      accepting,
      missing,
      safe,
    ]),
  );
  return csvDownload(`pool-${event.params.pool}`, csvOf(COLUMNS, rows));
};
