import { exportLog } from '#features/pools/server/export-log.ts';
import { logResponse } from '#features/pools/server/pools-api.ts';
import { need } from '#lib/web/form-action.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  const { services, actor } = event.locals;
  const text = need(event, await exportLog(services, actor, event.params));
  return logResponse(text, event.params.pool);
};
