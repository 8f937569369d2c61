import {
  runCommand,
  wrongUse,
  type CommandStreams,
  type EngineCommand,
} from '../command-line.node.ts';
import {
  printCount,
  printInterval,
  printNumber,
  printShare,
  printTable,
} from '../printed-table.ts';
import { readTextsTable, type TableText } from './texts-table.node.ts';
import { findTopics, type Topics } from './topics.ts';
import { trendOf, type Trend } from '../trends.ts';

const HELP = `muster topics TEXTS.csv [--topics N] [--seed N] [--table]

What the texts are about, as far as it holds: topics that come again in most of 20 runs from
other starts on other halves of the texts, and whose words go together more than in the same
texts shuffled. Everything else is listed as passed over, with the reason.

  TEXTS.csv    columns text, and where they are there id, time, language; - is standard input
  --topics N   how many topics each run looks for; otherwise the number that recurs best
  --table      a table for people instead of JSON

Output: {"kind":"topics","topics":[{"words","weights","recurrence","recurrenceInterval","coherence",
  "share","shareInterval","texts":[ids],"trend"?}],"passedOver","texts","sought","runs",
  "coherenceByChance","unassigned":[ids]} or {"kind":"not-estimable","because"}. A trend is there
  when every text has a time.
`;

const MOST_TOPICS = 100;

const COMMAND: EngineCommand = {
  name: 'topics',
  help: HELP,
  files: 1,
  options: { topics: { type: 'string' } },
  run: async (given) => {
    const topics = Number(given.options.topics ?? 2);
    if (!Number.isInteger(topics) || topics < 2 || topics > MOST_TOPICS)
      return wrongUse(`--topics takes a whole number from 2 to ${MOST_TOPICS}`);
    const read = await readTextsTable(given);
    if (read.kind === 'file-refused') return read;
    const found = findTopics(read.texts, {
      seed: given.seed,
      ...(given.options.topics === undefined ? {} : { topics }),
    });
    const result = withTrends(found, read.texts);
    return { kind: 'answer', result, table: () => tableOf(result) };
  },
};

/** `muster topics`: takes the arguments after the name, resolves to the exit code. */
export async function runTopics(args: readonly string[], io: CommandStreams): Promise<number> {
  return runCommand(COMMAND, args, io);
}

type Moving = Exclude<Topics, { kind: 'topics' }> | MovingTopics;

type MovingTopics = Omit<Extract<Topics, { kind: 'topics' }>, 'topics'> & {
  readonly topics: readonly (Extract<Topics, { kind: 'topics' }>['topics'][number] & {
    readonly trend?: Trend;
  })[];
};

function withTrends(found: Topics, texts: readonly TableText[]): Moving {
  if (found.kind === 'not-estimable') return found;
  const times = texts.flatMap(({ id, at }) => (at === undefined ? [] : [{ id, at }]));
  if (times.length < texts.length) return found;
  const topics = found.topics.map((topic) => {
    const own = new Set(topic.texts);
    return { ...topic, trend: trendOf(times.map(({ id, at }) => ({ at, seen: own.has(id) }))) };
  });
  return { ...found, topics };
}

function tableOf(result: Moving): string {
  if (result.kind === 'not-estimable') return `Not estimable: ${result.because}.\n`;
  const { topics, texts, passedOver, unassigned, runs, sought } = result;
  const rows = topics.map(({ words, share, shareInterval, recurrence, coherence, trend }) => [
    words.slice(0, 6).join(' '),
    printShare(share),
    printInterval([shareInterval[0] * 100, shareInterval[1] * 100], 0),
    printShare(recurrence),
    printNumber(coherence),
    trend && 'ratio' in trend.change
      ? `${printNumber(trend.change.ratio)} (${printInterval(trend.change.interval)})`
      : '–',
  ]);
  const table = printTable(
    [
      { title: 'topic' },
      { title: 'texts', side: 'right' },
      { title: '95 %' },
      { title: 'recurs', side: 'right' },
      { title: 'coherence', side: 'right' },
      { title: 'later : earlier' },
    ],
    rows,
  );
  const reading =
    `Topics that came again when half of the texts were left out; ${printCount(runs)} runs looked for ${sought} each.\n` +
    `It says what is talked about, not whether it is liked. Of ${printCount(texts)} texts ${printCount(unassigned.length)} are mainly about none; ` +
    `${passedOver.length} candidates were passed over.\n`;
  return `${topics.length === 0 ? 'No topic holds.\n' : table}\n${reading}`;
}
