import {
  refuseFile,
  runCommand,
  type Answer,
  type CommandStreams,
  type EngineCommand,
  type FileRefusal,
  type Given,
} from '../command-line.node.ts';
import { columnsOf, printInterval, printNumber, printTable } from '../printed-table.ts';
import { BEST_WORST_COLUMNS, BestWorstReader } from './best-worst-table.ts';
import { reportMaxDiff, type MaxDiffReport } from './maxdiff-report.ts';

const HELP = `muster maxdiff DATA.csv

Which items people want most, from sets of which each took the best and the worst (MaxDiff).

  DATA.csv   one row for each item of each set: person, set, item, best (0 or 1), worst (0 or 1)

  --individuals   also the utilities of each person, drawn to the mean where little is known
  --table         for people instead of one JSON object

Exit 2: something is malformed; standard error names the row and the column.
`;

const COMMAND: EngineCommand = {
  name: 'maxdiff',
  help: HELP,
  files: 1,
  options: { individuals: { type: 'boolean' } },
  run,
};

/** `muster maxdiff`: takes the arguments after the name, resolves to the exit code. */
export async function runMaxDiff(args: readonly string[], io: CommandStreams): Promise<number> {
  return runCommand(COMMAND, args, io);
}

async function run({ files: [file], options, read }: Given): Promise<Answer | FileRefusal> {
  const reader = new BestWorstReader();
  const found = await read(file, { required: BEST_WORST_COLUMNS }, (cells, row) =>
    reader.take(cells, row),
  );
  if (found.kind === 'file-refused') return found;
  const table = reader.finish();
  if ('reason' in table) return refuseFile(file, table);
  const report = reportMaxDiff(table, { individuals: options.individuals === true });
  return { kind: 'answer', result: report, table: () => readingOf(report) };
}

function readingOf({ people, sets, items, warnings }: MaxDiffReport): string {
  const rows = items.map(({ item, seen, best, worst, score, interval, logit, people: own }) => [
    item,
    `${best} − ${worst} of ${seen}`,
    printNumber(score),
    printInterval(interval),
    ...('share' in logit
      ? [printNumber(logit.share, 3), printInterval(logit.shareInterval, 3)]
      : ['–', '–']),
    'meanShare' in own ? printNumber(own.meanShare, 3) : '–',
  ]);
  const columns = columnsOf(
    'item',
    'best − worst',
    'score',
    '95 % interval',
    'share',
    '95 % interval',
    'mean of people',
  );
  const unsaid = items.flatMap(({ logit }) => ('because' in logit ? [logit.because] : []));
  return [
    `MaxDiff: ${people} people, ${sets} sets\n`,
    printTable(columns, rows),
    ...unsaid.slice(0, 1).map((because) => `Shares are not estimable because ${because}.\n`),
    ...warnings.map(({ message }) => `Note: ${message}.\n`),
    `It means: a share is how often an item would be taken as the best if all were shown at once, among these people.
It does not mean: that the item is wanted at all. The scale starts at the least wanted of what was asked about.
`,
  ].join('\n');
}
