import { adjustByBenjaminiHochberg } from '../many-tests.ts';
import { clusteredShare, clusterSizes, type Cluster } from '../clustered-share.ts';
import { normalTwoSided } from '../distributions.ts';
import { normalInterval, type Interval } from '../intervals.ts';
import { levelName, WITHOUT, type LevelTable } from './levels.ts';

/** A level, or two together, and which designs have it. */
export interface Holding {
  readonly what: string;
  /** By the place of the design in the table. */
  readonly has: Uint8Array;
}

export interface ShareChange {
  readonly what: string;
  /** Designs that have it, of all, among the compared and among the others. */
  readonly count: number;
  readonly of: number;
  readonly countElsewhere: number;
  readonly ofElsewhere: number;
  /** Authors here with such a design, of all authors here. */
  readonly authors: number;
  readonly ofAuthors: number;
  /** The share here over the share there, each author counting once: 2 is twice as frequent. */
  readonly lift: number;
  /** 95 %, over authors. */
  readonly interval: Interval;
  readonly p: number;
  /** The false discovery rate at which it would just be kept. */
  readonly q: number;
  readonly designs: readonly string[];
}

const LEAST_AUTHORS = 3;
const MOST_PAIRED = 60;

/** Every level that a design can have; being without something is none. */
export function holdingsOf({ attributes, codes, designs }: LevelTable): Holding[] {
  return attributes.flatMap((attribute, index) =>
    attribute.levels.flatMap((level, code) =>
      level === WITHOUT && attribute.kind !== 'choice'
        ? []
        : [
            {
              what: levelName(attribute, code),
              has: Uint8Array.from(designs, (_, at) => (codes[index][at] === code ? 1 : 0)),
            },
          ],
    ),
  );
}

/** Every two levels of different attributes that come together in some designs, among the most frequent. */
export function pairsOf(holdings: readonly Holding[], least: number): Holding[] {
  const frequent = holdings
    .map((holding) => ({ holding, count: countOf(holding.has) }))
    .filter(({ count }) => count >= least)
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST_PAIRED)
    .map(({ holding }) => holding);
  return frequent.flatMap((a, index) =>
    frequent.slice(0, index).flatMap((b) => {
      const has = a.has.map((own, at) => own & b.has[at]);
      return countOf(has) >= least ? [{ what: [a.what, b.what].sort().join(' + '), has }] : [];
    }),
  );
}

/**
 * Where the share of designs with a level differs between two sets of designs: the ratio of the shares,
 * each author counting once, with the share of the own designs that have it. Only what at least three authors have in either set is compared.
 *
 * Takes the table, the levels, and which designs belong to the one set and the other; gives all
 * compared levels, the highest lower end of the interval first.
 */
export function compareShares(
  { designs }: LevelTable,
  holdings: readonly Holding[],
  here: Uint8Array,
  there: Uint8Array,
): ShareChange[] {
  const authors = designs.map(({ author }) => author);
  const sizesHere = sizesBy(authors, here);
  const sizesThere = sizesBy(authors, there);
  if (sizesHere.size === 0 || sizesThere.size === 0) return [];
  const own = clusterSizes([...sizesHere.keys()].map(() => 1));
  const other = clusterSizes([...sizesThere.keys()].map(() => 1));
  const found = holdings.flatMap(({ what, has }): Omit<ShareChange, 'q'>[] => {
    const a = sharesOf(authors, has, here, sizesHere);
    const b = sharesOf(authors, has, there, sizesThere);
    const one = clusteredShare(a, own);
    const two = clusteredShare(b, other);
    if (Math.max(a.length, b.length) < LEAST_AUTHORS) return [];
    const lift = (one.count || 0.5) / one.of / ((two.count || 0.5) / two.of);
    const error = Math.sqrt(one.relativeVariance + two.relativeVariance);
    const [low, high] = normalInterval(Math.log(lift), error);
    return [
      {
        what,
        count: countBoth(has, here),
        of: countOf(here),
        authors: a.length,
        ofAuthors: own.clusters,
        countElsewhere: countBoth(has, there),
        ofElsewhere: countOf(there),
        lift,
        interval: [Math.exp(low), Math.exp(high)],
        p: error > 0 ? normalTwoSided(Math.log(lift) / error) : 1,
        designs: designs.filter((_, at) => has[at] && here[at]).map(({ id }) => id),
      },
    ];
  });
  const q = adjustByBenjaminiHochberg(found.map(({ p }) => p));
  return found
    .map((change, index) => ({ ...change, q: q[index] }))
    .sort((a, b) => b.interval[0] - a.interval[0]);
}

function sizesBy(authors: readonly string[], inside: Uint8Array): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const [at, author] of authors.entries())
    if (inside[at]) sizes.set(author, (sizes.get(author) ?? 0) + 1);
  return sizes;
}

/** The share of each author's designs that have it; authors with none are left out. */
function sharesOf(
  authors: readonly string[],
  has: Uint8Array,
  inside: Uint8Array,
  sizes: ReadonlyMap<string, number>,
): Cluster[] {
  const counts = sizesBy(
    authors,
    has.map((own, at) => own & inside[at]),
  );
  return [...counts].map(([author, count]) => ({
    count: count / (sizes.get(author) ?? count),
    of: 1,
  }));
}

/** How many designs are marked. */
export function countOf(marks: Uint8Array): number {
  let count = 0;
  for (const mark of marks) count += mark;
  return count;
}

function countBoth(one: Uint8Array, other: Uint8Array): number {
  return countOf(one.map((mark, at) => mark & other[at]));
}
