import { join } from 'node:path';
import type { Config } from '#server/config.ts';
import { startEmbeddedPostgres } from '#server/postgres/embedded-postgres.ts';

export type OpenedDatabase = { url: string; embedded: boolean; stop(): Promise<void> };

/** The server of DATABASE_URL, or the embedded one in the data folder. */
export async function openDatabaseOf(
  config: Config,
  say: (line: string) => void,
): Promise<OpenedDatabase> {
  if (config.databaseUrl)
    return { url: config.databaseUrl, embedded: false, stop: () => Promise.resolve() };
  const postgres = await startEmbeddedPostgres({
    folder: join(config.dataFolder, 'postgres'),
    log: say,
  });
  return { url: postgres.ownerUrl, embedded: true, stop: postgres.stop };
}
