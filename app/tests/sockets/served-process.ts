import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../kill/kill-drill.ts';
import { openEmptyDatabase } from '../ground/test-installation.ts';
import { type DatabaseGate, openDatabaseGate } from './database-gate.ts';

const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
const WITHIN_MS = 60_000;

export type ServedProcess = {
  port: number;
  child: ChildProcess;
  gate: DatabaseGate;
  /** Of the database itself, not through the gate. */
  databaseUrl: string;
  dataFolder: string;
  /** Everything that the process has written so far, to either stream. */
  written(): string;
  /** The exit code, and how long it took. */
  stop(signal?: NodeJS.Signals): Promise<{ code: number | null; milliseconds: number }>;
  close(): Promise<void>;
};

/** The real command in a process of its own, on a database of its own behind a gate, with all that it says kept. */
export async function serveProcess(
  args: readonly string[],
  settings: Record<string, string> = {},
): Promise<ServedProcess> {
  const database = await openEmptyDatabase();
  const gate = await openDatabaseGate(database.url);
  const dataFolder = await mkdtemp(join(tmpdir(), 'muster-sockets-'));
  const port = await freePort();
  const child = spawn(process.execPath, [CLI, ...args], {
    env: {
      ...process.env,
      DATABASE_URL: gate.url,
      MUSTER_DATA: dataFolder,
      HOST: '127.0.0.1',
      PORT: String(port),
      LOG_LEVEL: 'debug',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const parts: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part: Buffer) => parts.push(part.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    const from = performance.now();
    child.kill(signal);
    return { code: await ended, milliseconds: performance.now() - from };
  };
  const served = { port, child, gate, databaseUrl: database.url, dataFolder, stop };
  await until(
    () => isServing(port),
    () => parts.join(''),
  );
  return {
    ...served,
    written: () => parts.join(''),
    close: async () => {
      if (child.exitCode === null && child.signalCode === null) await stop('SIGKILL');
      await gate.close();
      await database.drop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

export function isServing(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/healthz`).then(
    (answer) => answer.ok,
    () => false,
  );
}

export async function until(
  holds: () => boolean | Promise<boolean>,
  explain = () => String(holds),
): Promise<void> {
  const from = performance.now();
  while (!(await holds())) {
    if (performance.now() - from > WITHIN_MS)
      throw new Error(`Not within ${WITHIN_MS} ms: ${explain()}`);
    await wait(25);
  }
}
