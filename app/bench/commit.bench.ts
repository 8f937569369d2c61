import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { Pool } from 'undici';
import { addCrowd, crowdToken } from '../tests/ground/crowd.ts';
import { freePort, ownerUrlOf } from '../tests/kill/kill-drill.ts';
import { type Installation, startInstallation, stopInstallation } from '../tests/kill/processes.ts';

/**
 * `npm run bench:commit`: durable commitments a second on one hot pool, through the full HTTP path, held against single-row
 * durable inserts and against the naive design, on the same database in the same run. The load is made on the same machine.
 */
const SECONDS = Number(process.env.BENCH_SECONDS ?? 6);
const WARM_SECONDS = 1.5;
const CROWD = 60_000;
const NAIVE_CLIENTS = 64;
const LEVELS = [64, 256];

type Measured = { perSecond: number; p50: number; p99: number; failed: number };

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Keeps `width` calls in flight for a while; the first part only warms up. */
async function measure(width: number, call: (nth: number) => Promise<boolean>): Promise<Measured> {
  const begun = performance.now();
  const from = begun + WARM_SECONDS * 1000;
  const until = from + SECONDS * 1000;
  const times: number[] = [];
  let nth = 0;
  let failed = 0;
  const worker = async () => {
    while (performance.now() < until) {
      const start = performance.now();
      const well = await call(nth++);
      const end = performance.now();
      if (!well) failed += 1;
      else if (start >= from && end <= until) times.push(end - start);
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? Number.NaN;
  return { perSecond: Math.round(times.length / SECONDS), p50: at(0.5), p99: at(0.99), failed };
}

function tell(name: string, { perSecond, p50, p99, failed }: Measured): void {
  const lag = `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`;
  say(
    `${name.padEnd(52)} ${String(perSecond).padStart(6)}/s   ${lag}${failed ? `, ${failed} FAILED` : ''}`,
  );
}

async function connections(url: string, count: number): Promise<pg.Client[]> {
  const clients = Array.from({ length: count }, () => new pg.Client({ connectionString: url }));
  await Promise.all(clients.map((client) => client.connect()));
  return clients;
}

async function rawInserts(url: string, width: number): Promise<Measured> {
  const clients = await connections(url, width);
  await clients[0]?.query(
    'create table if not exists bench_rows (id uuid primary key, pool uuid not null, units int not null, said text not null)',
  );
  const free = [...clients];
  const said = 'x'.repeat(300);
  const measured = await measure(width, async () => {
    const client = free.pop();
    if (!client) throw new Error('More calls than connections.');
    await client.query({
      name: 'raw',
      text: 'insert into bench_rows values ($1, $2, $3, $4)',
      values: [randomUUID(), randomUUID(), 1, said],
    });
    free.push(client);
    return true;
  });
  await Promise.all(clients.map((client) => client.end()));
  return measured;
}

/** One transaction and one update of the pool's total for each commitment: what one would write first. */
async function naive(url: string): Promise<Measured> {
  const clients = await connections(url, NAIVE_CLIENTS);
  await clients[0]?.query(
    'create table if not exists bench_totals (pool int primary key, units bigint not null); insert into bench_totals values (1, 0) on conflict do nothing',
  );
  const free = [...clients];
  const said = 'x'.repeat(300);
  const measured = await measure(NAIVE_CLIENTS, async () => {
    const client = free.pop();
    if (!client) throw new Error('More calls than connections.');
    await client.query('begin');
    await client.query('update bench_totals set units = units + 1 where pool = 1');
    await client.query('insert into bench_rows values ($1, $2, $3, $4)', [
      randomUUID(),
      randomUUID(),
      1,
      said,
    ]);
    await client.query('commit');
    free.push(client);
    return true;
  });
  await Promise.all(clients.map((client) => client.end()));
  return measured;
}

type Place = { space: string; spaceId: string };

async function openSpace(url: string): Promise<Place> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const [spaceId, host] = [randomUUID(), randomUUID()];
  const space = `bench-${spaceId.slice(0, 5)}`;
  await client.query(
    "insert into people (id, handle, name, created_at) values ($1, 'bench-host', 'Host', now())",
    [host],
  );
  await client.query(
    "insert into spaces (id, address, name, objective, visibility, currency, created_by, created_at) values ($1, $2, 'Bench', 'sales', 'public', 'EUR', $3, now())",
    [spaceId, space, host],
  );
  await client.end();
  return { space, spaceId };
}

/** A new pool with a quote, and a crowd that has not committed to anything. */
async function openHotPool(
  url: string,
  port: number,
  place: Place,
  crowd: string,
): Promise<string> {
  await addCrowd(url, { crowd, spaceId: place.spaceId, count: CROWD });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const [nth, role] of [
    [0, 'host'],
    [1, 'maker'],
  ] as const)
    await client.query(
      'update memberships set role = $1 where space_id = $2 and person_id = md5($3)::uuid',
      [role, place.spaceId, `${crowd}${nth}`],
    );
  await client.end();
  const ask = async (nth: number, method: string, path: string, body: unknown) => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/spaces/${place.space}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${crowdToken(crowd, nth)}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${text}`);
    return text;
  };
  const closesAt = new Date(Date.now() + 30 * 86_400_000).toISOString();
  const opened = await ask(0, 'POST', '/pools', { title: 'Hot', closesAt });
  const pool = /"address":"(\w+)"/.exec(opened)?.[1] ?? '';
  const tiers = [
    { from: 1, priceMinor: 40_000 },
    { from: 1_000, priceMinor: 30_000 },
    { from: 50_000, priceMinor: 20_000 },
  ];
  await ask(1, 'PUT', `/pools/${pool}/quote`, { tiers, leadDays: 30 });
  return pool;
}

/** Each call is somebody else's first commitment, with a key, a token and a limit of its own. */
function committer(
  ports: readonly number[],
  width: number,
  { space, pool, crowd }: { space: string; pool: string; crowd: string },
): { call(nth: number): Promise<boolean>; close(): Promise<unknown> } {
  const pools = ports.map(
    (port) =>
      new Pool(`http://127.0.0.1:${port}`, {
        connections: Math.ceil(width / ports.length),
        pipelining: 1,
      }),
  );
  const path = `/api/v1/spaces/${space}/pools/${pool}/commitment`;
  return {
    call: async (nth) => {
      if (nth + 2 >= CROWD) throw new Error('The crowd has run out: make CROWD larger.');
      const client = pools[nth % pools.length];
      const answer = await client?.request({
        method: 'POST',
        path,
        headers: {
          authorization: `Bearer ${crowdToken(crowd, nth + 2)}`,
          'content-type': 'application/json',
          'idempotency-key': `bench-${crowd}-${nth}`,
        },
        body: `{"min":1,"max":${1 + (nth % 4)},"limitMinor":${15_000 + (nth % 300) * 100}}`,
      });
      await answer?.body.arrayBuffer();
      return answer?.statusCode === 201;
    },
    close: () => Promise.all(pools.map((one) => one.close())),
  };
}

