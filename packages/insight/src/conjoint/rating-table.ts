import { nameIn, numberIn, quoted } from '../cells.ts';
import { compare } from '../order.ts';
import { refuse, refuseCell, type Refusal } from '../refusal.ts';

/** Ratings of profiles, people together and in the order of names; levels of attributes as numbers. */
export type RatingTable = Readonly<{
  attributes: readonly { name: string; levels: readonly string[] }[];
  people: readonly string[];
  /** Ratings of person p: starts[p] up to starts[p + 1]. */
  starts: Int32Array;
  ratings: Float64Array;
  /** Ratings × attributes. */
  levels: Int32Array;
}>;

type Line = { row: number; person: string; profile: string; rating: number; levels: string[] };

/** Takes the records of a table of ratings one by one, and gives the table in the end. */
export class RatingReader {
  readonly #attributes: readonly string[];
  readonly #lines: Line[] = [];
  readonly #profiles = new Map<string, Line>();

  constructor(attributes: readonly string[]) {
    this.#attributes = attributes;
  }

  /** The columns in the order in which `take` wants their cells. */
  get required(): string[] {
    return ['person', 'profile', 'rating', ...this.#attributes];
  }

  /** A profile has the same levels whoever rates it. */
  take(cells: readonly string[], row: number): Refusal | null {
    const person = nameIn({ text: cells[0], row, column: 'person' });
    const profile = nameIn({ text: cells[1], row, column: 'profile' });
    const rating = numberIn({ text: cells[2], row, column: 'rating' });
    for (const each of [person, profile, rating]) if (typeof each === 'object') return each;
    const levels: string[] = [];
    for (const [at, column] of this.#attributes.entries()) {
      const level = nameIn({ text: cells[at + 3], row, column });
      if (typeof level === 'object') return level;
      levels.push(level);
    }
    const line = {
      row,
      person: String(person),
      profile: String(profile),
      rating: Number(rating),
      levels,
    };
    const known = this.#profiles.get(line.profile) ?? line;
    this.#profiles.set(line.profile, known);
    const other = levels.findIndex((level, at) => level !== known.levels[at]);
    if (other >= 0) {
      const message = `profile ${quoted(line.profile)} has ${quoted(levels[other])} here and ${quoted(known.levels[other])} in row ${known.row}`;
      return refuseCell({ row, column: this.#attributes[other] }, 'contradiction', message);
    }
    this.#lines.push(line);
    return null;
  }

  /** Refuses an empty table, an attribute with one level, and a profile that a person rated twice. */
  finish(): RatingTable | Refusal {
    const lines = this.#lines;
    if (lines.length === 0) return refuse('empty', 'there are no ratings in the table');
    lines.sort(
      (one, other) => compare(one.person, other.person) || compare(one.profile, other.profile),
    );
    const twice = lines.find(
      (line, at) => line.person === lines[at - 1]?.person && line.profile === lines[at - 1].profile,
    );
    if (twice)
      return refuseCell(
        { row: twice.row, column: 'profile' },
        'duplicate',
        `${quoted(twice.person)} rated ${quoted(twice.profile)} twice`,
      );
    const attributes = this.#attributes.map((name, at) => ({
      name,
      levels: sorted(new Set(lines.map(({ levels }) => levels[at]))),
    }));
    const flat = attributes.find(({ levels }) => levels.length < 2);
    if (flat)
      return refuseCell(
        { row: lines[0].row, column: flat.name },
        'not-estimable',
        `not estimable because ${quoted(flat.name)} has one level only`,
      );
    const starts = [...lines.keys()].filter((at) => lines[at].person !== lines[at - 1]?.person);
    return {
      attributes,
      people: starts.map((at) => lines[at].person),
      starts: Int32Array.from([...starts, lines.length]),
      ratings: Float64Array.from(lines, ({ rating }) => rating),
      levels: Int32Array.from(
        lines.flatMap(({ levels }) =>
          levels.map((level, at) => attributes[at].levels.indexOf(level)),
        ),
      ),
    };
  }
}

/** Levels that are all numbers by their size, else by name. */
function sorted(levels: ReadonlySet<string>): string[] {
  const isOfNumbers = [...levels].every((level) => Number.isFinite(Number(level)));
  return [...levels].sort(
    (one, other) => (isOfNumbers ? Number(one) - Number(other) : 0) || compare(one, other),
  );
}
