import { integerIn, momentIn } from '../cells.ts';
import { burstsOfBatches, type Batch, type BatchBursts } from './bursts-of-batches.ts';
import { burstsOfEvents, type EventBursts } from './bursts-of-events.ts';
import {
  refuseFile,
  runCommand,
  wrongUse,
  type CommandStreams,
  type EngineCommand,
  type FileRefusal,
  type Given,
} from '../command-line.node.ts';
import {
  printCount,
  printInterval,
  printNumber,
  printShare,
  printTable,
} from '../printed-table.ts';
import { refuse, refuseCell, type Refusal } from '../refusal.ts';

const HELP = `muster bursts EVENTS.csv [--step S] [--reluctance G] [--table]

When something came much more often than as a rule, by Kleinberg's automata and Viterbi:
with the column time alone each row is an event; with relevant and total each row is a period.

  EVENTS.csv      columns time (a date, or a number), or time, relevant, total; - is standard input
  --step S        how many times faster a level is than the one below; above 1, default 2
  --reluctance G  what it costs to rise, times ln(n); above 0, default 1
  --table         a table for people instead of JSON

Output for events: {"kind":"bursts","form":"events","bursts":[{"level","from","to","events","weight"}],
  "levels","cost","rate","spread"}; for periods: {"kind":"bursts","form":"periods","bursts":[{"from",
  "to","batches","relevant","total","share","interval","weight"}],"states","cost","share"}; or
  {"kind":"not-estimable","because"}. Dates come back as milliseconds since 1970.
`;

const MOST_COUNT = 1e12;

const COMMAND: EngineCommand = {
  name: 'bursts',
  help: HELP,
  files: 1,
  options: { step: { type: 'string' }, reluctance: { type: 'string' } },
  run: async (given) => {
    const step = Number(given.options.step ?? 2);
    const reluctance = Number(given.options.reluctance ?? 1);
    if (!(step > 1 && step < 1e6)) return wrongUse('--step takes a number above 1');
    if (!(reluctance > 0 && reluctance < 1e6))
      return wrongUse('--reluctance takes a number above 0');
    const read = await readEvents(given);
    if (read.kind === 'file-refused') return read;
    const options = { step, reluctance };
    if (read.kind === 'events') {
      const found = burstsOfEvents(read.times, options);
      return {
        kind: 'answer',
        result: found.kind === 'bursts' ? { form: 'events', ...found } : found,
        table: () => tableOfEvents(found, read.dated),
      };
    }
    const found = burstsOfBatches(read.batches, options);
    return {
      kind: 'answer',
      result: found.kind === 'bursts' ? { form: 'periods', ...found } : found,
      table: () => tableOfBatches(found, read.dated),
    };
  },
};

/** `muster bursts`: takes the arguments after the name, resolves to the exit code. */
export async function runBursts(args: readonly string[], io: CommandStreams): Promise<number> {
  return runCommand(COMMAND, args, io);
}

type EventsRead =
  | { readonly kind: 'events'; readonly times: readonly number[]; readonly dated: boolean }
  | { readonly kind: 'batches'; readonly batches: readonly Batch[]; readonly dated: boolean };

async function readEvents(given: Given): Promise<EventsRead | FileRefusal> {
  const [file] = given.files;
  const rows: Batch[] = [];
  let counted = 0;
  let dated = false;
  const plan = { required: ['time'], optional: ['relevant', 'total'] };
  const read = await given.read(file, plan, ([time, relevant, total], row) => {
    const at = momentIn({ text: time, row, column: 'time' });
    if (typeof at !== 'number') return at;
    dated ||= time.includes(':') || /\d{4}-\d{2}-\d{2}/.test(time);
    if (relevant !== '' || total !== '') counted += 1;
    const batch = relevant === '' && total === '' ? { at, relevant: 1, total: 1 } : null;
    const found = batch ?? batchIn(at, { relevant, total }, row);
    if ('kind' in found) return found;
    rows.push(found);
    return null;
  });
  if (read.kind === 'file-refused') return read;
  if (rows.length === 0) return refuseFile(file, refuse('empty', 'there is no event in it'));
  const { present } = read;
  if (present.has('relevant') !== present.has('total') || (counted > 0 && counted < rows.length)) {
    const message = 'relevant and total go together: both in every row, or neither';
    return refuseFile(file, refuse('missing-value', message));
  }
  if (counted > 0) return { kind: 'batches', batches: rows, dated };
  return { kind: 'events', times: rows.map(({ at }) => at), dated };
}

function batchIn(
  at: number,
  cells: { readonly relevant: string; readonly total: string },
  row: number,
): Batch | Refusal {
  const total = integerIn({ text: cells.total, row, column: 'total' }, 0, MOST_COUNT);
  if (typeof total !== 'number') return total;
  const place = { row, column: 'relevant' };
  const relevant = integerIn({ text: cells.relevant, ...place }, 0, MOST_COUNT);
  if (typeof relevant !== 'number') return relevant;
  if (relevant <= total) return { at, relevant, total };
  return refuseCell(place, 'contradiction', `${relevant} relevant of ${total} in all`);
}

const MOST_SHOWN = 40;
/** No date of JavaScript lies further from 1970. */
const LAST_DATE = 8.64e15;

function tableOfEvents(found: EventBursts, dated: boolean): string {
  if (found.kind === 'not-estimable') return `Not estimable: ${found.because}.\n`;
  const rows = found.bursts
    .slice(0, MOST_SHOWN)
    .map(({ level, from, to, events, weight }) => [
      String(level),
      momentOf(from, dated),
      momentOf(to, dated),
      printCount(events),
      printNumber(weight, 1),
    ]);
  const table = printTable(
    [
      { title: 'level', side: 'right' },
      { title: 'from' },
      { title: 'to' },
      { title: 'events', side: 'right' },
      { title: 'weight', side: 'right' },
    ],
    rows,
  );
  const spread =
    found.spread > 0
      ? `${printCount(found.spread)} events shared a time and were spread within it.\n`
      : '';
  return `${rows.length === 0 ? 'No burst.\n' : table}\nLevels are nested: each is faster than the one below by the step. It says when there was more, not why.\n${spread}`;
}

function tableOfBatches(found: BatchBursts, dated: boolean): string {
  if (found.kind === 'not-estimable') return `Not estimable: ${found.because}.\n`;
  const rows = found.bursts
    .slice(0, MOST_SHOWN)
    .map((burst) => [
      momentOf(burst.from, dated),
      momentOf(burst.to, dated),
      `${printCount(burst.relevant)} of ${printCount(burst.total)}`,
      printShare(burst.share),
      printInterval([burst.interval[0] * 100, burst.interval[1] * 100], 0),
      printNumber(burst.weight, 1),
    ]);
  const table = printTable(
    [
      { title: 'from' },
      { title: 'to' },
      { title: 'relevant', side: 'right' },
      { title: 'share', side: 'right' },
      { title: '95 %' },
      { title: 'weight', side: 'right' },
    ],
    rows,
  );
  return `${rows.length === 0 ? 'No burst.\n' : table}\nPeriods whose share is nearer to the step times the usual ${printShare(found.share)} than to it. It says when, not why.\n`;
}

function momentOf(time: number, dated: boolean): string {
  const isDate = dated && Math.abs(time) <= LAST_DATE;
  return isDate ? new Date(time).toISOString().replace('T', ' ').slice(0, 16) : String(time);
}
