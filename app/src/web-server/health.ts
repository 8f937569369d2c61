import type { IncomingMessage, ServerResponse } from 'node:http';
import { timingSafeEqual } from 'node:crypto';
import { sql } from 'kysely';
import type { Services } from '#server/services.ts';
import { collectMetrics } from '#server/metrics.ts';

/** 200 while it serves; 503 when the database does not answer or the process is about to stop. */
export async function answerHealth(
  services: Services,
  state: { stopping: boolean },
  response: ServerResponse,
): Promise<void> {
  const database = await services.database
    .read({ kind: 'visitor' }, (db) => sql`select 1`.execute(db))
    .then(() => 'answers' as const)
    .catch(() => 'does not answer' as const);
  const well = database === 'answers' && !state.stopping;
  response.writeHead(well ? 200 : 503, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
  });
  response.end(
    JSON.stringify({ status: well ? 'serving' : state.stopping ? 'stopping' : 'unwell', database }),
  );
}

/** For a collector on this machine, or one that shows the token of the settings. */
export async function answerMetrics(
  services: Services,
  request: IncomingMessage,
  response: ServerResponse,
  address: string,
): Promise<void> {
  if (!mayCollect(services.config.metricsToken, request.headers.authorization, address)) {
    response.writeHead(404).end();
    return;
  }
  const { contentType, text } = await collectMetrics(services);
  response.writeHead(200, { 'content-type': contentType }).end(text);
}

function mayCollect(
  token: string | undefined,
  shown: string | undefined,
  address: string,
): boolean {
  if (token === undefined) return address === '127.0.0.1' || address === '::1';
  const expected = Buffer.from(`Bearer ${token}`);
  const got = Buffer.from(shown ?? '');
  return got.length === expected.length && timingSafeEqual(got, expected);
}
