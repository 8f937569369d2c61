import { sheetsOf } from '#features/pools/pool-picture.ts';
import { poolPage, readPools } from '#features/pools/server/pool-reads.ts';
import { csvDownload, csvOf } from '#lib/web/csv.ts';
import { need } from '#lib/web/form-action.ts';
import { parse } from '#server/outcome.ts';
import type { RequestHandler } from './$types';

const COLUMNS = [
  'address',
  'title',
  'variant',
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
  const rows = pools.flatMap(({ address, title, stage, closesAt, picture }) =>
    sheetsOf(picture).map((sheet) => [
      address,
      title,
      sheet.name,
      stage,
      closesAt,
      sheet.currency,
      sheet.now?.priceMinor ?? null,
      sheet.units,
      sheet.commitments,
      sheet.benchmarkMinor,
      sheet.next?.priceMinor ?? null,
      sheet.next?.missing ?? null,
    ]),
  );
  return csvDownload(`${space}-pools`, csvOf(COLUMNS, rows));
};
