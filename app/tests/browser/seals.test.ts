import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { pino } from 'pino';
import { startSession } from '#features/people/server/sessions.ts';
import { runDuePools } from '#features/pools/server/due-pools.job.ts';
import { sendDigests } from '#features/notifications/server/digest.job.ts';
import { addWebhook } from '#features/webhooks/server/manage-webhooks.ts';
import { apiRoutes } from '#lib/muster.ts';
import type { PersonActor } from '#server/actor.ts';
import { inChange } from '#server/commands/in-change.ts';
import { type Market, must, openMarket, television } from '../ground/market.ts';
import { tablesWith } from '../ground/marked-tables.ts';
import { accessToken } from '../policy/world.ts';
import { type ServedInstallation, serveInstallation } from './served-installation.ts';

/**
 * What is sealed stands nowhere: not in a table, a job or a mail, not in a line of the log or a metric, and in nothing that
 * anybody else is answered, told live or given to download. The numbers occur nowhere by chance.
 */
const QUOTE = 4_471_903;
const REFUSED_QUOTE = 4_471_907;
const LIMIT = 8_812_657;
const AMENDED = 8_812_661;
const REFUSED_LIMIT = 8_812_667;
const MARKERS = [QUOTE, REFUSED_QUOTE, LIMIT, AMENDED, REFUSED_LIMIT];
/** As a page would write them. */
const WRITTEN = [...MARKERS.map(String), '44,719.0', '88,126.', '44.719,0', '88.126,'];

const METRICS_TOKEN = 'a-token-for-the-metrics-of-this-test';

let served: ServedInstallation;
let market: Market;
let buyer: PersonActor;
const said: string[] = [];
const logged: string[] = [];
const streams: AbortController[] = [];
const others: Record<string, { token?: string; cookie?: string }> = { visitor: {} };

const ahead = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

before(async () => {
  const log = pino({ level: 'debug' }, { write: (line) => void logged.push(line) });
  served = await serveInstallation({ LOG_LEVEL: 'debug', METRICS_TOKEN }, { log });
  const { services } = served.muster;
  const terms = { ...television, quotesDueAt: ahead(5), closesAt: ahead(9) };
  market = await openMarket(services, terms);
  buyer = await market.peer('Buyer');
  const rival = await market.peer('Rival');
  for (const [name, actor] of Object.entries({ host: market.host, maker: market.maker, rival }))
    others[name] = await credentialsOf(actor);
  await must(services, market.host, addWebhook, {
    space: market.place.space,
    url: 'https://example.org/hook',
    kinds: ['pool.quoted', 'pool.opened', 'comment.written'],
  });
  for (const each of Object.values(others)) listen(each.token);
});
after(async () => {
  for (const stream of streams) stream.abort();
  await served.close();
});

async function credentialsOf(actor: PersonActor) {
  const { services } = served.muster;
  const cookie = await inChange(services, { kind: 'installation' }, (change) =>
    startSession(change, actor.personId, { address: '127.0.0.1', device: 'test' }),
  );
  return { cookie, token: await accessToken(served.muster, actor) };
}

/** Keeps everything that a window which follows the pool is told. */
function listen(token: string | undefined): void {
  const stream = new AbortController();
  streams.push(stream);
  const path = `/api/v1/spaces/${market.place.space}/live?topics=pool:${market.poolId}`;
  void (async () => {
    const answer = await fetch(served.url + path, {
      signal: stream.signal,
      headers: token ? { authorization: `Bearer ${token}` } : {},
    });
    for await (const chunk of answer.body ?? []) said.push(Buffer.from(chunk).toString());
  })().catch(() => undefined);
}

