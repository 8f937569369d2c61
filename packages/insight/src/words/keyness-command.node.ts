import {
  runCommand,
  wrongUse,
  type CommandStreams,
  type EngineCommand,
} from '../command-line.node.ts';
import { keyWords, type GroupWords, type Keyness } from './keyness.ts';
import { printCount, printInterval, printNumber, printTable } from '../printed-table.ts';
import { readTextsTable } from './texts-table.node.ts';

const HELP = `muster keyness TEXTS.csv --group COLUMN [--table]

Which words set the texts of each group apart from those of all others: filtered by
Dunning's G² (false discovery rate 5 %), ranked by log ratio, with 95 % intervals that
count whole texts. Stems and stop words of English and German; other languages word by word.

  TEXTS.csv   columns text, COLUMN, and where they are there id, language; - is standard input
  --table     a table for people instead of JSON

Output: {"kind":"keyness","tested","groups":[{"group","texts","words","keyWords":[{"word","stem",
  "count","countElsewhere","logRatio","interval","g2","p","pBonferroni","q","texts":[ids]}]}]}
  or {"kind":"not-estimable","because"}.
`;

const COMMAND: EngineCommand = {
  name: 'keyness',
  help: HELP,
  files: 1,
  options: { group: { type: 'string' } },
  run: async (given) => {
    const { group } = given.options;
    if (typeof group !== 'string' || group === '') return wrongUse('name the column of --group');
    if (group === 'text' || group === 'id') return wrongUse(`the column ${group} holds no groups`);
    const read = await readTextsTable(given, group);
    if (read.kind === 'file-refused') return read;
    const result = keyWords(read.texts);
    return { kind: 'answer', result, table: () => tableOf(result) };
  },
};

/** `muster keyness`: takes the arguments after the name, resolves to the exit code. */
export async function runKeyness(args: readonly string[], io: CommandStreams): Promise<number> {
  return runCommand(COMMAND, args, io);
}

function tableOf(result: Keyness): string {
  if (result.kind === 'not-estimable') return `Not estimable: ${result.because}.\n`;
  const reading =
    'Words that one group uses more than all others, by how many doublings (log ratio 1 = twice as often).\n' +
    `It says how groups write, not what they want; ${printCount(result.tested)} pairs of group and word were tested.\n`;
  return [...result.groups.map(groupTable), reading].join('\n');
}

const MOST_SHOWN = 20;

function groupTable({ group, texts, words, keyWords: list }: GroupWords): string {
  const title = `${group}: ${printCount(texts)} texts, ${printCount(words)} words`;
  if (list.length === 0) return `${title}\nNo word stands out.\n`;
  const rows = list
    .slice(0, MOST_SHOWN)
    .map((one) => [
      one.word,
      printNumber(one.logRatio),
      printInterval(one.interval),
      printNumber(one.g2, 1),
      one.q < 0.0001 ? '<0.0001' : printNumber(one.q, 4),
      `${printCount(one.count)} : ${printCount(one.countElsewhere)}`,
      printCount(one.texts.length),
    ]);
  return `${title}\n${printTable(
    [
      { title: 'word' },
      { title: 'log ratio', side: 'right' },
      { title: '95 %' },
      { title: 'G²', side: 'right' },
      { title: 'q', side: 'right' },
      { title: 'here : elsewhere', side: 'right' },
      { title: 'texts', side: 'right' },
    ],
    rows,
  )}`;
}
