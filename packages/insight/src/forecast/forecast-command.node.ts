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
import { momentIn } from '../cells.ts';
import { printCount, printNumber, printShare, printTable } from '../printed-table.ts';
import { refuse } from '../refusal.ts';
import { calibrate } from './calibration.ts';
import { forecastPool } from './forecast.ts';
import { resultOfForecast, type ForecastResult } from './forecast-result.ts';
import type { FinishedPool, PoolCourse } from './pool-course.ts';
import { readPools } from './pools-table.node.ts';
import { courseOf, finishedOf } from './told-pool.ts';

const HELP = `muster forecast POOL.csv [--history POOLS.csv] [--closes TIME] [--goal UNITS] [--now TIME] [--table]

Final units and the chance to tip of a running pool, as 80 % ranges, from finished
pools that went the same way so far; from a stated prior until a dozen have finished
(docs/insight.md).

  POOL.csv    time,units[,opens][,closes][,goal]: units that came in (below 0: withdrawn);
              or time,total[,...]: what stood then. Times are numbers or dates
  --history   finished pools: pool,time,units,closes[,opens][,goal][,tipped], or total
              for units; closes, goal and tipped on any row of the pool
  --closes    when the pool closes, where POOL.csv does not say
  --goal      units from which it tips, where POOL.csv does not say
  --now       the moment to forecast from; the last row's when left out, and later rows
              are not looked at
  --table     a table for people instead of JSON

Exit 0: one JSON object on standard output. Exit 2: something is malformed; standard error
names file, row and column, and standard output stays empty.
`;

export const forecastCommand: EngineCommand = {
  name: 'forecast',
  help: HELP,
  files: 1,
  options: {
    history: { type: 'string' },
    closes: { type: 'string' },
    goal: { type: 'string' },
    now: { type: 'string' },
  },
  run: readForecast,
};

/** `muster forecast`: takes the arguments after the name, resolves to the exit code. */
export function runForecast(args: readonly string[], io: CommandStreams): Promise<number> {
  return runCommand(forecastCommand, args, io);
}

async function readForecast(given: Given): Promise<Answer | FileRefusal | WrongUse> {
  const options = optionsOf(given);
  if ('kind' in options) return options;
  const running = await readRunning(given, options);
  if ('kind' in running) return running;
  const history = await readHistory(given);
  if ('kind' in history) return history;
  const now = options.now ?? running.times[running.times.length - 1];
  const forecast = forecastPool(running, history, now);
  const result = resultOfForecast(forecast, history.length, calibrate(history));
  return { kind: 'answer', result, table: () => forecastTable(result) };
}

interface Options {
  readonly closes: number | null;
  readonly goal: number | null;
  readonly now: number | null;
}

function optionsOf({ options, files }: Given): Options | WrongUse {
  if (files[0] === '-' && options.history === '-')
    return wrongUse('standard input can be read once');
  const closes = momentOption(options.closes);
  const now = momentOption(options.now);
  const goal = options.goal === undefined ? null : Number(options.goal);
  if (typeof closes === 'string') return wrongUse(`--closes: ${closes}`);
  if (typeof now === 'string') return wrongUse(`--now: ${now}`);
  if (goal !== null && !(Number.isSafeInteger(goal) && goal > 0)) {
    return wrongUse('--goal takes a whole number above 0');
  }
  return { closes, goal, now };
}

function momentOption(text: string | boolean | undefined): number | null | string {
  if (typeof text !== 'string') return null;
  const found = momentIn({ text, row: 0, column: '' });
  return typeof found === 'number' ? found : found.message;
}

async function readRunning(given: Given, options: Options): Promise<PoolCourse | FileRefusal> {
  const [file] = given.files;
  const read = await readPools(given, file, { named: false });
  if (read.kind !== 'pools') return read;
  const [told] = read.pools;
  const course = courseOf(
    { ...told, closes: options.closes ?? told.closes, goal: options.goal ?? told.goal },
    { areTotals: read.areTotals, until: options.now },
  );
  if ('kind' in course) return refuseFile(file, course);
  if (course.times.length > 0) return course;
  return refuseFile(file, refuse('empty', 'there is no row up to the moment that --now gives'));
}

async function readHistory(given: Given): Promise<FinishedPool[] | FileRefusal> {
  const file = given.options.history;
  if (typeof file !== 'string') return [];
  const read = await readPools(given, file, { named: true });
  if (read.kind !== 'pools') return read;
  const finished: FinishedPool[] = [];
  for (const told of read.pools) {
    const pool = finishedOf(told, read);
    if ('kind' in pool) return refuseFile(file, pool);
    finished.push(pool);
  }
  return finished.sort((one, other) => (one.name < other.name ? -1 : 1));
}

function forecastTable(result: ForecastResult): string {
  const { final_units: final, chance_to_tip: chance } = result;
  const rows = [
    ['Units now', printCount(result.units_now), ''],
    [
      'Final units',
      'kind' in final ? '–' : printCount(final.middle),
      'kind' in final
        ? final.because
        : `${printCount(final.range[0])} to ${printCount(final.range[1])}`,
    ],
    [
      'Chance to tip',
      'kind' in chance ? '–' : printShare(chance.middle),
      'kind' in chance ? chance.because : chance.range.map(printShare).join(' to '),
    ],
  ];
  const columns = [
    { title: `At ${printShare(result.share_of_time)} of its time` },
    { title: 'Middle', side: 'right' as const },
    { title: '80 % range' },
  ];
  return [printTable(columns, rows), calibrationTable(result), `${readingOf(result)}\n`]
    .filter(Boolean)
    .join('\n');
}

function calibrationTable({ calibration }: ForecastResult): string {
  if ('kind' in calibration) return '';
  const columns = [
    { title: 'Made at' },
    { title: 'Pools', side: 'right' as const },
    { title: 'In range', side: 'right' as const },
    { title: 'Usual miss', side: 'right' as const },
    { title: 'Straight line', side: 'right' as const },
    { title: 'Brier', side: 'right' as const },
  ];
  const rows = calibration.map((one) => [
    printShare(one.share_of_time),
    printCount(one.pools),
    printShare(one.coverage),
    printShare(one.median_error),
    printShare(one.straight_line_error),
    printNumber(one.brier, 3),
  ]);
  return `How such forecasts fared on the finished pools, each left out in turn\n${printTable(columns, rows)}`;
}

function readingOf({ basis, prior, finished_pools: pools }: ForecastResult): string {
  if (basis === 'closed')
    return 'Reading: the pool has closed; these are its figures, no forecast.';
  const rests =
    basis === 'prior'
      ? `it rests on a prior: ${prior ?? ''}.`
      : `it rests on ${printCount(pools)} finished pools.`;
  return `Reading: of ten such pools about eight end within the range; ${rests} It knows nothing of what you will do to push the pool.`;
}
