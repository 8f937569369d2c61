import { beginChange } from '#server/commands/change.ts';
import { startSession } from '#features/people/server/sessions.ts';
import { sessionCookieName } from '#features/people/server/people.ts';
import { loadPages } from '#lib/web-server/pages.ts';
import { startWebServer } from '#lib/web-server/web-server.ts';
import { startTemporaryPostgres } from '#server/postgres/temporary-postgres.ts';
import type { Filled } from './filled-installation.ts';
import { measurePage, type PageCost, quantile } from './measured-pages.ts';

const TIMES = 60;
const MEDIAN_LIMIT_MS = 30;
const SCRIPT_LIMIT_BYTES = 60_000;
/** A page that reads nothing but who looks at it: what the server itself costs in this run. */
const EMPTY_PAGE = '/recover';

/**
 * `npm run bench:pages`: the main pages on ten thousand rows of each kind. Read the ratio to the empty page, which the same
 * server answers in the same run, before the milliseconds: those are the machine's.
 */
const postgres = await startTemporaryPostgres(() => undefined);
process.env.MUSTER_TEST_POSTGRES = postgres.ownerUrl;
const { fillInstallation, ROWS } = await import('./filled-installation.ts');
process.stdout.write(`Filling an installation with ${ROWS} rows of each kind …\n`);
const filled = await fillInstallation();
const { services } = filled.muster;
const web = await startWebServer(services, { api: filled.muster.api, pages: await loadPages() });
const cookie = await signIn(filled);
const base = `http://127.0.0.1:${web.port}`;
let failed = 0;

const empty = await measurePage(`${base}${EMPTY_PAGE}`, { cookie, times: TIMES });
print(`${EMPTY_PAGE} (empty)`, empty);
for (const path of pagesOf(filled)) {
  const cost = await measurePage(`${base}${path}`, { cookie, times: TIMES });
  failed += print(path, cost);
}
process.stdout.write(
  `\nlimits: median ${MEDIAN_LIMIT_MS} ms, script ${SCRIPT_LIMIT_BYTES / 1000} kB gzip; ${failed} over\n`,
);
await web.close();
await filled.muster.close();
await postgres.stop();
process.exit(failed > 0 ? 1 : 0);

function pagesOf({ address, post, chain }: Filled): string[] {
  const space = `/s/${address}`;
  return [
    '/',
    '/spaces?sort=active',
    space,
    `${space}/journal`,
    `${space}/journal/${post}`,
    `${space}/members`,
    `${space}/members?q=person+99`,
    `${space}/invitations`,
    `${space}/organisations`,
    '/admin',
    '/admin/people',
    '/admin/outbox',
    '/admin/audits',
    '/api/v1/docs',
    ...chain,
  ];
}

async function signIn({ host }: Filled): Promise<string> {
  const token = await services.database.write({ kind: 'identity' }, (db) =>
    startSession(beginChange(services, { kind: 'identity' }, db, []), host.personId, {
      address: '127.0.0.1',
      device: 'bench',
    }),
  );
  return `${sessionCookieName(false)}=${token}`;
}

/** Prints a line; answers how many limits it broke. */
function print(name: string, cost: PageCost): number {
  const median = quantile(cost.milliseconds, 0.5);
  const over = [
    cost.status === 200 ? '' : `status ${cost.status}`,
    median > MEDIAN_LIMIT_MS ? 'median' : '',
    cost.scriptBytes > SCRIPT_LIMIT_BYTES ? 'script' : '',
  ].filter(Boolean);
  const ratio = median / quantile(empty.milliseconds, 0.5);
  const cells = [
    name.padEnd(44),
    `${median.toFixed(1)} ms`.padStart(9),
    `p95 ${quantile(cost.milliseconds, 0.95).toFixed(1)}`.padStart(10),
    `×${ratio.toFixed(1)}`.padStart(6),
    `${cost.queries} queries`.padStart(11),
    `html ${kilobytes(cost.htmlBytes)}, gzip ${kilobytes(cost.gzipBytes)}`.padStart(26),
    `script ${kilobytes(cost.scriptBytes)}`.padStart(16),
    over.length > 0 ? `  OVER: ${over.join(', ')}` : '',
  ];
  process.stdout.write(`${cells.join('')}\n`);
  return over.length;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
