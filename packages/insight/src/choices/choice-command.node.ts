import { readFile } from 'node:fs/promises';
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
import { refuse, type Refusal } from '../refusal.ts';
import {
  numberColumns,
  parseChanges,
  parseSpec,
  wordColumns,
  type Change,
  type ChoiceSpec,
} from './choice-spec.ts';
import type { ChoiceReport } from './choice-findings.ts';
import { reportChoices } from './choice-report.ts';
import { readingOf } from './choice-reading.ts';
import { ChoiceReader, OPTIONAL_COLUMNS, type ChoiceTable } from './choice-table.ts';
import { reportMixed, USUAL_DRAWS, type MixedReport } from './mixed-report.ts';
import { termsOf } from './utility-rows.ts';

const HELP = `muster choice DATA.csv --spec SPEC.json [--model mnl|rank|mixed] [--what-if CHANGES.json]

What people weigh when they choose, from choices that they made, and how sure that is.

  DATA.csv   one row for each alternative of each task: task, alternative, chosen (0 or 1; for
             --model rank instead rank, 1 is best, empty is not ranked), and the columns that
             the model names. Also read: person, weight, available (0 or 1)
  SPEC.json  {"utility":[{"name":"price","column":"price"},
                         {"name":"bus","alternative":"bus"}],
              "reference":"car","price":"price","draws":500}
             A term is a column of numbers; with "alternative" in that one's utility alone; without
             a column the constant of the alternative, 0 for the reference. With neither it is the
             constants of all but the reference. "level" makes it 1 where a column of words says so.
             "times":[{"column":"income"}] multiplies. "distribution" (mixed): normal, log-normal,
             minus-log-normal. "price" names the term in which worth is told
  CHANGES    [{"column":"price","alternative":"bus","multiply":1.1,"add":0.5,"set":2}]: shares
             after them are added; set first, then multiply, then add

  --model MODEL   mnl (usual): conditional logit; rank: of rankings; mixed: coefficients that
                  differ between people
  --drop-each     also tests the model without each term
  --individuals   with mixed: also what is known of each person
  --seed N        the draws of the mixed model (1)
  --table         for people instead of one JSON object

Exit 2: something is malformed or cannot be estimated; standard error names where and why.
`;

const MODELS = ['mnl', 'rank', 'mixed'] as const;
type Model = (typeof MODELS)[number];

const COMMAND: EngineCommand = {
  name: 'choice',
  help: HELP,
  files: 1,
  options: {
    spec: { type: 'string' },
    model: { type: 'string' },
    'what-if': { type: 'string' },
    'drop-each': { type: 'boolean' },
    individuals: { type: 'boolean' },
  },
  run,
};

/** `muster choice`: takes the arguments after the name, resolves to the exit code. */
export async function runChoice(args: readonly string[], io: CommandStreams): Promise<number> {
  return runCommand(COMMAND, args, io);
}

async function run(given: Given): Promise<Answer | FileRefusal | WrongUse> {
  const { spec: specPath, model: asked = 'mnl', 'what-if': changesPath } = given.options;
  const model = MODELS.find((each) => each === asked);
  if (typeof specPath !== 'string') return wrongUse('--spec SPEC.json is missing');
  if (model === undefined) return wrongUse(`--model is one of ${MODELS.join(', ')}`);
  const spec = await parsed(specPath, parseSpec);
  if ('refusal' in spec) return spec;
  const changes =
    typeof changesPath === 'string' ? await parsed(changesPath, parseChanges) : undefined;
  if (changes && 'refusal' in changes) return changes;
  const [file] = given.files;
  const table = await readChoices(given, file, { spec, model });
  if ('refusal' in table) return table;
  const report = reported(table, { given, spec, model, changes });
  if ('reason' in report) return refuseFile(report.reason === 'bad-spec' ? specPath : file, report);
  return { kind: 'answer', result: report, table: () => readingOf(report) };
}

async function parsed<T extends object>(
  path: string,
  parse: (text: string) => T | Refusal,
): Promise<T | FileRefusal> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return refuseFile(path, refuse('unreadable', 'the file cannot be read'));
  const found = parse(text);
  return 'reason' in found ? refuseFile(path, found) : found;
}

async function readChoices(
  given: Given,
  file: string,
  { spec, model }: { spec: ChoiceSpec; model: Model },
): Promise<ChoiceTable | FileRefusal> {
  const reader = new ChoiceReader({
    answer: model === 'rank' ? 'rank' : 'chosen',
    numbers: numberColumns(spec),
    words: wordColumns(spec),
  });
  const plan = { required: reader.required, optional: OPTIONAL_COLUMNS };
  const read = await given.read(file, plan, (cells, row) => reader.take(cells, row));
  if (read.kind === 'file-refused') return read;
  const table = reader.finish();
  return 'reason' in table ? refuseFile(file, table) : table;
}

type Wish = {
  given: Given;
  spec: ChoiceSpec;
  model: Model;
  changes: readonly Change[] | undefined;
};

function reported(
  table: ChoiceTable,
  { given, spec, model, changes }: Wish,
): ChoiceReport | MixedReport | Refusal {
  const terms = termsOf(spec, table);
  if ('reason' in terms) return terms;
  const { seed, options } = given;
  const { price, draws = USUAL_DRAWS } = spec;
  if (model !== 'mixed')
    return reportChoices(table, {
      model,
      terms,
      price,
      changes,
      dropEach: options['drop-each'] === true,
    });
  return reportMixed(table, {
    terms,
    seed,
    draws,
    price,
    changes,
    individuals: options.individuals === true,
  });
}
