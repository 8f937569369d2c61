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
import { columnsOf, printInterval, printNumber, printTable } from '../printed-table.ts';
import { LADDER_COLUMNS, LadderReader, reportLadders, type LadderReport } from './gabor-granger.ts';
import { costIn } from './price-options.ts';

const HELP = `muster gabor-granger DATA.csv

How many would buy at each of some prices, from a ladder of prices shown to each person.

  DATA.csv   one row for each price shown to a person: person, price, buy (0 or 1)

  --cost C   cost of a unit, for the price of most profit (0)
  --table    for people instead of one JSON object

Exit 2: something is malformed; standard error names the row and the column.
`;

const COMMAND: EngineCommand = {
  name: 'gabor-granger',
  help: HELP,
  files: 1,
  options: { cost: { type: 'string' } },
  run,
};

/** `muster gabor-granger`: takes the arguments after the name, resolves to the exit code. */
export async function runGaborGranger(
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
  const cost = costIn(options.cost);
  if (typeof cost === 'string') return wrongUse(cost);
  const reader = new LadderReader();
  const found = await read(file, { required: LADDER_COLUMNS }, (cells, row) =>
    reader.take(cells, row),
  );
  if (found.kind === 'file-refused') return found;
  const ladders = reader.finish();
  if ('reason' in ladders) return refuseFile(file, ladders);
  const report = reportLadders(ladders, cost);
  return { kind: 'answer', result: report, table: () => readingOf(report) };
}

function readingOf({
  people,
  intransitive,
  curve,
  mostRevenue,
  mostProfit,
  fitted,
}: LadderReport): string {
  const smooth = 'because' in fitted ? [] : fitted.curve;
  const rows = curve.map(({ price, share, interval, revenue, profit }, at) => [
    printNumber(price),
    printNumber(share, 3),
    printInterval(interval, 3),
    printNumber(revenue),
    printNumber(profit),
    ...(smooth.length > 0
      ? [printNumber(smooth[at].share, 3), printInterval(smooth[at].interval, 3)]
      : ['–', '–']),
  ]);
  return [
    `Gabor-Granger: ${people} people, ${intransitive} of whom refused a price below one they accepted\n`,
    printTable(
      columnsOf('price', 'share', '95 % interval', 'revenue', 'profit', 'fitted', '95 % interval'),
      rows,
    ),
    `Most revenue at ${printNumber(mostRevenue.price)}, most profit at ${printNumber(mostProfit.price)} among the prices shown.\n`,
    'because' in fitted
      ? `No fitted curve: not estimable because ${fitted.because}.\n`
      : `By the fitted curve the best price is ${printNumber(fitted.bestPrice)}.\n`,
    `It means: of the people asked so many said that they would buy at the price, or at a dearer one.
It does not mean: that they would. What is said runs above what is paid, and nobody was shown a rival.
`,
  ].join('\n');
}
