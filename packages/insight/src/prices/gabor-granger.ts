import { integerIn, nameIn, quoted } from '../cells.ts';
import { wilsonInterval, type Interval } from '../intervals.ts';
import { compare } from '../order.ts';
import { refuse, refuseCell, type NotEstimable, type Refusal } from '../refusal.ts';
import { curveShares } from './demand-report.ts';
import { bestPrice, fitLimitCurve, type LimitCurve } from './limit-curve.ts';
import { bySize, type Limit } from './limit-table.ts';
import { priceIn } from './price-questions.ts';

export const LADDER_COLUMNS = ['person', 'price', 'buy'] as const;

/** Each person's limit by the prices shown to them, and how many answered against themselves. */
export type Ladders = Readonly<{
  prices: readonly number[];
  limits: readonly Limit[];
  intransitive: number;
}>;

type Asked = { price: number; buy: boolean };

/** Takes the records of a Gabor-Granger ladder one by one. */
export class LadderReader {
  readonly #people = new Map<string, Asked[]>();

  /** Takes the cells of {@link LADDER_COLUMNS}; buy is 0 or 1. */
  take(cells: readonly string[], row: number): Refusal | null {
    const person = nameIn({ text: cells[0], row, column: 'person' });
    const price = priceIn({ text: cells[1], row, column: 'price' });
    const buy = integerIn({ text: cells[2], row, column: 'buy' }, 0, 1);
    for (const each of [person, price, buy]) if (typeof each === 'object') return each;
    const asked = this.#people.get(String(person)) ?? [];
    this.#people.set(String(person), asked);
    if (asked.some((each) => each.price === price))
      return refuseCell(
        { row, column: 'price' },
        'duplicate',
        `${quoted(String(person))} was asked this price twice`,
      );
    asked.push({ price: Number(price), buy: buy === 1 });
    return null;
  }

  /** Refuses an empty table. */
  finish(): Ladders | Refusal {
    if (this.#people.size === 0) return refuse('empty', 'there are no answers in the table');
    const people = [...this.#people]
      .sort(([one], [other]) => compare(one, other))
      .map(([, asked]) => asked);
    const prices = [...new Set(people.flatMap((asked) => asked.map(({ price }) => price)))].sort(
      (one, other) => one - other,
    );
    return {
      prices,
      limits: people.map(limitOf).sort(bySize),
      intransitive: people.filter(contradicts).length,
    };
  }
}

/** From the highest price accepted up to the lowest one above it that was refused. */
function limitOf(asked: readonly Asked[]): Limit {
  const lower = asked.reduce((most, { price, buy }) => (buy ? Math.max(most, price) : most), 0);
  const upper = asked.reduce(
    (least, { price, buy }) => (!buy && price > lower ? Math.min(least, price) : least),
    Infinity,
  );
  return { lower, upper, units: 1 };
}

function contradicts(asked: readonly Asked[]): boolean {
  const highest = limitOf(asked).lower;
  return asked.some(({ price, buy }) => !buy && price < highest);
}

type Rung = { price: number; share: number; interval: Interval; revenue: number; profit: number };

export type LadderReport = {
  people: number;
  /** People who refused a price below one they accepted; they count by the highest they accepted. */
  intransitive: number;
  cost: number;
  curve: Rung[];
  mostRevenue: { price: number; revenue: number };
  mostProfit: { price: number; profit: number };
  fitted:
    | {
        centre: number;
        width: number;
        logLik: number;
        bestPrice: number | null;
        curve: { price: number; share: number; interval: Interval }[];
      }
    | NotEstimable;
};

/**
 * Gabor & Granger (1966): at each price that was asked, the share of people whose highest accepted price reaches it; revenue is price ×
 * share, profit (price − cost) × share, both for one person asked. Beside it a logistic curve of the limits, fitted to the ranges
 * that the answers leave open, and its best price.
 */
export function reportLadders(
  { prices, limits, intransitive }: Ladders,
  cost: number,
): LadderReport {
  const curve = prices.map((price): Rung => {
    const count = limits.filter(({ lower }) => lower >= price).length;
    const share = count / limits.length;
    return {
      price,
      share,
      interval: wilsonInterval(count, limits.length),
      revenue: price * share,
      profit: (price - cost) * share,
    };
  });
  const most = (by: 'revenue' | 'profit') =>
    curve.reduce((best, each) => (each[by] > best[by] ? each : best));
  const fitted = fitLimitCurve(limits, 'price');
  return {
    people: limits.length,
    intransitive,
    cost,
    curve,
    mostRevenue: { price: most('revenue').price, revenue: most('revenue').revenue },
    mostProfit: { price: most('profit').price, profit: most('profit').profit },
    fitted: 'because' in fitted ? fitted : told(fitted, prices, cost),
  };
}

function told(curve: LimitCurve, prices: readonly number[], cost: number) {
  const { centre, width, logLik } = curve;
  return {
    centre,
    width,
    logLik,
    bestPrice: bestPrice(curve, cost),
    curve: curveShares(curve, prices),
  };
}
