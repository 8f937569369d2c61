import { z } from 'zod';
import { parseJsonText } from '../json-text.ts';
import { refuse, type Refusal } from '../refusal.ts';

const MOST_TERMS = 200;
const MOST_CHANGES = 1_000;
const MOST_DRAWS = 10_000;
const name = z.string().trim().min(1).max(200);
const distribution = z.enum(['normal', 'log-normal', 'lognormal', 'minus-log-normal']);
const factor = z.strictObject({ column: name, level: name.optional() });

const term = z.strictObject({
  name,
  /** A column of numbers; with `level`, 1 where the column says so and else 0. */
  column: name.optional(),
  level: name.optional(),
  /** Only in the utility of this alternative. Without a column: its constant. */
  alternative: name.optional(),
  /** The column times these: an interaction. */
  times: z.array(factor).max(8).optional(),
  distribution: distribution.optional(),
});

const spec = z.strictObject({
  utility: z.array(term).min(1).max(MOST_TERMS),
  /** The alternative whose constant is 0. */
  reference: name.optional(),
  /** Draws a person for the mixed logit. */
  draws: z.int().min(10).max(MOST_DRAWS).optional(),
  /** The name of the term that is the price: asks for the willingness to pay. */
  price: name.optional(),
});

const change = z.strictObject({
  column: name,
  alternative: name.optional(),
  multiply: z.number().optional(),
  add: z.number().optional(),
  set: z.number().optional(),
});

const changes = z.array(change).min(1).max(MOST_CHANGES);

export type TermSpec = z.infer<typeof term>;
export type ChoiceSpec = z.infer<typeof spec>;
/** A change of a column, for all alternatives or one: set, then multiply, then add. */
export type Change = z.infer<typeof change>;

/** The utility of a choice model from JSON text. Refuses `bad-spec` with the place in the text. */
export function parseSpec(text: string): ChoiceSpec | Refusal {
  const read = parseJsonText(text, spec);
  if ('kind' in read) return read;
  const names = read.utility.map((each) => each.name);
  const twice = names.find((each, at) => names.indexOf(each) !== at);
  if (twice !== undefined) return refuse('bad-spec', `two terms are called "${twice}"`);
  const loose = read.utility.find(
    ({ column, times, level }) => column === undefined && (times ?? level),
  );
  if (loose) return refuse('bad-spec', `term "${loose.name}": times and level need a column`);
  if (read.price !== undefined && !names.includes(read.price))
    return refuse('bad-spec', `price names "${read.price}", which is no term`);
  return read;
}

/** The changes of a what-if from JSON text. Refuses `bad-spec` with the place in the text. */
export function parseChanges(text: string): Change[] | Refusal {
  return parseJsonText(text, changes);
}

/** The columns of numbers that a model reads. */
export function numberColumns({ utility }: ChoiceSpec): string[] {
  return [
    ...new Set(
      factorsOf(utility)
        .filter(({ level }) => level === undefined)
        .map(({ column }) => column),
    ),
  ];
}

/** The columns of words that a model reads. */
export function wordColumns({ utility }: ChoiceSpec): string[] {
  return [
    ...new Set(
      factorsOf(utility)
        .filter(({ level }) => level !== undefined)
        .map(({ column }) => column),
    ),
  ];
}

function factorsOf(utility: readonly TermSpec[]): { column: string; level?: string | undefined }[] {
  return utility.flatMap(({ column, level, times = [] }) =>
    column === undefined ? [] : [{ column, level }, ...times],
  );
}
