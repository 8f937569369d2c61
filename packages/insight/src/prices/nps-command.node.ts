import {
  refuseFile,
  runCommand,
  type Answer,
  type CommandStreams,
  type EngineCommand,
  type FileRefusal,
  type Given,
} from '../command-line.node.ts';
import { printInterval, printNumber } from '../printed-table.ts';
import { promoterScore, scoreIn, type PromoterReport } from './promoter-score.ts';

const HELP = `muster nps DATA.csv

The net promoter score with its interval.

  DATA.csv   one row for each answer: score, 0 to 10

  --table    for people instead of one JSON object

Exit 2: something is malformed; standard error names the row and the column.
`;

const COMMAND: EngineCommand = { name: 'nps', help: HELP, files: 1, run };

/** `muster nps`: takes the arguments after the name, resolves to the exit code. */
export async function runNps(args: readonly string[], io: CommandStreams): Promise<number> {
  return runCommand(COMMAND, args, io);
}

async function run({ files: [file], read }: Given): Promise<Answer | FileRefusal> {
  const scores: number[] = [];
  const found = await read(file, { required: ['score'] }, ([text], row) => {
    const score = scoreIn(text, row);
    if (typeof score !== 'number') return score;
    scores.push(score);
    return null;
  });
  if (found.kind === 'file-refused') return found;
  const report = promoterScore(scores);
  if ('reason' in report) return refuseFile(file, report);
  return { kind: 'answer', result: report, table: () => readingOf(report) };
}

function readingOf({
  answers,
  promoters,
  passives,
  detractors,
  nps,
  interval,
  scoreInterval,
}: PromoterReport): string {
  return `Net promoter score ${printNumber(nps, 0)}, 95 % ${printInterval(interval, 0)} (by Wilson's intervals ${printInterval(scoreInterval, 0)})

${promoters} promoters, ${passives} passives, ${detractors} detractors of ${answers} answers.

It means: so many points more would recommend it than warn of it, among those who answered.
It does not mean: growth, nor a difference from another score when the intervals overlap by much.
`;
}
