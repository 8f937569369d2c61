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
import { intentCurve, type IntentFindings } from './newton-miller-smith.ts';
import { priceGrid } from './price-grid.ts';
import {
  INTENT_COLUMNS,
  PRICE_COLUMNS,
  PriceReader,
  type PriceAnswers,
} from './price-questions.ts';
import { crossings, curvesOf, POINTS, type Crossing, type Point } from './price-sensitivity.ts';

const HELP = `muster price-sensitivity DATA.csv

The range of prices that people find acceptable (van Westendorp), from four prices that each named.

  DATA.csv   one row for each answer: too_cheap, cheap, expensive, too_expensive; with
             intent_cheap, intent_expensive (1 to 5: how likely you would buy at that price) also
             the prices of most reach and most revenue (Newton, Miller & Smith)

  --curves   also the curves at every price named
  --seed N   the resamples that the intervals rest on (1)
  --table    for people instead of one JSON object

Answers whose four prices do not rise are left out and counted.
Exit 2: something is malformed; standard error names the row and the column.
`;

type Report = {
  answers: number;
  intransitive: number;
  points: Record<Point, Crossing>;
  nms: IntentFindings | null;
  curves?: {
    price: number;
    tooCheap: number;
    cheap: number;
    expensive: number;
    tooExpensive: number;
  }[];
};

const COMMAND: EngineCommand = {
  name: 'price-sensitivity',
  help: HELP,
  files: 1,
  options: { curves: { type: 'boolean' } },
  run,
};

/** `muster price-sensitivity`: takes the arguments after the name, resolves to the exit code. */
export async function runPriceSensitivity(
  args: readonly string[],
  io: CommandStreams,
): Promise<number> {
  return runCommand(COMMAND, args, io);
}

async function run({ files: [file], options, seed, read }: Given): Promise<Answer | FileRefusal> {
  const reader = new PriceReader();
  const plan = { required: PRICE_COLUMNS, optional: INTENT_COLUMNS };
  const found = await read(file, plan, (cells, row) => reader.take(cells, row));
  if (found.kind === 'file-refused') return found;
  const answers = reader.finish();
  if ('reason' in answers) return refuseFile(file, answers);
  const report = reportOf(answers, { seed, curves: options.curves === true });
  return { kind: 'answer', result: report, table: () => readingOf(report) };
}

function reportOf(
  { prices, intents, intransitive }: PriceAnswers,
  wish: { seed: number; curves: boolean },
): Report {
  const grid = priceGrid(prices);
  const { tooCheap, cheap, expensive, tooExpensive } = curvesOf(
    grid,
    new Int32Array(grid.answers).fill(1),
  );
  const points = crossings(grid, wish.seed);
  const nms = intents && intentCurve(prices, intents, { grid, seed: wish.seed });
  const curves = Array.from(grid.prices, (price, at) => ({
    price,
    tooCheap: tooCheap[at],
    cheap: cheap[at],
    expensive: expensive[at],
    tooExpensive: tooExpensive[at],
  }));
  return { answers: prices.length, intransitive, points, nms, ...(wish.curves ? { curves } : {}) };
}

const WORDS: Record<Point, string> = {
  pmc: 'lower bound: too cheap × not cheap (PMC)',
  pme: 'upper bound: too expensive × not expensive (PME)',
  idp: 'indifference: cheap × expensive (IDP)',
  opp: 'optimum: too cheap × too expensive (OPP)',
  lower: 'lower bound by too cheap × expensive',
  upper: 'upper bound by too expensive × cheap',
};

function readingOf({ answers, intransitive, points, nms }: Report): string {
  const rows = POINTS.map((point) => {
    const { interpolated, interval, firstPrice, all } = points[point];
    const lies = all.some(([from, to]) => from < to)
      ? all.map((each) => printInterval(each)).join('; ')
      : '';
    return [
      WORDS[point],
      printNumber(interpolated),
      printInterval(interval),
      printNumber(firstPrice),
      lies,
    ];
  });
  const best = nms
    ? [
        printTable(columnsOf('with buying intent', 'price', '95 % interval', 'a person'), [
          [
            'most reach',
            printNumber(nms.mostReach.price),
            printInterval(nms.mostReach.interval),
            printNumber(nms.mostReach.reach, 3),
          ],
          [
            'most revenue',
            printNumber(nms.mostRevenue.price),
            printInterval(nms.mostRevenue.interval),
            printNumber(nms.mostRevenue.revenue, 3),
          ],
        ]),
      ]
    : [];
  return [
    `Price sensitivity: ${answers} answers; ${intransitive} left out, for their four prices do not rise\n`,
    printTable(
      columnsOf('point', 'price', '95 % interval', 'first price named', 'anywhere in'),
      rows,
    ),
    ...best,
    `It means: between the bounds fewer people find the price outright wrong than find it merely low or high.
It does not mean: what people will pay. Nobody was offered anything; spoken limits run above real ones, by a fifth on average.
`,
  ].join('\n');
}
