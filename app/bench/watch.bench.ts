import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { addCrowd, crowdToken } from '../tests/ground/crowd.ts';
import { freePort, ownerUrlOf } from '../tests/kill/kill-drill.ts';
import { type Installation, startInstallation, stopInstallation } from '../tests/kill/processes.ts';
import { quantile } from './measured-pages.ts';
import { noteOf, openWindows, type Windows } from './watching-windows.ts';

/**
 * `npm run bench:watch`: signed-in windows on one app process that all follow the talk under one post, and how long it takes
 * from the write of a comment to its frame at each of their sockets. App and worker are one process, the windows and the
 * writer another, on the same machine. It prints what it measured and decides nothing.
 */
const WATCHERS = Number(process.env.BENCH_WATCHERS ?? 5_000);
const WARM_WATCHERS = 100;
const CALM_WRITES = 20;
const LIVELY_WRITES = 30;
const LIVELY_EVERY_MS = 500;
const GIVE_UP_AFTER_MS = 20_000;
const LIMIT_MS = 1_000;
/** So that ten thousand windows take less than half a gigabyte. */
const LIMIT_BYTES_EACH = 40_000;
const MEMORY_TELLER = fileURLToPath(new URL('tell-memory.ts', import.meta.url));

const say = (line: string) => process.stdout.write(`${line}\n`);

type Talk = { port: number; space: string; thread: string };

async function run(): Promise<void> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'muster-bench-'));
  const app: Installation = { dataFolder, port: await freePort(), child: undefined };
  try {
    await startInstallation(app, ['--expose-gc', '--import', MEMORY_TELLER]);
    await measure(app, await openTalk(await ownerUrlOf(dataFolder), app.port));
  } finally {
    await stopInstallation(app);
    await rm(dataFolder, { recursive: true, force: true });
  }
}

async function measure(app: Installation, talk: Talk): Promise<void> {
  const watched = {
    port: app.port,
    path: `/api/v1/spaces/${talk.space}/live?topics=thread:${talk.thread}`,
    tokenOf: (nth: number) => crowdToken('watch', nth + 1),
  };
  const warm = await openWindows(watched, WARM_WATCHERS);
  await writeAndWait(talk, warm, { first: 0, writes: 10, everyMs: 0, windows: WARM_WATCHERS });
  warm.close();
  await wait(1_000);
  const before = await memoryOf(app);
  const from = performance.now();
  const windows = await openWindows(watched, WATCHERS);
  const openedMs = performance.now() - from;
  const idle = await memoryOf(app);
  const plan = { windows: WATCHERS, first: 100, writes: CALM_WRITES, everyMs: 0 };
  const calm = await writeAndWait(talk, windows, plan);
  const lively = await writeAndWait(talk, windows, {
    ...plan,
    first: 200,
    writes: LIVELY_WRITES,
    everyMs: LIVELY_EVERY_MS,
  });
  const after = await memoryOf(app);
  say(`${WATCHERS} windows opened in ${(openedMs / 1000).toFixed(1)} s, ${windows.lost()} lost`);
  tellMemory('memory each, nothing said yet', (idle - before) / WATCHERS, idle);
  tellMemory('memory each, after the talk', (after - before) / WATCHERS, after);
  tellTimes('one comment at a time', calm, CALM_WRITES * WATCHERS);
  tellTimes(`${1000 / LIVELY_EVERY_MS} comments a second`, lively, LIVELY_WRITES * WATCHERS);
  windows.close();
}

function tellMemory(name: string, bytesEach: number, whole: number): void {
  const ratio = (bytesEach / LIMIT_BYTES_EACH).toFixed(2);
  say(
    `${name.padEnd(32)} ${(bytesEach / 1000).toFixed(1)} kB (${ratio} of the limit of ${LIMIT_BYTES_EACH / 1000} kB), process ${(whole / 1e6).toFixed(0)} MB`,
  );
}

