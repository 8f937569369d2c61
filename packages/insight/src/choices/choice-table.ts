import { integerIn, nameIn, numberIn, quoted } from '../cells.ts';
import { compare } from '../order.ts';
import { refuse, refuseCell, refuseRow, type Refusal } from '../refusal.ts';

/** What a table of choices is read for. */
export type ChoicePlan = Readonly<{
  answer: 'chosen' | 'rank';
  numbers: readonly string[];
  words: readonly string[];
}>;

/**
 * Alternatives on offer, one a row, tasks together and in the order of their names; within a task by alternative, or by rank where
 * ranks were given. So the order of the file never reaches a figure.
 */
export type ChoiceTable = Readonly<{
  tasks: readonly string[];
  alternatives: readonly string[];
  people: readonly string[] | null;
  /** Rows of task t: starts[t] up to starts[t + 1]. */
  starts: Int32Array;
  alternative: Int32Array;
  /** The row that was chosen or ranked first. */
  first: Int32Array;
  /** How many of the task's rows have a rank; 1 where one was chosen. */
  ranked: Int32Array;
  weights: Float64Array;
  /** Number of the person of each task; empty without people. */
  person: Int32Array;
  /** The row of the file, for messages. */
  fileRow: Int32Array;
  /** NaN where a cell is empty. */
  numbers: ReadonlyMap<string, Float64Array>;
  words: ReadonlyMap<string, readonly string[]>;
}>;

type Line = {
  row: number;
  task: string;
  alternative: string;
  /** 0: not chosen, not ranked. */
  place: number;
  weight: number;
  person: string;
  numbers: number[];
  words: string[];
};

/** Before the columns of the model, in this order, stand the columns of every table of choices. */
export const OPTIONAL_COLUMNS = ['person', 'weight', 'available'];

/** Takes the records of a table of choices one by one, and gives the table in the end. */
export class ChoiceReader {
  readonly #plan: ChoicePlan;
  readonly #lines: Line[] = [];
  readonly #places: ReadonlyMap<string, number>;
  #hasPeople = false;

