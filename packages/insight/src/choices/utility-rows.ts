import { quoted } from '../cells.ts';
import { refuse, refuseCell, type Refusal } from '../refusal.ts';
import type { Change, ChoiceSpec, TermSpec } from './choice-spec.ts';
import type { ChoiceSet } from './choice-set.ts';
import type { ChoiceTable } from './choice-table.ts';

/** A term with its alternative as a number; null for all. */
export type Term = Readonly<{
  name: string;
  alternative: number | null;
  factors: readonly { column: string; level?: string | undefined }[];
  distribution: 'fixed' | 'normal' | 'log-normal' | 'minus-log-normal';
}>;

/**
 * The terms of a model for a table: the constant of the reference left out; a term with neither column nor alternative becomes the
 * constants of all alternatives but the reference (or, without one, the first), named `name:alternative`. Refuses `bad-spec`.
 */
export function termsOf({ utility, reference }: ChoiceSpec, table: ChoiceTable): Term[] | Refusal {
  const { alternatives } = table;
  const named = [reference, ...utility.map(({ alternative }) => alternative)];
  const unknown = named.find((each) => each !== undefined && !alternatives.includes(each));
  if (unknown !== undefined) {
    const known = alternatives.slice(0, 10).map(quoted).join(', ');
    return refuse(
      'bad-spec',
      `no choice offers the alternative ${quoted(unknown)}; there are ${known}`,
    );
  }
  return utility
    .flatMap((term) => (isConstants(term) ? constantsFor(term, alternatives, reference) : [term]))
    .filter(({ column, alternative }) => column !== undefined || alternative !== reference)
    .map((term) => termFrom(term, alternatives));
}

function isConstants({ column, alternative }: TermSpec): boolean {
  return column === undefined && alternative === undefined;
}

function constantsFor(
  term: TermSpec,
  alternatives: readonly string[],
  reference = alternatives[0],
): TermSpec[] {
  return alternatives
    .filter((each) => each !== reference)
    .map((alternative) => ({ ...term, name: `${term.name}:${alternative}`, alternative }));
}

function termFrom(term: TermSpec, alternatives: readonly string[]): Term {
  const { name, column, level, alternative, times = [], distribution = 'fixed' } = term;
  return {
    name,
    alternative: alternative === undefined ? null : alternatives.indexOf(alternative),
    factors: column === undefined ? [] : [{ column, level }, ...times],
    distribution: distribution === 'lognormal' ? 'log-normal' : distribution,
  };
}

/** The numbers of the terms, row after row of the table. Refuses `missing-value` where a term needs an empty cell. */
export function utilityRows(table: ChoiceTable, terms: readonly Term[]): Float64Array | Refusal {
  const count = table.alternative.length;
  const rows = new Float64Array(count * terms.length);
  for (const [at, { alternative, factors }] of terms.entries()) {
    for (let row = 0; row < count; row++) {
      if (alternative !== null && table.alternative[row] !== alternative) continue;
      let value = 1;
      for (const { column, level } of factors) {
        if (level !== undefined) value *= table.words.get(column)?.[row] === level ? 1 : 0;
        else value *= table.numbers.get(column)?.[row] ?? Number.NaN;
        if (!Number.isFinite(value)) {
          const place = { row: table.fileRow[row], column };
          return refuseCell(place, 'missing-value', 'a number is missing, and the model needs it');
        }
      }
      rows[row * terms.length + at] = value;
    }
  }
  return rows;
}

/** Every task as one choice among all that it offers, of what was chosen or ranked first. */
export function offeredChoices(table: ChoiceTable, rows: Float64Array, terms: number): ChoiceSet {
  const { starts, first, weights } = table;
  return {
    terms,
    rows,
    from: starts.subarray(0, -1),
    to: starts.subarray(1),
    chosen: first,
    weights,
  };
}

/** The choices that a table holds: of one among all, or as a ranking one after another (the exploded logit). */
export function choiceSetOf(table: ChoiceTable, rows: Float64Array, terms: number): ChoiceSet {
  const from: number[] = [];
  const to: number[] = [];
  const chosen: number[] = [];
  const weights: number[] = [];
  for (let task = 0; task < table.tasks.length; task++) {
    const end = table.starts[task + 1];
    for (let place = 0; place < table.ranked[task]; place++) {
      // Ranked rows come first and in order, so that what is left after each is what follows it; the last has no rival.
      const start = table.starts[task] + place;
      if (end - start < 2) continue;
      from.push(start);
      to.push(end);
      chosen.push(table.first[task] + place);
      weights.push(table.weights[task]);
    }
  }
  return {
    terms,
    rows,
    from: Int32Array.from(from),
    to: Int32Array.from(to),
    chosen: Int32Array.from(chosen),
    weights: Float64Array.from(weights),
  };
}

/** The task that each choice of {@link choiceSetOf} belongs to. */
export function tasksOfChoices(table: ChoiceTable): Int32Array {
  const tasks: number[] = [];
  for (let task = 0; task < table.tasks.length; task++) {
    const size = table.starts[task + 1] - table.starts[task];
    for (let place = 0; place < table.ranked[task]; place++)
      if (size - place >= 2) tasks.push(task);
  }
  return Int32Array.from(tasks);
}

/** The table after some changes of its columns, in their order. Refuses `bad-spec`. */
export function changedTable(
  table: ChoiceTable,
  changes: readonly Change[],
): ChoiceTable | Refusal {
  const numbers = new Map(table.numbers);
  for (const { column, alternative, set, multiply = 1, add = 0 } of changes) {
    const before = numbers.get(column);
    if (before === undefined)
      return refuse('bad-spec', `the model has no column of numbers ${quoted(column)}`);
    const only = alternative === undefined ? -1 : table.alternatives.indexOf(alternative);
    if (alternative !== undefined && only < 0)
      return refuse('bad-spec', `no choice offers the alternative ${quoted(alternative)}`);
    const after = before.map((value, row) =>
      only >= 0 && table.alternative[row] !== only ? value : (set ?? value) * multiply + add,
    );
    numbers.set(column, after);
  }
  return { ...table, numbers };
}
