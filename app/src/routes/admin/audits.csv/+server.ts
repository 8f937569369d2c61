import { auditsPage, readAudits } from '#features/installation/server/operator-reads.ts';
import { csvDownload, csvOf } from '#lib/web/csv.ts';
import { need } from '#lib/web/form-action.ts';
import { parse } from '#server/outcome.ts';
import type { RequestHandler } from './$types';

const MOST_DOWNLOADED = 10_000;
const COLUMNS = ['at', 'actor', 'act', 'object', 'reason'];

export const GET: RequestHandler = async (event) => {
  const { services, actor } = event.locals;
  const asked = [...event.url.searchParams].filter(([, value]) => value);
  const wanted = need(event, parse(auditsPage, Object.fromEntries(asked)));
  const read = need(event, await readAudits(services, actor, wanted, MOST_DOWNLOADED));
  const rows = read.audits.map(({ at, actor: who, act, object, reason }) => [
    at,
    who,
    act,
    object,
    reason,
  ]);
  return csvDownload('audits', csvOf(COLUMNS, rows));
};
