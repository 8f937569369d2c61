import { readDeliveriesToDownload } from '#features/webhooks/server/webhook-reads.ts';
import { csvDownload, csvOf } from '#lib/web/csv.ts';
import { need } from '#lib/web/form-action.ts';
import type { RequestHandler } from './$types';

const COLUMNS = ['id', 'kind', 'made', 'attempts', 'answer', 'failure', 'delivered'];

export const GET: RequestHandler = async (event) => {
  const { services, actor } = event.locals;
  const deliveries = need(event, await readDeliveriesToDownload(services, actor, event.params));
  const rows = deliveries.map((one) => [
    one.id,
    one.kind,
    one.createdAt,
    one.attempts,
    one.responseStatus,
    one.failure,
    one.deliveredAt,
  ]);
  return csvDownload(`${event.params.space}-deliveries`, csvOf(COLUMNS, rows));
};
