import { readScorecard } from '#features/scorecard/server/scorecard-reads.ts';
import { csvDownload, csvOf } from '#lib/web/csv.ts';
import { need } from '#lib/web/form-action.ts';
import type { RequestHandler } from './$types';

const COLUMNS = ['measure', 'value', 'unit', 'target', 'counted_from'];

/** The scorecard as a table; money in minor units. */
export const GET: RequestHandler = async (event) => {
  const { services, actor } = event.locals;
  const { space } = event.params;
  const { measures } = need(event, await readScorecard(services, actor, space));
  const rows = measures.map(({ measure, value, unit, goal, from }) => [
    measure,
    String(value ?? ''),
    unit,
    String(goal ?? ''),
    String(from),
  ]);
  return csvDownload(`${space}-scorecard`, csvOf(COLUMNS, rows));
};
