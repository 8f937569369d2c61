import type { IncomingMessage, ServerResponse } from 'node:http';
import { timingSafeEqual } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Services } from '#server/services.ts';
import { collectMetrics } from '#server/metrics.ts';

/** Who asks after the health of a process wants an answer, also when the database gives none. */
const ANSWER_WITHIN_MS = 2_000;

/** 200 while it serves; 503 when the database does not answer or the process is about to stop. */
export async function answerHealth(
  services: Services,
  state: { stopping: boolean },
  response: ServerResponse,
): Promise<void> {
  const answers = await Promise.race([
    services.database
      .read({ kind: 'visitor' }, (db) => sql`select 1`.execute(db))
      .then(
        () => true,
        () => false,
      ),
    setTimeout(ANSWER_WITHIN_MS, false, { ref: false }),
  ]);
  const well = answers && !state.stopping;
  response.writeHead(well ? 200 : 503, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
  });
  response.end(
    JSON.stringify({
      status: well ? 'serving' : state.stopping ? 'stopping' : 'unwell',
      database: answers ? 'answers' : 'does not answer',
    }),
  );
}

/**
 * For a collector that shows the token of the settings, and for nobody without one: behind a proxy on the same machine
 * everybody comes from here, so the address says nothing.
 */
export async function answerMetrics(
  services: Services,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!mayCollect(services.config.metricsToken, request.headers.authorization)) {
    response.writeHead(404).end();
    return;
  }
  const { contentType, text } = await collectMetrics(services);
  response.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-store' }).end(text);
}

function mayCollect(token: string | undefined, shown: string | undefined): boolean {
  if (token === undefined) return false;
  const expected = Buffer.from(`Bearer ${token}`);
  const got = Buffer.from(shown ?? '');
  return got.length === expected.length && timingSafeEqual(got, expected);
}
