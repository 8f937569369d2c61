import { runCommand, type CommandStreams, type EngineCommand } from '../command-line.node.ts';
import {
  printCount,
  printInterval,
  printNumber,
  printShare,
  printTable,
} from '../printed-table.ts';
import { notEstimable, type NotEstimable } from '../refusal.ts';
import { nearDuplicates, type DuplicateGroup } from './near-duplicates.ts';
import { movingWords, type MovingWord, type MovingWords } from './rising-words.ts';
import { moodOf, type Mood } from './sentiment.ts';
import { readTexts } from './texts.ts';
import { readTextsTable, type TableText } from './texts-table.node.ts';
import { wishesIn, type Wishes } from './wishes.ts';

const HELP = `muster words TEXTS.csv [--table]

What is in a pile of texts: what people wish it had (English and German), which texts say
almost the same, which words rise and fall over time, and how the English ones sound.

  TEXTS.csv   columns text, and where they are there id, time, language; - is standard input
  --table     tables for people instead of JSON

Output: {"kind":"words","texts","languages":{"en","de","other"},"wishes":{"wishes":[{"thing","texts",
  "share","interval","quotes"}],"wishing","texts"},"nearDuplicates":[{"texts","similarity"}],
  "moving":{"rising":[{"word","stem","trend","q","texts"}],"falling","tested"},
  "mood":{"mean","interval","texts","positive","negative",...,"validation"}}. Moving words are there when every
  text has a time; mood is offered for English alone; else {"kind":"not-estimable","because"}.
`;

interface WordsRead {
  readonly kind: 'words';
  readonly texts: number;
  /** In which language the texts were read. */
  readonly languages: { readonly en: number; readonly de: number; readonly other: number };
  readonly wishes: Wishes;
  readonly nearDuplicates: readonly DuplicateGroup[];
  readonly moving: MovingWords | NotEstimable;
  readonly mood: Mood | NotEstimable;
}

const COMMAND: EngineCommand = {
  name: 'words',
  help: HELP,
  files: 1,
  run: async (given) => {
    const read = await readTextsTable(given);
    if (read.kind === 'file-refused') return read;
    const result = readWords(read.texts);
    return { kind: 'answer', result, table: () => tableOf(result) };
  },
};

/** `muster words`: takes the arguments after the name, resolves to the exit code. */
export async function runWords(args: readonly string[], io: CommandStreams): Promise<number> {
  return runCommand(COMMAND, args, io);
}

function readWords(texts: readonly TableText[]): WordsRead {
  const read = readTexts(texts);
  const countOf = (language: string) => read.filter((one) => one.language === language).length;
  const timed = texts.flatMap(({ at, ...text }) => (at === undefined ? [] : [{ ...text, at }]));
  return {
    kind: 'words',
    texts: texts.length,
    languages: { en: countOf('en'), de: countOf('de'), other: countOf('other') },
    wishes: wishesIn(texts),
    nearDuplicates: nearDuplicates(texts),
    moving:
      timed.length === texts.length
        ? movingWords(timed)
        : notEstimable('not every text has a time'),
    mood: moodOf(texts.map(({ text }, at) => ({ text, language: read[at].language }))),
  };
}

const MOST_SHOWN = 15;

function tableOf({ texts, languages, wishes, nearDuplicates: groups, moving, mood }: WordsRead) {
  const { en, de, other } = languages;
  const counted = `${printCount(texts)} texts: ${en} English, ${de} German, ${other} other\n`;
  const same = groups.reduce((sum, group) => sum + group.texts.length, 0);
  const duplicates = `${printCount(same)} texts say almost the same as another, in ${printCount(groups.length)} groups\n`;
  const reading =
    'A share of wishes is a lower bound: what is put otherwise is missed. Words say what is talked about, not what is wanted.\n';
  return [
    counted,
    wishTable(wishes),
    movingTable(moving),
    moodLine(mood),
    duplicates,
    reading,
  ].join('\n');
}

function wishTable({ wishes, wishing, texts }: Wishes): string {
  const title = `Wished for, by ${printCount(wishing)} of ${printCount(texts)}`;
  if (wishes.length === 0) return `${title}: nothing\n`;
  const rows = wishes
    .slice(0, MOST_SHOWN)
    .map((wish) => [
      wish.thing,
      printCount(wish.texts.length),
      printShare(wish.share),
      printInterval([wish.interval[0] * 100, wish.interval[1] * 100], 0),
      wish.quotes[0] ?? '',
    ]);
  return printTable(
    [
      { title },
      { title: 'texts', side: 'right' },
      { title: 'share', side: 'right' },
      { title: '95 %' },
      { title: 'for example' },
    ],
    rows,
  );
}

function movingTable(moving: MovingWords | NotEstimable): string {
  if ('kind' in moving) return `Moving words: not estimable: ${moving.because}\n`;
  const rows = [...moving.rising.slice(0, MOST_SHOWN), ...moving.falling.slice(0, MOST_SHOWN)];
  const title = `Moving, of ${printCount(moving.tested)} words`;
  if (rows.length === 0) return `${title}: none beyond chance\n`;
  return printTable(
    [{ title }, { title: 'later : earlier' }, { title: 'texts', side: 'right' }],
    rows.map(movingRow),
  );
}

function movingRow({ word, trend, texts }: MovingWord): string[] {
  const { change } = trend;
  const ratio =
    'ratio' in change ? `${printNumber(change.ratio)} (${printInterval(change.interval)})` : '–';
  return [word, ratio, printCount(texts.length)];
}

function moodLine(mood: Mood | NotEstimable): string {
  if (mood.kind === 'not-estimable') return `Mood: not estimable: ${mood.because}\n`;
  const { mean, interval, positive, negative, texts } = mood;
  const shares = `${printShare(positive)} positive, ${printShare(negative)} negative`;
  return `Mood of ${printCount(texts)} English texts: ${printNumber(mean)} (${printInterval(interval)}) from -1 to 1; ${shares}\nValidated: ${mood.validation}\n`;
}
