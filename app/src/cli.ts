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

program
  .command('clear')
  .argument('<files...>', 'one instance a file, or JSON Lines; - is standard input')
  .description(
    'clear pools offline by the public rule (docs/clearing.md); `muster clear --help` says more',
  );

program
  .command('verify')
  .argument('<export>', 'the exported log of a pool; - is standard input')
  .description(
    'check offline that a pool was cleared by the rule; `muster verify --help` says more',
  );

program
  .command('choice')
  .argument('<data>', 'a CSV file of choices; - is standard input')
  .description('what people weigh when they choose; `muster choice --help` says more');

program
  .command('maxdiff')
  .argument('<data>', 'a CSV file of sets with their best and worst')
  .description('which items people want most; `muster maxdiff --help` says more');

program
  .command('conjoint-ratings')
  .argument('<data>', 'a CSV file of rated profiles')
  .description('what attributes weigh, from ratings; `muster conjoint-ratings --help` says more');

program
  .command('price-sensitivity')
  .argument('<data>', 'a CSV file of four prices an answer')
  .description('the range of acceptable prices; `muster price-sensitivity --help` says more');

program
  .command('gabor-granger')
  .argument('<data>', 'a CSV file of prices shown and answers')
  .description('how many would buy at each price; `muster gabor-granger --help` says more');

program
  .command('demand-curve')
  .argument('<data>', 'a CSV file of limits')
  .description('how many units are wanted at each price; `muster demand-curve --help` says more');

program
  .command('kano')
  .argument('<data>', 'a CSV file of feelings with and without features')
  .description('which features people expect and which delight; `muster kano --help` says more');

program
  .command('nps')
  .argument('<data>', 'a CSV file of scores')
  .description('the net promoter score with its interval; `muster nps --help` says more');

program
  .command('keyness')
  .argument('<texts>', 'a table of texts; - is standard input')
  .description('which words set groups apart; `muster keyness --help` says more');

program
  .command('words')
  .argument('<texts>', 'a table of texts; - is standard input')
  .description('wishes, near duplicates, moving words, mood; `muster words --help` says more');

program
  .command('topics')
  .argument('<texts>', 'a table of texts; - is standard input')
  .description('what texts are about, as far as it holds; `muster topics --help` says more');

program
  .command('bursts')
  .argument('<events>', 'a table of times, or of counts per period; - is standard input')
  .description('when there was much more than as a rule; `muster bursts --help` says more');

program
  .command('cut-plan')
  .argument('<file>', 'one instance as JSON, or one a line; - is standard input')
  .description('plan guillotine cuts of parts from sheets; `muster cut-plan --help` says more');

program
  .command('opinions')
  .argument('<votes.csv>', 'participant,statement,vote[,time]; - is standard input')
  .description('read a crowd from its votes; `muster opinions --help` says more');

program
  .command('works')
  .argument('<designs>', 'designs as JSON; - is standard input')
  .description('what designs and remixes say; `muster works --help` says more');

program
  .command('shortlist')
  .argument('<candidates>', 'candidates with their evidence as JSON; - is standard input')
  .description('what to make next, each part shown; `muster shortlist --help` says more');

program
  .command('forecast')
  .argument('<pool.csv>', 'time,units[,closes][,goal]; - is standard input')
  .description('where a running pool will end; `muster forecast --help` says more');

/** Commands of the engines read their own options, so that scripts can rely on every letter that they print. */
const engine = engines[process.argv[2] ?? ''];
if (engine) process.exitCode = await engine(process.argv.slice(3));
else await program.parseAsync();
