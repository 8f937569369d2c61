import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

/** A door that cannot be opened is said in words, before anything is set up behind it. */
const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
const other = createServer();
let dataFolder: string;
before(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'muster-port-'));
  other.listen(0, '127.0.0.1');
  await once(other, 'listening');
});
after(async () => {
  other.close();
  await rm(dataFolder, { recursive: true, force: true });
});

test('a port that is taken: the word, what to do, code 2, and no data', async () => {
  const { port } = other.address() as AddressInfo;
  const ended = await start({ HOST: '127.0.0.1', PORT: String(port) });
  assert.match(ended.said, new RegExp(`Nothing was started. Port ${port} is taken`));
  assert.match(ended.said, new RegExp(`PORT=${port + 1} npm start`));
  assert.equal(ended.code, 2);
  assert.deepEqual(await readdir(dataFolder), []);
});

test('an address of another machine is named', async () => {
  const ended = await start({ HOST: '203.0.113.1', PORT: '3999' });
  assert.match(ended.said, /HOST is 203\.0\.113\.1, which is no address of this machine/);
  assert.equal(ended.code, 2);
});

async function start(settings: Record<string, string>): Promise<{ code: number; said: string }> {
  const { DATABASE_URL: _, ...environment } = process.env;
  const child = spawn(process.execPath, [CLI, 'start', '--no-pages'], {
    env: { ...environment, MUSTER_DATA: dataFolder, ...settings },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said = text(child.stderr);
  const [code] = (await once(child, 'exit')) as [number];
  return { code, said: await said };
}
