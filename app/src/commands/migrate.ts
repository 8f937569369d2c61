import { migrate } from '#server/database/migrations.ts';
import { openDatabaseOf } from './database.ts';
import { configOrExit, say } from './terminal.ts';

/** `muster migrate`: brings the tables up to date and ends. */
export async function migrateOnly(): Promise<void> {
  const config = configOrExit();
  const database = await openDatabaseOf(config, say);
  try {
    const applied = await migrate(database.url, (name) => say(`Applying ${name}`));
    say(applied.length === 0 ? 'The tables are up to date.' : `Applied ${applied.length}.`);
  } finally {
    await database.stop();
  }
}
