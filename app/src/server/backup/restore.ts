import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { cp, mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { migrate } from '../database/migrations.ts';
import { BackupProblem, type Manifest, manifestSchema } from './manifest.ts';

export type RestoreParts = {
  ownerUrl: string;
  dataFolder: string;
  folder: string;
  say(line: string): void;
};

/**
 * Puts a backup into an empty database and an empty data folder: all of it, or nothing. The tables are made as they were
 * when the backup was, filled, and only then brought up to date.
 */
export async function restore({
  ownerUrl,
  dataFolder,
  folder,
  say,
}: RestoreParts): Promise<Manifest> {
  const manifest = await readManifest(folder);
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await refuseUnlessEmpty(client, dataFolder);
    await migrate(ownerUrl, () => undefined, { upTo: manifest.migrations.at(-1) });
    await client.query('begin');
    const names = manifest.tables.map(({ name }) => pg.escapeIdentifier(name));
    // What refers to these tables and is no part of a backup is empty in a fresh database.
    await client.query(`truncate ${names.join(', ')} cascade`);
    for (const table of manifest.tables) {
      await readTable(client, table, join(folder, 'tables', `${table.name}.copy.gz`));
      say(`${table.name}: ${table.rows} rows`);
    }
    await mkdir(dataFolder, { recursive: true });
    await cp(join(folder, 'files'), join(dataFolder, 'files'), { recursive: true });
    await cp(join(folder, 'secret'), join(dataFolder, 'secret'));
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    await client.end();
  }
  await migrate(ownerUrl);
  return manifest;
}

async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => undefined);
  if (text === undefined)
    throw new BackupProblem(`${folder} is no finished backup: it has no manifest.json.`);
  const parsed = manifestSchema.safeParse(JSON.parse(text));
  if (!parsed.success)
    throw new BackupProblem(
      `${join(folder, 'manifest.json')} cannot be read by this Muster: ${parsed.error.message}`,
    );
  return parsed.data;
}

async function refuseUnlessEmpty(client: pg.Client, dataFolder: string): Promise<void> {
  const { rows } = await client.query<{ people: string | null }>(
    "select to_regclass('public.people')::text as people",
  );
  if (rows[0]?.people) {
    const { rows: found } = await client.query('select from people limit 1');
    if (found.length > 0)
      throw new BackupProblem(
        'The database holds an installation already. Restore into an empty one.',
      );
  }
  if (await stat(join(dataFolder, 'files')).catch(() => undefined)) {
    throw new BackupProblem(
      `${join(dataFolder, 'files')} is there already. Restore into an empty data folder (MUSTER_DATA).`,
    );
  }
}

async function readTable(
  client: pg.Client,
  table: Manifest['tables'][number],
  path: string,
): Promise<void> {
  const columns = table.columns.map((column) => pg.escapeIdentifier(column)).join(', ');
  const target = client.query(
    copyFrom(`copy ${pg.escapeIdentifier(table.name)} (${columns}) from stdin`),
  );
  const hash = createHash('sha256');
  const check = new Transform({
    transform(part: Buffer, _encoding, done) {
      hash.update(part);
      done(null, part);
    },
    flush(done) {
      const whole = hash.digest('hex') === table.sha256;
      done(
        whole
          ? null
          : new BackupProblem(
              `${path} is damaged: its checksum is another than the manifest says. Nothing was restored.`,
            ),
      );
    },
  });
  await pipeline(createReadStream(path), createGunzip(), check, target).catch((error: unknown) => {
    throw error instanceof BackupProblem
      ? error
      : new BackupProblem(`${path} could not be read: ${String(error)}. Nothing was restored.`);
  });
}
