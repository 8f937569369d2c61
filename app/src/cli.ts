import { Command } from 'commander';
import { engines } from './commands/engines.ts';
import { VERSION } from './server/version.ts';

const program = new Command('muster')
  .description('Peers design products together, pool their demand, and have them made.')
  .version(VERSION)
  .showHelpAfterError('(muster --help lists the commands)');

program
  .command('start')
  .description('start the installation: database, web and worker')
  .option('--no-worker', 'serve pages and API alone; run `muster worker` beside it')
  .option('--no-pages', 'serve the API alone')
  .action(async (options: { worker: boolean; pages: boolean }) =>
    (await import('./commands/start.ts')).start(options),
  );

program
  .command('worker')
  .description('follow events and do jobs; any number may run on one database')
  .action(async () => (await import('./commands/worker.ts')).work());

program
  .command('migrate')
  .description('bring the tables of the database up to date, and nothing else')
  .action(async () => (await import('./commands/migrate.ts')).migrateOnly());

program
  .command('demo')
  .description('fill an empty installation with a small living one, and say how to sign in')
  .action(async () => (await import('./commands/demo.ts')).demo());

program
  .command('backup')
  .argument('<folder>', 'a folder that is not there yet')
  .description(
    'write everything into a folder: tables as of one moment, files, and the secret; it may run meanwhile',
  )
  .action(async (folder: string) => (await import('./commands/backup.ts')).backUpInto(folder));

program
  .command('restore')
  .argument('<folder>', 'a folder that `muster backup` has written')
  .description(
    'put a backup into an empty database and an empty data folder (DATABASE_URL, MUSTER_DATA)',
  )
  .action(async (folder: string) => (await import('./commands/backup.ts')).restoreFrom(folder));

program
  .command('doctor')
  .description('check the settings, the database, its safety and what waits, and say what to do')
  .action(async () => (await import('./commands/doctor.ts')).examine());

for (const [name, { takes, from, does }] of Object.entries(engines)) {
  program
    .command(name)
    .argument(takes, from)
    .description(`${does}; \`muster ${name} --help\` says more`);
}

const engine = engines[process.argv[2] ?? ''];
if (engine) process.exitCode = await engine.run(process.argv.slice(3));
else await program.parseAsync();
