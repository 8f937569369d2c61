import { randomUUID } from 'node:crypto';
import { argv } from 'node:process';
import pg from 'pg';
import { crowdToken } from '../tests/ground/crowd.ts';
import { connectHttp } from './http-client.ts';
import { type LoadTime, measure, type Measured } from './load-measure.ts';

/** A load of `bench:commit`, made by a process of its own. The plan is its one argument; the answer is its message. */
export type LoadPlan = LoadTime & {
  connections: number;
  load:
    | { kind: 'inserts'; databaseUrl: string }
    /** Connections are shared out among the ports. `firstBuyer` is the first of the crowd that commits. */
    | { kind: 'commitments'; ports: number[]; path: string; crowd: string; firstBuyer: number }
    | { kind: 'naive'; port: number };
};

/** Like a log entry with its seal and box. */
const SAID = 'x'.repeat(300);

const plan = JSON.parse(argv[2] ?? '') as LoadPlan;
const answer = await run(plan);
process.send?.(answer, () => process.disconnect?.());

function run({ load, connections, ...time }: LoadPlan): Promise<Measured> {
  switch (load.kind) {
    case 'inserts':
      return insertRows(load.databaseUrl, connections, time);
    case 'naive':
      return askNaive(load.port, connections, time);
    case 'commitments':
      return commit(load, connections, time);
  }
}

/** Single rows, each a transaction of its own on a connection of its own, prepared once: as pgbench does. */
async function insertRows(url: string, count: number, time: LoadTime): Promise<Measured> {
  const clients = Array.from({ length: count }, () => new pg.Client({ connectionString: url }));
  await Promise.all(clients.map((client) => client.connect()));
  const callers = clients.map((client) => async () => {
    await client.query({
      name: 'raw',
      text: 'insert into bench_rows values ($1, $2, $3, $4)',
      values: [randomUUID(), '00000000-0000-0000-0000-000000000001', 1, SAID],
    });
    return true;
  });
  const measured = await measure(callers, time);
  await Promise.all(clients.map((client) => client.end()));
  return measured;
}

async function askNaive(port: number, count: number, time: LoadTime): Promise<Measured> {
  const request = requestOf('/commit', { token: 'nobody', key: 'none', body: { units: 1 } });
  return ask(Array<number>(count).fill(port), () => request, time);
}

/** Each request is somebody else's first commitment, with a key, a token and a limit of its own. */
async function commit(
  { ports, path, crowd, firstBuyer }: Extract<LoadPlan['load'], { kind: 'commitments' }>,
  count: number,
  time: LoadTime,
): Promise<Measured> {
  let nth = firstBuyer;
  const next = () => {
    nth += 1;
    return requestOf(path, {
      token: crowdToken(crowd, nth),
      key: `${path.slice(-20, -11)}-${nth}`,
      body: { min: 1, max: 1 + (nth % 4), limitMinor: 15_000 + (nth % 300) * 100 },
    });
  };
  const each = Array.from({ length: count }, (_, at) => ports[at % ports.length] ?? 0);
  return ask(each, next, time);
}

async function ask(
  ports: readonly number[],
  next: () => string,
  time: LoadTime,
): Promise<Measured> {
  const clients = await Promise.all(ports.map(connectHttp));
  const callers = clients.map((client) => async () => (await client.ask(next())) === 201);
  const measured = await measure(callers, time);
  for (const client of clients) client.close();
  return measured;
}

function requestOf(
  path: string,
  { token, key, body }: { token: string; key: string; body: object },
): string {
  const text = JSON.stringify(body);
  return `POST ${path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${token}\r\nidempotency-key: ${key}\r\ncontent-type: application/json\r\ncontent-length: ${text.length}\r\n\r\n${text}`;
}
