import { integerIn, nameIn, quoted } from '../cells.ts';
import { compare } from '../order.ts';
import { refuse, refuseCell, type Refusal } from '../refusal.ts';

/** Sets of items of which people took the best and the worst, in the order of people, sets and items by name. */
export type BestWorstTable = Readonly<{
  items: readonly string[];
  people: readonly string[];
  /** Places of set s: starts[s] up to starts[s + 1]. The best stands first in its set, then the others by name. */
  starts: Int32Array;
  /** The item at each place. */
  item: Int32Array;
  /** The place of each set's worst. */
  worst: Int32Array;
  /** The person who answered each set; the sets of one person stand together. */
  person: Int32Array;
}>;

type Line = { row: number; person: string; set: string; item: string; best: number; worst: number };

export const BEST_WORST_COLUMNS = ['person', 'set', 'item', 'best', 'worst'] as const;

/** Takes the records of a best-worst table one by one, and gives the table in the end. */
export class BestWorstReader {
  readonly #lines: Line[] = [];

  /** Takes cells in the order of {@link BEST_WORST_COLUMNS}. Sets of different people may bear the same name. */
  take(cells: readonly string[], row: number): Refusal | null {
    const [person, set, item] = BEST_WORST_COLUMNS.slice(0, 3).map((column, at) =>
      nameIn({ text: cells[at], row, column }),
    );
    const [best, worst] = BEST_WORST_COLUMNS.slice(3).map((column, at) =>
      integerIn({ text: cells[at + 3], row, column }, 0, 1),
    );
    for (const each of [person, set, item, best, worst]) if (typeof each === 'object') return each;
    const line = {
      row,
      person: String(person),
      set: String(set),
      item: String(item),
      best: Number(best),
      worst: Number(worst),
    };
    if (line.best + line.worst === 2)
      return refuseCell(
        { row, column: 'worst' },
        'contradiction',
        `${quoted(line.item)} is both best and worst`,
      );
    this.#lines.push(line);
    return null;
  }

  /** Refuses a table without sets, and sets that contradict themselves. */
  finish(): BestWorstTable | Refusal {
    const lines = this.#lines;
    if (lines.length === 0) return refuse('empty', 'there are no sets in the table');
    lines.sort(
      (one, other) =>
        compare(one.person, other.person) ||
        compare(one.set, other.set) ||
        other.best - one.best ||
        compare(one.item, other.item),
    );
    const isNew = (at: number) =>
      at === 0 || lines[at].person !== lines[at - 1].person || lines[at].set !== lines[at - 1].set;
    const starts = Int32Array.from([...[...lines.keys()].filter(isNew), lines.length]);
    for (let set = 0; set + 1 < starts.length; set++) {
      const wrong = wrongIn(lines.slice(starts[set], starts[set + 1]));
      if (wrong) return wrong;
    }
    return tableOf(lines, starts);
  }
}

function wrongIn(lines: readonly Line[]): Refusal | null {
  const set = `set ${quoted(lines[0].set)} of ${quoted(lines[0].person)}`;
  for (const column of ['best', 'worst'] as const) {
    const count = lines.filter((line) => line[column] === 1).length;
    if (count === 1) continue;
    return refuseCell(
      { row: lines[0].row, column },
      'contradiction',
      `${set} has ${count} items marked ${column}, not one`,
    );
  }
  const names = new Set<string>();
  for (const { item, row } of lines) {
    if (names.has(item))
      return refuseCell({ row, column: 'item' }, 'duplicate', `${set} has ${quoted(item)} twice`);
    names.add(item);
  }
  return null;
}

function tableOf(lines: readonly Line[], starts: Int32Array): BestWorstTable {
  const items = [...new Set(lines.map(({ item }) => item))].sort(compare);
  const people = [...new Set(lines.map(({ person }) => person))];
  const numberOf = new Map(items.map((each, at) => [each, at]));
  const personOf = new Map(people.map((each, at) => [each, at]));
  const heads = [...starts.subarray(0, -1)];
  return {
    items,
    people,
    starts,
    item: Int32Array.from(lines, ({ item }) => numberOf.get(item) ?? 0),
    worst: Int32Array.from(heads, (start, set) => {
      let at = start;
      while (at + 1 < starts[set + 1] && lines[at].worst === 0) at += 1;
      return at;
    }),
    person: Int32Array.from(heads, (start) => personOf.get(lines[start].person) ?? 0),
  };
}
