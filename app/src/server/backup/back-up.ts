import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { cp, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { BACKUP_FORMAT, BackupProblem, type Manifest } from './manifest.ts';
import { exportOf, tablesInOrder } from './table-order.ts';

export type BackupParts = {
  ownerUrl: string;
  dataFolder: string;
  folder: string;
  now: Date;
  say(line: string): void;
};

/**
 * Writes everything that an installation knows into a new folder while it runs: the tables as of one moment, the files, and
 * the secret. Files are never overwritten, so copying them after the tables misses none that a row names.
 */
export async function backUp({
  ownerUrl,
  dataFolder,
  folder,
  now,
  say,
}: BackupParts): Promise<Manifest> {
  if (await stat(folder).catch(() => undefined))
    throw new BackupProblem(`${folder} is there already. Name a folder that is not.`);
  await mkdir(join(folder, 'tables'), { recursive: true, mode: 0o700 });
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const tables = [];
    for (const name of await tablesInOrder(client)) {
      tables.push(await writeTable(client, name, join(folder, 'tables', `${name}.copy.gz`)));
      say(`${name}: ${tables.at(-1)?.rows} rows`);
    }
    const { rows } = await client.query<{ name: string }>('select name from migrations order by 1');
    await client.query('commit');
    const manifest: Manifest = {
      format: BACKUP_FORMAT,
      madeAt: now.toISOString(),
      migrations: rows.map(({ name }) => name),
      tables,
      files: await copyFiles(dataFolder, folder),
    };
    await cp(join(dataFolder, 'secret'), join(folder, 'secret'));
    // Written last: a folder without it is no backup.
    await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`, {
      mode: 0o600,
    });
    return manifest;
  } finally {
    await client.end();
  }
}

async function writeTable(
  client: pg.Client,
  name: string,
  path: string,
): Promise<Manifest['tables'][number]> {
  const { columns, query } = await exportOf(client, name);
  const source = client.query(copyTo(`copy (${query}) to stdout`));
  const hash = createHash('sha256');
  let rows = 0;
  const count = new Transform({
    transform(part: Buffer, _encoding, done) {
      hash.update(part);
      for (const byte of part) if (byte === 10) rows += 1;
      done(null, part);
    },
  });
  await pipeline(source, count, createGzip(), createWriteStream(path, { mode: 0o600 }));
  return { name, columns, rows, sha256: hash.digest('hex') };
}

async function copyFiles(dataFolder: string, folder: string): Promise<number> {
  const from = join(dataFolder, 'files');
  const to = join(folder, 'files');
  await mkdir(to, { recursive: true });
  if (!(await stat(from).catch(() => undefined))) return 0;
  await cp(from, to, { recursive: true });
  const entries = await readdir(to, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).length;
}