async function checkLog(url: string, pool: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{
    entries: number;
    most: number;
    commitments: number;
    doubled: number;
  }>(
    `select count(*)::int as entries, max(seq) as most,
       (select count(*)::int from commitments c where c.pool_id = p.id) as commitments,
       (select count(*)::int from (select person_id from commitments c where c.pool_id = p.id group by 1 having count(*) > 1) d) as doubled
     from pools p join pool_log l on l.space_id = p.space_id and l.pool_id = p.id where p.address = $1 group by p.id`,
    [pool],
  );
  await client.end();
  const [row] = rows;
  const gapFree = row !== undefined && row.entries === row.most + 1;
  return `${row?.commitments} commitments, ${row?.entries} entries, ${gapFree ? 'no gap' : 'A GAP'}, ${row?.doubled} doubled`;
}

async function run(): Promise<void> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'muster-bench-'));
  const first: Installation = { dataFolder, port: await freePort(), child: undefined };
  const second: Installation = { dataFolder, port: await freePort(), child: undefined };
  try {
    await startInstallation(first);
    const url = await ownerUrlOf(dataFolder);
    const place = await openSpace(url);
    await measureAll(url, place, first, second);
  } finally {
    await stopInstallation(second);
    await stopInstallation(first);
    await rm(dataFolder, { recursive: true, force: true });
  }
}

async function measureAll(
  url: string,
  place: Place,
  first: Installation,
  second: Installation,
): Promise<void> {
  const raw = new Map<number, Measured>();
  for (const width of LEVELS.filter((level) => level <= 128)) {
    raw.set(width, await rawInserts(url, width));
    tell(`single-row durable inserts, ${width} clients`, raw.get(width)!);
  }
  const slow = await naive(url);
  tell(`naive: one transaction and one update each, ${NAIVE_CLIENTS} clients`, slow);
  const base = raw.get(64)?.perSecond ?? Number.NaN;
  for (const width of LEVELS) {
    const crowd = `hot-${width}`;
    const pool = await openHotPool(url, first.port, place, crowd);
    const load = committer([first.port], width, { ...place, pool, crowd });
    const measured = await measure(width, load.call);
    await load.close();
    tell(`commitments through HTTP, ${width} connections`, measured);
    say(
      `  ratio to raw inserts ${(measured.perSecond / base).toFixed(2)} (goal 0.8), to the naive design ${(measured.perSecond / slow.perSecond).toFixed(1)}x (goal 8x)`,
    );
    say(`  ${await checkLog(url, pool)}`);
  }
  await startInstallation(second);
  const pool = await openHotPool(url, first.port, place, 'hot-two');
  const load = committer([first.port, second.port], 64, { ...place, pool, crowd: 'hot-two' });
  tell('commitments through two processes, 64 connections', await measure(64, load.call));
  await load.close();
  say(`  ${await checkLog(url, pool)}`);
}

await run();
