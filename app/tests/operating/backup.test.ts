import assert from 'node:assert/strict';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { backUp } from '#server/backup/back-up.ts';
import { restore } from '#server/backup/restore.ts';
import { followers } from '#lib/muster.ts';
import { joinSpace } from '#features/spaces/server/memberships.ts';
import { execute } from '#server/commands/command.ts';
import { followToEnd } from '#server/events/follower.ts';
import {
  openEmptyDatabase,
  openTestInstallation,
  type TestInstallation,
} from '../ground/test-installation.ts';
import { somebody } from '../ground/people.ts';
import { openDigest } from '../policy/database-digest.ts';
import { buildWorld } from '../policy/world.ts';

let muster: TestInstallation;
let home: string;
const say = () => undefined;
/** Who joins after the followers have stopped. */
const LATE = 3;

before(async () => {
  home = await mkdtemp(join(tmpdir(), 'muster-backup-'));
  muster = await openTestInstallation();
  await buildWorld(muster, 'private');
  // One event is followed, the rest are not: what was pending must be pending afterwards.
  await muster.settle();
  const open = await buildWorld(muster, 'public');
  for (let late = 0; late < LATE; late++) {
    const { kind } = await execute(muster.services, await somebody(muster.services), joinSpace, {
      space: open.address,
    });
    assert.equal(kind, 'done');
  }
  await muster.services.storage.put(Buffer.from('a picture'));
});
after(async () => {
  await muster.close();
  await rm(home, { recursive: true, force: true });
});

function parts(name: string) {
  return {
    ownerUrl: muster.ownerUrl,
    dataFolder: muster.config.dataFolder,
    folder: join(home, name),
    now: new Date(),
    say,
  };
}

test('what was backed up and restored into an empty place is equal', async () => {
  const manifest = await backUp(parts('one'));
  assert.ok(
    manifest.files > 1 &&
      manifest.tables.some(({ name, rows }) => name === 'memberships' && rows === 8 + LATE),
  );
  const empty = await openEmptyDatabase();
  const dataFolder = join(home, 'restored');
  await restore({ ownerUrl: empty.url, dataFolder, folder: join(home, 'one'), say });
  // Backed up again, the copy gives the same bytes: tables, checksums, number of files.
  const again = await backUp({ ...parts('two'), ownerUrl: empty.url, dataFolder });
  assert.deepEqual(again.tables, manifest.tables);
  assert.equal(again.files, manifest.files);
  assert.equal(
    await readFile(join(dataFolder, 'secret'), 'utf8'),
    await readFile(join(muster.config.dataFolder, 'secret'), 'utf8'),
  );
  await empty.drop();
});

test('followers of a restored installation go on where they stood', async () => {
  const empty = await openEmptyDatabase();
  const dataFolder = join(home, 'followed');
  await restore({ ownerUrl: empty.url, dataFolder, folder: join(home, 'one'), say });
  const copy = await openTestInstallation({ databaseUrl: empty.url, dataFolder });
  const seen: string[] = [];
  const watching = followers.map((follower) => ({
    ...follower,
    kinds: ['member.joined'],
    follow: async (_: unknown, event: { id: string }) => void seen.push(event.id),
  }));
  for (const follower of watching) await followToEnd(copy.services, follower);
  assert.equal(
    seen.length,
    LATE * followers.length,
    'those who joined after the followers had stopped',
  );
  await copy.close();
  await empty.drop();
});

test('a damaged backup is refused, and nothing is restored', async () => {
  await backUp(parts('damaged'));
  const path = join(home, 'damaged', 'tables', 'people.copy.gz');
  await writeFile(
    path,
    gzipSync(
      gunzipSync(await readFile(path))
        .toString()
        .replace('Host', 'Hosts'),
    ),
  );
  const empty = await openEmptyDatabase();
  const target = {
    ownerUrl: empty.url,
    dataFolder: join(home, 'untouched'),
    folder: join(home, 'damaged'),
    say,
  };
  await assert.rejects(restore(target), /damaged/);
  await appendFile(path, 'x');
  await assert.rejects(restore(target), /could not be read|damaged/);
  const digest = await openDigest(empty.url);
  await digest.close();
  await empty.drop();
});

test('an installation is never overwritten by a restore, nor a backup by a backup', async () => {
  const target = {
    ownerUrl: muster.ownerUrl,
    dataFolder: join(home, 'elsewhere'),
    folder: join(home, 'one'),
    say,
  };
  await assert.rejects(restore(target), /holds an installation already/);
  await assert.rejects(backUp(parts('one')), /is there already/);
});
