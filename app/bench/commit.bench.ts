import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { freePort, ownerUrlOf } from '../tests/kill/kill-drill.ts';
import { type Installation, startInstallation, stopInstallation } from '../tests/kill/processes.ts';
import type { LoadPlan } from './commit-load.ts';
import {
  checkLog,
  FIRST_BUYER,
  type HotSpace,
  openHotPool,
  openHotSpace,
  watchPool,
} from './hot-pool.ts';
import type { Measured } from './load-measure.ts';

/**
 * `npm run bench:commit`: durable commitments a second on one hot pool, through the full HTTP path, held against single-row
 * durable inserts and against the naive design behind HTTP, on the same server in the same run, in turns. Each load comes
 * from a process of its own on the same machine; the ratios are what to read, the numbers are the machine's.
 */
const SECONDS = Number(process.env.BENCH_SECONDS ?? 4);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const WARM_SECONDS = 1.5;
const CROWD = 150_000;
const WIDE = 256;
const WIDTH = 64;
const GOAL_RAW = 0.8;
const GOAL_NAIVE = 8;

type Round = { inserts: Measured; naive: Measured; hot: Measured; wide: Measured };
type Bench = { space: HotSpace; naivePort: number };

const say = (line: string) => process.stdout.write(`${line}\n`);
const load = loadavg().map((one) => one.toFixed(1));

/** Runs a program of this folder until it has sent one message; gives that, and the end of it. */
function startChild<Message>(
  file: string,
  argument: string,
): Promise<{ message: Message; end(): void }> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL(file, import.meta.url)), [argument]);
    child.once('message', (message) =>
      resolve({ message: message as Message, end: () => child.connected && child.disconnect() }),
    );
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}.`)));
  });
}

async function underLoad(what: LoadPlan['load'], connections: number): Promise<Measured> {
  const plan: LoadPlan = { load: what, connections, seconds: SECONDS, warmSeconds: WARM_SECONDS };
  const { message } = await startChild<Measured>('commit-load.ts', JSON.stringify(plan));
  return message;
}

function tell(name: string, { perSecond, p50, p99, failed, cores }: Measured): void {
  const lag = `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, load took ${cores.toFixed(2)} of a core`;
  const rate = Math.round(perSecond).toString().padStart(6);
  say(`${name.padEnd(46)} ${rate}/s   ${lag}${failed ? `, ${failed} FAILED` : ''}`);
  if (failed) process.exitCode = 1;
}

/** On a pool of its own, with a window that watches; what the log holds afterwards is checked. */
async function commitments(
  { space }: Bench,
  { connections, ports }: { connections: number; ports: number[] },
): Promise<Measured> {
  const pool = await openHotPool(space);
  const window = await watchPool(space, pool);
  const { path } = pool;
  const { crowd } = space;
  const firstBuyer = FIRST_BUYER;
  const measured = await underLoad(
    { kind: 'commitments', ports, path, crowd, firstBuyer },
    connections,
  );
  const processes = ports.length > 1 ? ', two processes' : '';
  tell(`commitments through HTTP, ${connections} connections${processes}`, measured);
  const { sound, words } = await checkLog(space, pool);
  say(`  ${words}; ${window.pictures()} pictures were told to the window`);
  window.close();
  if (!sound) process.exitCode = 1;
  return measured;
}

async function runRound(bench: Bench): Promise<Round> {
  const { space, naivePort } = bench;
  const inserts = await underLoad({ kind: 'inserts', databaseUrl: space.url }, WIDTH);
  tell(`single-row durable inserts, ${WIDTH} clients`, inserts);
  const hot = await commitments(bench, { connections: WIDTH, ports: [space.port] });
  const naive = await underLoad({ kind: 'naive', port: naivePort }, WIDTH);
  tell(`naive design behind HTTP, ${WIDTH} connections`, naive);
  const wide = await commitments(bench, { connections: WIDE, ports: [space.port] });
  return { inserts, naive, hot, wide };
}

async function measureAll(bench: Bench, second: Installation): Promise<void> {
  const rounds: Round[] = [];
  for (let nth = 1; nth <= ROUNDS; nth++) {
    say(`round ${nth} of ${ROUNDS}`);
    rounds.push(await runRound(bench));
  }
  say('two processes on one database');
  await startInstallation(second);
  await commitments(bench, { connections: WIDTH, ports: [bench.space.port, second.port] });
  summarize(rounds);
}

function summarize(rounds: readonly Round[]): void {
  const middle = (of: (round: Round) => number) => {
    const sorted = rounds.map(of).toSorted((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  };
  say(`\nmedians of ${rounds.length} rounds (load of the machine before: ${load.join(' ')})`);
  for (const [kind, connections] of [
    ['hot', WIDTH],
    ['wide', WIDE],
  ] as const) {
    const rate = Math.round(middle((round) => round[kind].perSecond));
    const raw = middle((round) => round[kind].perSecond / round.inserts.perSecond).toFixed(2);
    const naive = middle((round) => round[kind].perSecond / round.naive.perSecond).toFixed(1);
    const p99 = middle((round) => round[kind].p99).toFixed(1);
    say(
      `${connections} connections: ${rate}/s, ${raw} of raw inserts (goal ${GOAL_RAW}), ${naive}x the naive design (goal ${GOAL_NAIVE}x), p99 ${p99} ms (goal 100 ms at ${WIDTH})`,
    );
  }
}

async function checkDurable(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ durable: string }>(
    `select current_setting('fsync') || current_setting('synchronous_commit') || current_setting('full_page_writes') as durable`,
  );
  if (rows[0]?.durable !== 'ononon') throw new Error('This server writes nothing durably.');
  await client.query(
    `create table bench_rows (id uuid primary key, pool uuid not null, units int not null, said text not null);
     create table bench_totals (pool int primary key, units bigint not null);
     insert into bench_totals values (1, 0)`,
  );
  await client.end();
}

const dataFolder = await mkdtemp(join(tmpdir(), 'muster-bench-'));
const first: Installation = { dataFolder, port: await freePort(), child: undefined };
const second: Installation = { dataFolder, port: await freePort(), child: undefined };
try {
  await startInstallation(first);
  const url = await ownerUrlOf(dataFolder);
  await checkDurable(url);
  const space = await openHotSpace(url, first.port, CROWD);
  const naive = await startChild<number>('naive-server.ts', url);
  await measureAll({ space, naivePort: naive.message }, second);
  naive.end();
} finally {
  await stopInstallation(second);
  await stopInstallation(first);
  await rm(dataFolder, { recursive: true, force: true });
}
