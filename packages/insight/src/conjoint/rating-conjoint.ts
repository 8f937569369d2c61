import { normalInterval, type Interval } from '../intervals.ts';
import { factorise, solveFactored } from '../symmetric.ts';
import { notEstimable, type NotEstimable } from '../refusal.ts';
import type { RatingTable } from './rating-table.ts';

/** Of one person: the intercept, and part-worths of all levels, attribute after attribute, adding up to 0 in each. */
export type PartWorths = Readonly<{
  intercept: number;
  worths: Float64Array;
  rSquare: number | null;
}>;

type Level = { level: string; partWorth: number; se: number | null; interval: Interval | null };

export type RatingReport = {
  people: number;
  /** People whose ratings do not give part-worths, and why. */
  setAside: { person: string; because: string }[];
  /** People to whom all profiles are alike: they have part-worths (0), but no importances. */
  indifferent: number;
  attributes: {
    attribute: string;
    /** Shares of the ranges, averaged over people. */
    importance: number | NotEstimable;
    interval: Interval | null;
    /** Shares of the ranges of the averaged part-worths: another question, with another answer. */
    importanceOfAverage: number | NotEstimable;
    levels: Level[];
  }[];
  intercept: number;
  meanRSquare: number | null;
  individuals?: Record<
    string,
    {
      importance: Record<string, number> | null;
      partWorths: Record<string, Record<string, number>>;
    }
  >;
};

/**
 * Rating conjoint (Green & Srinivasan 1978): part-worths of each person by least squares with effects coding, so that the levels of an
 * attribute add up to 0; an attribute's importance is the range of its part-worths as a share of all ranges, averaged over people.
 */
export function reportRatings(table: RatingTable, wish: { individuals: boolean }): RatingReport {
  const found = table.people.map((_, person) => partWorthsOf(table, person));
  const setAside = table.people.flatMap((person, at) => {
    const one = found[at];
    return 'because' in one ? [{ person, because: one.because }] : [];
  });
  const known = found.filter((each) => 'worths' in each);
  const mean = averageOf(
    known.map(({ worths }) => worths),
    levelCount(table),
  );
  const shares = known.map(({ worths }) => importances(table, worths));
  const telling = shares.filter((each) => each !== null);
  const ofAverage = known.length > 0 ? importances(table, mean.means) : null;
  const importance = averageOf(telling, table.attributes.length);
  const nobody = notEstimable(
    known.length === 0
      ? 'no person rated enough different profiles'
      : 'to everyone all profiles are alike',
  );
  const squares = known.flatMap(({ rSquare }) => (rSquare === null ? [] : [rSquare]));
  return {
    people: known.length,
    setAside,
    indifferent: shares.length - telling.length,
    attributes: table.attributes.map(({ name }, at) => ({
      attribute: name,
      importance: telling.length > 0 ? importance.means[at] : nobody,
      interval: intervalOf(importance, at),
      importanceOfAverage: ofAverage ? ofAverage[at] : nobody,
      levels: levelsOf(table, at, mean),
    })),
    intercept: known.reduce((sum, { intercept }) => sum + intercept, 0) / Math.max(1, known.length),
    meanRSquare:
      squares.length > 0 ? squares.reduce((sum, each) => sum + each, 0) / squares.length : null,
    ...(wish.individuals ? { individuals: individualsOf(table, found) } : {}),
  };
}

/** Least squares of one person's ratings; what cannot be told apart is named. */
export function partWorthsOf(table: RatingTable, person: number): PartWorths | NotEstimable {
  const [from, to] = [table.starts[person], table.starts[person + 1]];
  const size = 1 + levelCount(table) - table.attributes.length;
  if (to - from < size) return notEstimable(`${to - from} ratings for ${size} figures`);
  const normal = new Float64Array(size * size);
  const right = new Float64Array(size);
  const row = new Float64Array(size);
  for (let rating = from; rating < to; rating++) {
    codeInto(row, table, rating);
    for (let one = 0; one < size; one++) {
      right[one] += row[one] * table.ratings[rating];
      for (let other = 0; other < size; other++)
        normal[one * size + other] += row[one] * row[other];
    }
  }
  const factor = factorise(normal, size);
  if (factor.kind !== 'factor')
    return notEstimable(
      `the profiles do not tell ${attributeOf(table, factor.column)} from the other attributes`,
    );
  const solved = solveFactored(factor, right);
  return {
    intercept: solved[0],
    worths: allLevels(table, solved),
    rSquare: rSquareOf(table, [from, to], solved),
  };
}

