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
import { columnsOf, printCount, printInterval, printNumber, printTable } from '../printed-table.ts';
import { reportDemand, type DemandReport } from './demand-report.ts';
import { LIMIT_COLUMNS, LimitReader } from './limit-table.ts';
import { costIn, pricesIn } from './price-options.ts';

const HELP = `muster demand-curve DATA.csv

How many units are wanted at each price, from the limits that people set.

  DATA.csv   one row for each answer. Either limit: the highest price somebody pays; or lower and
             upper: would pay lower (empty: not known that they pay anything), would not pay upper
             (empty: not known). units is optional

  --prices A,B,...   the prices to tell; usually those at which something changes
  --cost C           cost of a unit, for the best price (0)
  --seed N           the resamples that the intervals rest on (1)
  --table            for people instead of one JSON object

Exit 2: something is malformed; standard error names the row and the column.
`;

const COMMAND: EngineCommand = {
  name: 'demand-curve',
  help: HELP,
  files: 1,
  options: { prices: { type: 'string' }, cost: { type: 'string' } },
  run,
};

/** `muster demand-curve`: takes the arguments after the name, resolves to the exit code. */
export async function runDemandCurve(args: readonly string[], io: CommandStreams): Promise<number> {
  return runCommand(COMMAND, args, io);
}

async function run({
  files: [file],
  options,
  seed,
  read,
}: Given): Promise<Answer | FileRefusal | WrongUse> {
  const prices = pricesIn(options.prices);
  const cost = costIn(options.cost);
  if (typeof prices === 'string') return wrongUse(prices);
  if (typeof cost === 'string') return wrongUse(cost);
  const reader = new LimitReader();
  const found = await read(file, { required: [], optional: LIMIT_COLUMNS }, (cells, row) =>
    reader.take(cells, row),
  );
  if (found.kind === 'file-refused') return found;
  const limits = reader.finish();
  if ('reason' in limits) return refuseFile(file, limits);
  const report = reportDemand(limits, { seed, cost, prices });
  return { kind: 'answer', result: report, table: () => readingOf(report) };
}

function readingOf({
  answers,
  units,
  exact,
  open,
  ranges,
  curve,
  mostRevenue,
  fitted,
}: DemandReport): string {
  const rows = curve.map(({ price, share, interval, units: wanted, revenue, elasticity }) => [
    printNumber(price),
    printNumber(share, 3),
    printInterval(interval, 3),
    printCount(wanted),
    printNumber(revenue),
    printNumber(elasticity),
  ]);
  const smooth =
    'because' in fitted
      ? `No smooth curve: not estimable because ${fitted.because}.\n`
      : `Log-logistic: half would pay ${printNumber(fitted.medianLimit)}; best price ${printNumber(fitted.bestPrice)}.\n`;
  return [
    `Demand curve: ${answers} answers for ${printCount(units)} units; ${exact} exact, ${ranges} between two prices, ${open} open upward\n`,
    printTable(
      columnsOf('price', 'share', '95 % interval', 'units', 'revenue', 'elasticity to next'),
      rows,
    ),
    `Most revenue at ${printNumber(mostRevenue.price)} (95 % ${printInterval(mostRevenue.interval)}): ${printNumber(mostRevenue.revenue)}.\n`,
    smooth,
    `It means: of the units that these people asked about, so many have a limit at or above the price.
It does not mean: a market. Limits cluster at round prices, so that the elasticity across one says little.
`,
  ].join('\n');
}