function tellTimes(name: string, unsorted: number[], expected: number): void {
  const times = unsorted.toSorted((a, b) => a - b);
  const [p50, p99] = [quantile(times, 0.5), quantile(times, 0.99)];
  const missing = expected - times.length;
  say(
    `${name.padEnd(32)} write to frame p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms (${(p99 / LIMIT_MS).toFixed(2)} of the limit of ${LIMIT_MS} ms), most ${(times.at(-1) ?? 0).toFixed(0)} ms, ${times.length} frames${missing === 0 ? '' : `, ${missing} MISSING`}`,
  );
}

type Plan = { windows: number; first: number; writes: number; everyMs: number };

/** Writes comments, each when all have heard of the one before or after a fixed time; milliseconds from each write to each window. */
async function writeAndWait(talk: Talk, windows: Windows, plan: Plan): Promise<number[]> {
  const times: number[] = [];
  const under: Promise<void>[] = [];
  for (let nth = plan.first; nth < plan.first + plan.writes; nth++) {
    const note = noteOf(nth);
    const from = performance.now();
    const heard = writeComment(talk, nth).then(async () => {
      while (windows.heardOf(note).length < plan.windows) {
        if (performance.now() - from > GIVE_UP_AFTER_MS) break;
        await wait(10);
      }
      for (const at of windows.heardOf(note)) times.push(at - from);
    });
    if (plan.everyMs > 0) {
      under.push(heard);
      await wait(plan.everyMs);
    } else await heard;
  }
  await Promise.all(under);
  return times;
}

/** Each by somebody else: one person may write some twenty within five minutes. */
async function writeComment({ port, space, thread }: Talk, nth: number): Promise<void> {
  const body = `What would you change first? I would begin with the back panel. ${noteOf(nth)}`;
  await ask({ port, by: nth }, 'POST', `/spaces/${space}/threads/${thread}/comments`, { body });
}

/** A public space with a post, its host, and as many verified peers as there are windows. */
async function openTalk(ownerUrl: string, port: number): Promise<Talk> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query(
    `insert into people (id, handle, name, created_at) values (gen_random_uuid(), 'bench-host', 'Host', now())`,
  );
  const { rows } = await client.query<{ id: string }>(
    `insert into spaces (id, address, name, objective, visibility, currency, created_by, created_at)
     select gen_random_uuid(), 'bench', 'Bench', 'sales', 'public', 'EUR', id, now() from people where handle = 'bench-host' returning id`,
  );
  const spaceId = rows[0]?.id ?? '';
  await addCrowd(ownerUrl, { crowd: 'watch', spaceId, count: WATCHERS + 1 });
  await client.query(
    `update memberships set role = 'host' where space_id = $1 and person_id = md5('watch0')::uuid`,
    [spaceId],
  );
  await client.end();
  const posts = '/spaces/bench/posts';
  const post = { title: 'Three drawers', body: 'Which of the three?' };
  const host = { port, by: 0 };
  const written = await ask(host, 'POST', posts, post);
  const address = /"address":"(\w+)"/.exec(written)?.[1] ?? '';
  await ask(host, 'PUT', `${posts}/${address}/state`, { to: 'published' });
  const shown = await ask(host, 'GET', `${posts}/${address}`);
  return { port, space: 'bench', thread: /"thread":"([0-9a-f-]+)"/.exec(shown)?.[1] ?? '' };
}

/** A call of the API by the nth of the crowd; the first is the host. */
async function ask(
  { port, by }: { port: number; by: number },
  method: string,
  path: string,
  body?: unknown,
): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${crowdToken('watch', by)}`,
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${text}`);
  return text;
}

async function memoryOf({ child }: Installation): Promise<number> {
  if (!child) throw new Error('Nothing runs.');
  await wait(2_000);
  child.send('memory');
  const [bytes] = (await once(child, 'message')) as [number];
  return bytes;
}

await run();