async function send(actor: PersonActor, call: string, body: unknown): Promise<number> {
  const [method = '', path = ''] = call.split(' ');
  const { space, pool } = market.place;
  const answer = await fetch(`${served.url}/api/v1/spaces/${space}/pools/${pool}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${await accessToken(served.muster, actor)}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    body: JSON.stringify(body),
  });
  await answer.arrayBuffer();
  return answer.status;
}

/** Everything that somebody can ask the API about the space and the pool. */
async function askAll(token: string | undefined): Promise<string> {
  const answers = await Promise.all(
    apiRoutes
      .filter(({ method }) => method === 'get')
      .map(({ path }) =>
        path.replace('{space}', market.place.space).replace('{pool}', market.place.pool),
      )
      .filter((path) => !path.includes('{'))
      .map(async (path) => {
        const headers: HeadersInit = token ? { authorization: `Bearer ${token}` } : {};
        const answer = await fetch(`${served.url}/api/v1${path}`, { headers });
        return `${path} ${await answer.text()}`;
      }),
  );
  return answers.join('\n');
}

/** The pages and downloads as somebody sees them, with what the page carries for its script. */
async function seeAll(cookie: string | undefined): Promise<string> {
  const { space, pool } = market.place;
  const below = [
    '',
    '/pools',
    '/pools.csv',
    `/pools/${pool}`,
    `/pools/${pool}/numbers.csv`,
    `/pools/${pool}/log`,
    `/pools/${pool}/quote`,
    `/pools/${pool}/receipt`,
    '/scorecard.csv',
    '/webhooks',
  ].map((path) => `/s/${space}${path}`);
  const pages = await Promise.all(
    [...below, '/notifications', '/settings/data/download'].map(async (path) => {
      const headers: HeadersInit = cookie ? { cookie: `muster=${cookie}` } : {};
      const answer = await fetch(served.url + path, { headers });
      return `${path} ${await answer.text()}`;
    }),
  );
  return pages.join('\n');
}

function assertNowhere(text: string, where: string): void {
  for (const marker of WRITTEN) {
    const at = text.indexOf(marker);
    assert.equal(
      at,
      -1,
      `${marker} stands in ${where}: ${text.slice(Math.max(0, at - 200), at + 40)}`,
    );
  }
}

const offer = (priceMinor: number) => ({ tiers: [{ from: 2, priceMinor }], leadDays: 10 });
const wish = (limitMinor: number) => ({ min: 1, max: 1, limitMinor });

test('a quote and limits are taken, amended and refused, each by a real call', async () => {
  assert.equal(await send(market.maker, 'PUT /quote', offer(QUOTE)), 200);
  const rising = {
    tiers: [...offer(1).tiers, { from: 9, priceMinor: REFUSED_QUOTE }],
    leadDays: 1,
  };
  assert.equal(await send(market.maker, 'PUT /quote', rising), 422);
  assert.equal(await send(buyer, 'POST /commitment', wish(LIMIT)), 201);
  assert.notEqual(await send(buyer, 'POST /commitment', wish(REFUSED_LIMIT)), 201);
  assert.equal(await send(buyer, 'PATCH /commitment', wish(AMENDED)), 200);
});

test('nothing that is stored, mailed or queued holds them', async () => {
  const { services, ownerUrl } = served.muster;
  await served.muster.settle();
  await sendDigests.run(services, {});
  await runDuePools(services);
  for (const marker of MARKERS)
    assert.deepEqual(await tablesWith(ownerUrl, marker), [], `${marker}`);
});

test('nobody else is answered them, by the API, a page, a download, or live', async () => {
  for (const [name, { token, cookie }] of Object.entries(others)) {
    assertNowhere(await askAll(token), `the API for ${name}`);
    assertNowhere(await seeAll(cookie), `the pages for ${name}`);
  }
  const live = said.join('');
  assert.ok(live.includes('pool.moved'), 'the windows were told of the pool');
  assertNowhere(live, 'what windows are told');
});

test('no line of the log and no metric holds them', async () => {
  const metrics = await fetch(`${served.url}/metrics`, {
    headers: { authorization: `Bearer ${METRICS_TOKEN}` },
  });
  assert.equal(metrics.status, 200);
  assertNowhere(await metrics.text(), 'the metrics');
  served.muster.services.log.debug('what is logged is kept here');
  assert.match(logged.at(-1) ?? '', /is kept here/);
  assertNowhere(logged.join(''), 'the log');
});

test('the buyer alone finds the limit, in the own commitment', async () => {
  const { cookie } = await credentialsOf(buyer);
  assert.ok((await seeAll(cookie)).includes('88,126.61'));
});
