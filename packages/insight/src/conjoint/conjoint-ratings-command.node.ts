import {
  refuseFile,
  runCommand,
  wrongUse,
  type Answer,
  type CommandStreams,
  type EngineCommand,
  type FileRefusal,
  type Given,
  type WrongUse,
} from '../command-line.node.ts';
import { columnsOf, printInterval, printNumber, printShare, printTable } from '../printed-table.ts';
import { reportRatings, type RatingReport } from './rating-conjoint.ts';
import { RatingReader } from './rating-table.ts';

const HELP = `muster conjoint-ratings DATA.csv --attributes A,B,...

What each attribute of a product weighs and what its levels are worth, from ratings of whole products.

  DATA.csv   one row for each rating: person, profile, rating, and a column for each attribute

  --attributes A,B   the columns of attributes; every value is a level, numbers too
  --individuals      also the part-worths of each person
  --table            for people instead of one JSON object

Exit 2: something is malformed; standard error names the row and the column.
`;

const COMMAND: EngineCommand = {
  name: 'conjoint-ratings',
  help: HELP,
  files: 1,
  options: { attributes: { type: 'string' }, individuals: { type: 'boolean' } },
  run,
};

const RESERVED = new Set(['person', 'profile', 'rating']);

/** `muster conjoint-ratings`: takes the arguments after the name, resolves to the exit code. */
export async function runConjointRatings(
  args: readonly string[],
  io: CommandStreams,
): Promise<number> {
  return runCommand(COMMAND, args, io);
}

async function run({
  files: [file],
  options,
  read,
}: Given): Promise<Answer | FileRefusal | WrongUse> {
  const named = String(options.attributes ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  if (named.length === 0) return wrongUse('--attributes A,B,... names the columns of attributes');
  const odd = named.find((name, at) => RESERVED.has(name) || named.indexOf(name) !== at);
  if (odd !== undefined) return wrongUse(`--attributes: ${odd} is named twice or no attribute`);
  const reader = new RatingReader(named);
  const found = await read(file, { required: reader.required }, (cells, row) =>
    reader.take(cells, row),
  );
  if (found.kind === 'file-refused') return found;
  const table = reader.finish();
  if ('reason' in table) return refuseFile(file, table);
  const report = reportRatings(table, { individuals: options.individuals === true });
  return { kind: 'answer', result: report, table: () => readingOf(report) };
}

function readingOf({
  people,
  setAside,
  indifferent,
  attributes,
  meanRSquare,
}: RatingReport): string {
  const weights = attributes.map(({ attribute, importance, interval, importanceOfAverage }) => [
    attribute,
    typeof importance === 'number' ? printShare(importance) : '–',
    interval === null ? '–' : `${printShare(interval[0])} to ${printShare(interval[1])}`,
    typeof importanceOfAverage === 'number' ? printShare(importanceOfAverage) : '–',
  ]);
  const worths = attributes.flatMap(({ attribute, levels }) =>
    levels.map(({ level, partWorth, interval }) => [
      attribute,
      level,
      printNumber(partWorth),
      printInterval(interval),
    ]),
  );
  return [
    `Rating conjoint: ${people} people, R² ${printNumber(meanRSquare)} on average; ${setAside.length} set aside, ${indifferent} indifferent\n`,
    printTable(columnsOf('attribute', 'importance', '95 % interval', 'of the average'), weights),
    printTable(
      [{ title: 'attribute' }, ...columnsOf('level', 'part-worth', '95 % interval')],
      worths,
    ),
    ...setAside
      .slice(0, 5)
      .map(({ person, because }) => `Set aside: ${person}, because ${because}.\n`),
    `It means: an importance is an attribute's part in the ups and downs of the ratings, averaged over people. "Of the average" first
averages part-worths, so that people who want opposite things cancel out.
It does not mean: anything about levels that were not shown; a wider range of levels alone makes an attribute weigh more.
`,
  ].join('\n');
}
