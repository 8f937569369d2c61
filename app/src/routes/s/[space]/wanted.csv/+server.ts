import { readWanteds, wantedPage } from '#features/wanteds/server/wanted-reads.ts';
import { csvDownload, csvOf } from '#lib/web/csv.ts';
import { need } from '#lib/web/form-action.ts';
import { parse } from '#server/outcome.ts';
import type { RequestHandler } from './$types';

const COLUMNS = ['address', 'title', 'author', 'created', 'people', 'units', 'pooled'];

export const GET: RequestHandler = async (event) => {
  const { services, actor } = event.locals;
  const asked = [...event.url.searchParams].filter(([, value]) => value);
  const wanted = need(event, parse(wantedPage, Object.fromEntries(asked)));
  const { space } = event.params;
  const { wanteds } = need(event, await readWanteds(services, actor, space, wanted));
  const rows = wanteds.map((row) => [
    row.address,
    row.title,
    row.author,
    row.createdAt,
    row.people,
    row.units,
    row.pooled,
  ]);
  return csvDownload(`${space}-wanted`, csvOf(COLUMNS, rows));
};
