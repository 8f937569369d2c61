import { Command } from 'commander';

const program = new Command('muster')
  .description('Peers design products together, pool their demand, and have them made.')
  .version('0.1.0')
  .showHelpAfterError('(muster --help lists the commands)');

program
  .command('start')
  .description('start the installation: database, web and worker')
  .option('--no-worker', 'serve pages and API alone; run `muster worker` beside it')
  .action(async (options: { worker: boolean }) =>
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

await program.parseAsync();
