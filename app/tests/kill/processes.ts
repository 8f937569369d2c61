import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
const SERVING_WITHIN_MS = 30_000;

export type Installation = { dataFolder: string; port: number; child: ChildProcess | undefined };

/** Starts the real command on the embedded PostgreSQL and waits until it serves; `nodeOptions` are for Node itself. */
export async function startInstallation(
  installation: Installation,
  nodeOptions: readonly string[] = [],
): Promise<number> {
  const from = Date.now();
  const { dataFolder, port } = installation;
  const environment = {
    ...process.env,
    MUSTER_DATA: dataFolder,
    PORT: String(port),
    HOST: '127.0.0.1',
    LOG_LEVEL: 'error',
    DATABASE_URL: '',
    MUSTER_DEMO: '0',
  };
  installation.child = spawn(process.execPath, [...nodeOptions, CLI, 'start', '--no-pages'], {
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  while (Date.now() - from < SERVING_WITHIN_MS) {
    const serving = await fetch(`http://127.0.0.1:${port}/healthz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (serving) return Date.now() - from;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`The installation did not serve within ${SERVING_WITHIN_MS} ms.`);
}

/** Ends the app as a crash would: no signal handler runs. */
export async function killApp(installation: Installation): Promise<void> {
  const { child } = installation;
  if (!child) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

/** Ends the first process of PostgreSQL as a crash would; the app that watches over it starts it again. */
export async function killDatabase({ dataFolder }: Installation): Promise<void> {
  const text = await readFile(
    join(dataFolder, 'postgres', 'cluster', 'postmaster.pid'),
    'utf8',
  ).catch(() => '');
  const pid = Number(text.split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 1) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It was just gone.
  }
}

export async function stopInstallation(installation: Installation): Promise<void> {
  const { child } = installation;
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}
