import { openMuster } from '#lib/muster.ts';
import { migrate } from '#server/database/migrations.ts';
import { openDatabaseOf } from './database.ts';
import { startWorking } from './start.ts';
import { configOrExit, say, stopOnSignal } from './terminal.ts';

/** `muster worker`: a process that only follows events and does jobs; any number may run on one database. */
export async function work(): Promise<void> {
  const config = configOrExit();
  const database = await openDatabaseOf(config, say);
  await migrate(database.url);
  const services = await openMuster(config, database.url);
  const working = await startWorking(services);
  say('The worker runs. Ctrl-C stops it.');
  await stopOnSignal(async () => {
    await services.jobs.rest();
    await working.stop();
    await services.close();
    await database.stop();
  });
}
