import { isEmpty, playDemo } from '#features/installation/server/play-demo.ts';
import { openMuster } from '#lib/muster.ts';
import { migrate } from '#server/database/migrations.ts';
import type { Services } from '#server/services.ts';
import { openDatabaseOf } from './database.ts';
import { configOrExit, say } from './terminal.ts';

/** `muster demo`: fills an empty installation with a small living one, through the real commands. */
export async function demo(): Promise<void> {
  const config = configOrExit();
  const database = await openDatabaseOf(config, say);
  await migrate(database.url);
  const services = await openMuster(config, database.url);
  try {
    if (await isEmpty(services)) await playAndSay(services);
    else {
      process.stderr.write(
        'Somebody has signed up here already. The demo is for an empty installation.\n',
      );
      process.exitCode = 1;
    }
  } finally {
    await services.close();
    await database.stop();
  }
}

/** Answers the line that says how to sign in. */
export async function playAndSay(services: Services): Promise<void> {
  say('Making a small living installation');
  const { email, password } = await playDemo(services, (line) => say(`  ${line}`));
  say(`Sign in to the demo as ${email} with the password «${password}».`);
  say('She is a host, and runs the installation too: /admin has the mails of all the others.');
}
