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
import { KANO_COLUMNS, KanoReader, KINDS, type KanoReport, type Kind } from './kano.ts';

const HELP = `muster kano DATA.csv

Which features people expect, which they want more of and which would delight them (Kano).

  DATA.csv   one row for each answer: feature, functional (feeling with it), dysfunctional (feeling
             without it), person (optional). Feelings: like, must, neutral, live, dislike, or 1 to 5

  --table    for people instead of one JSON object

Exit 2: something is malformed; standard error names the row and the column.
`;

const COMMAND: EngineCommand = { name: 'kano', help: HELP, files: 1, run };

/** `muster kano`: takes the arguments after the name, resolves to the exit code. */
export async function runKano(args: readonly string[], io: CommandStreams): Promise<number> {
  return runCommand(COMMAND, args, io);
}

async function run({ files: [file], read }: Given): Promise<Answer | FileRefusal> {
  const reader = new KanoReader();
  const plan = { required: KANO_COLUMNS, optional: ['person'] };
  const found = await read(file, plan, (cells, row) => reader.take(cells, row));
  if (found.kind === 'file-refused') return found;
  const report = reader.finish();
  if ('reason' in report) return refuseFile(file, report);
  return { kind: 'answer', result: report, table: () => readingOf(report) };
}

const WORDS: Record<Kind, string> = {
  M: 'must be there',
  O: 'the more the better',
  A: 'delights',
  I: 'makes no difference',
  R: 'wanted the other way round',
  Q: 'answers that contradict themselves',
};

function readingOf({ features }: KanoReport): string {
  const rows = features.map(
    ({ feature, counts, kind, isClear, second, better, betterInterval, worse, worseInterval }) => [
      feature,
      `${WORDS[kind]}${isClear || counts[second] === 0 ? '' : ` or ${second}`}`,
      ...KINDS.map((each) => String(counts[each])),
      printNumber(better),
      printInterval(betterInterval),
      printNumber(worse),
      printInterval(worseInterval),
    ],
  );
  return [
    printTable(
      [
        { title: 'feature' },
        ...columnsOf('kind', ...KINDS, 'better', '95 % interval', 'worse', '95 % interval'),
      ],
      rows,
    ),
    `It means: "better" is the share of people whom having it pleases, "worse" of those whom missing it annoys. Where a second kind is named
the first is not clear of it.
It does not mean: how much it is worth. A feature that must be there adds nothing once it is there.
`,
  ].join('\n');
}