function levelCount({ attributes }: RatingTable): number {
  return attributes.reduce((sum, { levels }) => sum + levels.length, 0);
}

/** Effects coding: 1 for the level, −1 throughout for an attribute's last. */
function codeInto(row: Float64Array, { attributes, levels }: RatingTable, rating: number): void {
  row.fill(0);
  row[0] = 1;
  let place = 1;
  for (const [at, attribute] of attributes.entries()) {
    const last = attribute.levels.length - 1;
    const level = levels[rating * attributes.length + at];
    if (level < last) row[place + level] = 1;
    else row.fill(-1, place, place + last);
    place += last;
  }
}

function attributeOf({ attributes }: RatingTable, column: number): string {
  let place = 1;
  for (const { name, levels } of attributes) {
    place += levels.length - 1;
    if (column < place) return name;
  }
  return attributes[0].name;
}

function allLevels({ attributes }: RatingTable, solved: Float64Array): Float64Array {
  let place = 1;
  return Float64Array.from(
    attributes.flatMap(({ levels }) => {
      const own = [...solved.subarray(place, place + levels.length - 1)];
      place += own.length;
      return [...own, -own.reduce((sum, each) => sum + each, 0)];
    }),
  );
}

/** Null where all ratings are the same. */
function rSquareOf(
  table: RatingTable,
  [from, to]: [number, number],
  solved: Float64Array,
): number | null {
  const ratings = table.ratings.subarray(from, to);
  const mean = ratings.reduce((sum, each) => sum + each, 0) / ratings.length;
  const row = new Float64Array(solved.length);
  let [rest, all] = [0, 0];
  for (const [at, rating] of ratings.entries()) {
    codeInto(row, table, from + at);
    rest += (rating - row.reduce((sum, each, column) => sum + each * solved[column], 0)) ** 2;
    all += (rating - mean) ** 2;
  }
  return all === 0 ? null : 1 - rest / all;
}

/** Shares of the ranges; null where no level is worth more than another (up to rounding). */
function importances({ attributes }: RatingTable, worths: Float64Array): Float64Array | null {
  let place = 0;
  const ranges = attributes.map(({ levels }) => {
    const own = worths.subarray(place, (place += levels.length));
    return Math.max(...own) - Math.min(...own);
  });
  const sum = ranges.reduce((total, each) => total + each, 0);
  return sum < 1e-9 ? null : Float64Array.from(ranges, (range) => range / sum);
}

type Average = { count: number; means: Float64Array; errors: Float64Array };

function averageOf(lists: readonly Float64Array[], size: number): Average {
  const means = new Float64Array(size);
  for (const list of lists) for (let at = 0; at < size; at++) means[at] += list[at] / lists.length;
  const errors = new Float64Array(size);
  for (const list of lists)
    for (let at = 0; at < size; at++) errors[at] += (list[at] - means[at]) ** 2;
  const count = lists.length;
  return {
    count,
    means,
    errors: errors.map((each) => Math.sqrt(each / (count * Math.max(1, count - 1)))),
  };
}

/** One person's figures have no spread to learn from. */
function intervalOf({ count, means, errors }: Average, at: number): Interval | null {
  return count < 2 ? null : normalInterval(means[at], errors[at]);
}

function levelsOf({ attributes }: RatingTable, at: number, mean: Average): Level[] {
  if (mean.count === 0) return [];
  const first = attributes.slice(0, at).reduce((sum, { levels }) => sum + levels.length, 0);
  return attributes[at].levels.map((level, own) => ({
    level,
    partWorth: mean.means[first + own],
    se: mean.count < 2 ? null : mean.errors[first + own],
    interval: intervalOf(mean, first + own),
  }));
}

function individualsOf(
  table: RatingTable,
  found: readonly (PartWorths | NotEstimable)[],
): RatingReport['individuals'] {
  return Object.fromEntries(
    found.flatMap((one, person) => {
      if ('because' in one) return [];
      const shares = importances(table, one.worths);
      let place = 0;
      const partWorths = Object.fromEntries(
        table.attributes.map(({ name, levels }) => [
          name,
          Object.fromEntries(levels.map((level) => [level, one.worths[place++]])),
        ]),
      );
      const importance =
        shares && Object.fromEntries(table.attributes.map(({ name }, at) => [name, shares[at]]));
      return [[table.people[person], { importance, partWorths }]];
    }),
  );
}
