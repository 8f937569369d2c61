import { normalInterval, type Interval } from '../intervals.ts';
import { countOf, type Holding } from './level-shares.ts';
import type { LevelTable } from './levels.ts';

export interface Together {
  /** The two levels. */
  readonly what: readonly [string, string];
  readonly designs: readonly string[];
  /** How much more often they come together than if each were chosen without the other: 1 is as often. */
  readonly lift: number;
  /** 95 %, counting whole authors. */
  readonly interval: Interval;
}

const LEAST_DESIGNS = 5;
const LEAST_AUTHORS = 3;
const MOST_LEVELS = 60;

/**
 * Which two levels go together beyond what their own frequency explains: share of both over the product
 * of the shares (the lift of Brin, Motwani, Ullman & Tsur 1997), with the interval by its influence
 * function summed over each author's designs.
 *
 * Takes the levels of one kit; gives those pairs whose interval lies above 1, the highest lower end first.
 */
export function goTogether({ designs }: LevelTable, holdings: readonly Holding[]): Together[] {
  const authors = designs.map(({ author }) => author);
  const frequent = holdings
    .map((holding) => ({ ...holding, count: countOf(holding.has) }))
    .filter(({ count }) => count >= LEAST_DESIGNS && count < designs.length)
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST_LEVELS);
  const found = frequent.flatMap((a, index) =>
    frequent.slice(0, index).flatMap((b): Together[] => {
      const both = a.has.map((own, at) => own & b.has[at]);
      const makers = new Set(authors.filter((_, at) => both[at]));
      if (countOf(both) < LEAST_DESIGNS || makers.size < LEAST_AUTHORS) return [];
      const { lift, interval } = liftOf({ authors, both, one: a.has, other: b.has });
      if (interval[0] <= 1) return [];
      const what = a.what < b.what ? ([a.what, b.what] as const) : ([b.what, a.what] as const);
      return [{ what, lift, interval, designs: idsOf(designs, both) }];
    }),
  );
  return found.sort((a, b) => b.interval[0] - a.interval[0]);
}

export interface Marks {
  readonly authors: readonly string[];
  readonly both: Uint8Array;
  readonly one: Uint8Array;
  readonly other: Uint8Array;
}

/** The lift of two marks and its 95 % interval, authors as clusters; both, one and other must occur. */
export function liftOf({ authors, both, one, other }: Marks): Pick<Together, 'lift' | 'interval'> {
  const size = authors.length;
  const [shareBoth, shareOne, shareOther] = [both, one, other].map((mark) => countOf(mark) / size);
  const sums = new Map<string, number>();
  for (const [at, author] of authors.entries()) {
    const influence = both[at] / shareBoth - one[at] / shareOne - other[at] / shareOther + 1;
    sums.set(author, (sums.get(author) ?? 0) + influence);
  }
  let squares = 0;
  for (const sum of sums.values()) squares += sum * sum;
  const lift = shareBoth / (shareOne * shareOther);
  const [low, high] = normalInterval(Math.log(lift), Math.sqrt(squares) / size);
  return { lift, interval: [Math.exp(low), Math.exp(high)] };
}

function idsOf(designs: LevelTable['designs'], marks: Uint8Array): string[] {
  return designs.filter((_, at) => marks[at]).map(({ id }) => id);
}