  constructor(plan: ChoicePlan) {
    this.#plan = plan;
    this.#places = new Map(
      [...this.required, ...OPTIONAL_COLUMNS].map((column, at) => [column, at]),
    );
  }

  /** The columns that the table must have, in the order of the cells; {@link OPTIONAL_COLUMNS} follow. */
  get required(): string[] {
    const own = ['task', 'alternative', this.#plan.answer];
    const more = [...this.#plan.numbers, ...this.#plan.words].filter(
      (column) => !own.includes(column) && !OPTIONAL_COLUMNS.includes(column),
    );
    return [...own, ...new Set(more)];
  }

  /** Takes the cells in the order of `required`, then of the optional columns. */
  take(cells: readonly string[], row: number): Refusal | null {
    const cell = (column: string) => ({ text: cells[this.#places.get(column) ?? 0], row, column });
    const available = cell('available').text === '' ? 1 : integerIn(cell('available'), 0, 1);
    if (typeof available !== 'number') return available;
    const task = nameIn(cell('task'));
    const alternative = nameIn(cell('alternative'));
    const place = this.#placeIn(cell(this.#plan.answer));
    const weight = cell('weight').text === '' ? 1 : numberIn(cell('weight'));
    for (const each of [task, alternative, place, weight])
      if (typeof each === 'object') return each;
    if (available === 0) {
      if (place === 0) return null;
      return refuseCell(
        { row, column: 'available' },
        'contradiction',
        'what is not on offer cannot be chosen',
      );
    }
    if (Number(weight) < 0)
      return refuseCell({ row, column: 'weight' }, 'out-of-range', 'a weight is not below 0');
    const numbers: number[] = [];
    for (const column of this.#plan.numbers) {
      const value = cell(column).text.trim() === '' ? Number.NaN : numberIn(cell(column));
      if (typeof value !== 'number') return value;
      numbers.push(value);
    }
    const person = cell('person').text.trim();
    this.#hasPeople ||= person !== '';
    const words = this.#plan.words.map((column) => cell(column).text.trim());
    this.#lines.push({
      row,
      task: String(task),
      alternative: String(alternative),
      place: Number(place),
      weight: Number(weight),
      person,
      numbers,
      words,
    });
    return null;
  }

  #placeIn(cell: { text: string; row: number; column: string }): number | Refusal {
    if (this.#plan.answer === 'chosen') return integerIn(cell, 0, 1);
    return cell.text.trim() === '' ? 0 : integerIn(cell, 1, 1_000_000);
  }

  /** Refuses a table without choices, and tasks that contradict themselves. */
  finish(): ChoiceTable | Refusal {
    const lines = this.#lines;
    if (lines.length === 0) return refuse('empty', 'there are no choices in the table');
    lines.sort(
      (one, other) =>
        compare(one.task, other.task) ||
        (this.#plan.answer === 'rank'
          ? (one.place || Infinity) - (other.place || Infinity) || 0
          : 0) ||
        compare(one.alternative, other.alternative),
    );
    const starts = [...lines.keys()].filter(
      (at) => at === 0 || lines[at].task !== lines[at - 1].task,
    );
    const bounds = Int32Array.from([...starts, lines.length]);
    for (const [task, start] of starts.entries()) {
      const wrong = this.#wrongIn(lines.slice(start, bounds[task + 1]));
      if (wrong) return wrong;
    }
    return this.#tableOf(lines, bounds);
  }

  #wrongIn(lines: readonly Line[]): Refusal | null {
    const task = `task ${quoted(lines[0].task)}`;
    const names = lines.map(({ alternative }) => alternative).sort(compare);
    const twice = names.find((each, at) => each === names[at - 1]);
    if (twice !== undefined) {
      const { row } = lines.findLast(({ alternative }) => alternative === twice) ?? lines[0];
      return refuseCell(
        { row, column: 'alternative' },
        'duplicate',
        `${task} has ${quoted(twice)} twice`,
      );
    }
    const other = lines.find(
      ({ person, weight }) => person !== lines[0].person || weight !== lines[0].weight,
    );
    if (other)
      return refuseRow(other.row, 'contradiction', `${task} has two persons or two weights`);
    if (this.#hasPeople && lines[0].person === '')
      return refuseCell(
        { row: lines[0].row, column: 'person' },
        'missing-value',
        'a person is missing',
      );
    const { answer } = this.#plan;
    const places = lines.map(({ place }) => place).filter((place) => place > 0);
    const place = { row: lines[0].row, column: answer };
    if (places.length === 0)
      return refuseCell(
        place,
        'contradiction',
        `${task} has nothing ${answer === 'rank' ? 'ranked' : 'chosen'}`,
      );
    if (answer === 'chosen' && places.length > 1)
      return refuseCell(
        place,
        'contradiction',
        `${task} has ${places.length} alternatives chosen, not one`,
      );
    if (new Set(places).size < places.length && answer === 'rank')
      return refuseCell(place, 'contradiction', `${task} has two alternatives with the same rank`);
    return null;
  }

  #tableOf(lines: readonly Line[], starts: Int32Array): ChoiceTable {
    const heads = [...starts.subarray(0, -1)].map((start) => lines[start]);
    const alternatives = [...new Set(lines.map(({ alternative }) => alternative))].sort(compare);
    const numberOf = new Map(alternatives.map((each, at) => [each, at]));
    const people = this.#hasPeople
      ? [...new Set(heads.map(({ person }) => person))].sort(compare)
      : null;
    const personOf = new Map(people?.map((each, at) => [each, at]));
    const first = new Int32Array(heads.length);
    const ranked = new Int32Array(heads.length);
    for (let task = 0; task < heads.length; task++) {
      const isFirst = (at: number) => lines[at].place > 0;
      for (let at = starts[task + 1] - 1; at >= starts[task]; at--) {
        if (!isFirst(at)) continue;
        first[task] = at;
        ranked[task] += 1;
      }
    }
    return {
      tasks: heads.map(({ task }) => task),
      alternatives,
      people,
      starts,
      alternative: Int32Array.from(lines, ({ alternative }) => numberOf.get(alternative) ?? 0),
      first,
      ranked,
      weights: Float64Array.from(heads, ({ weight }) => weight),
      person: people
        ? Int32Array.from(heads, ({ person }) => personOf.get(person) ?? 0)
        : new Int32Array(0),
      fileRow: Int32Array.from(lines, ({ row }) => row),
      numbers: new Map(
        this.#plan.numbers.map((column, at) => [
          column,
          Float64Array.from(lines, (line) => line.numbers[at]),
        ]),
      ),
      words: new Map(
        this.#plan.words.map((column, at) => [column, lines.map((line) => line.words[at])]),
      ),
    };
  }
}
