import { poolPage, readPools } from '#features/pools/server/pool-reads.ts';
import { csvDownload, csvOf } from '#lib/web/csv.ts';
import { need } from '#lib/web/form-action.ts';
import { parse } from '#server/outcome.ts';
import type { RequestHandler } from './$types';

const COLUMNS = [
  'address',
  'title',
  'stage',
  'closes',
  'currency',
  'price_minor',
  'units',
  'commitments',
  'benchmark_minor',
  'next_price_minor',
  'missing',
];

export const GET: RequestHandler = async (event) => {
  const { services, actor } = event.locals;
  const asked = [...event.url.searchParams].filter(([, value]) => value);
  const wanted = need(event, parse(poolPage, Object.fromEntries(asked)));
  const { space } = event.params;
  const { pools } = need(event, await readPools(services, actor, space, wanted));
  const rows = pools.map(({ address, title, stage, closesAt, picture }) => [
    address,
    title,
    stage,
    closesAt,
    picture.currency,
    picture.now?.priceMinor ?? null,
    picture.units,
    picture.commitments,
    picture.benchmarkMinor,
    picture.next?.priceMinor ?? null,
    picture.next?.missing ?? null,
  ]);
  return csvDownload(`${space}-pools`, csvOf(COLUMNS, rows));
};
