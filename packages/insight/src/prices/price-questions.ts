import { integerIn, numberIn } from '../cells.ts';
import { refuse, refuseCell, type Refusal } from '../refusal.ts';

/** The four prices of one answer, in any one currency. */
export type FourPrices = Readonly<{
  tooCheap: number;
  cheap: number;
  expensive: number;
  tooExpensive: number;
}>;

/** How likely one would buy at the own cheap and the own expensive price, 1 (not at all) to 5 (surely). */
export type Intent = Readonly<{ cheap: number; expensive: number }>;

/** Answers whose prices rise, and how many do not. */
export type PriceAnswers = Readonly<{
  prices: readonly FourPrices[];
  /** One an answer in `prices`; null where intent was not asked. */
  intents: readonly Intent[] | null;
  /** Set aside by the rule that too cheap < cheap < expensive < too expensive. */
  intransitive: number;
}>;

export const PRICE_COLUMNS = ['too_cheap', 'cheap', 'expensive', 'too_expensive'] as const;
/** The names that intent goes by: at the cheap price, at the expensive price. */
export const INTENT_COLUMNS = [
  'intent_cheap',
  'intent_expensive',
  'buy_cheap',
  'buy_expensive',
  'pi_cheap',
  'pi_expensive',
] as const;

/** Takes the records of the four price questions one by one. */
export class PriceReader {
  readonly #prices: FourPrices[] = [];
  readonly #intents: Intent[] = [];
  #intransitive = 0;

  /** Takes the cells of {@link PRICE_COLUMNS}, then of {@link INTENT_COLUMNS}, empty where not asked. */
  take(cells: readonly string[], row: number): Refusal | null {
    const prices = PRICE_COLUMNS.map((column, at) => priceIn({ text: cells[at], row, column }));
    const wrong = prices.find((each) => typeof each === 'object');
    if (wrong) return wrong;
    const intent = intentIn(cells.slice(PRICE_COLUMNS.length), row);
    if (intent && 'reason' in intent) return intent;
    const [tooCheap, cheap, expensive, tooExpensive] = prices.map(Number);
    if (!(tooCheap < cheap && cheap < expensive && expensive < tooExpensive)) {
      this.#intransitive += 1;
      return null;
    }
    this.#prices.push({ tooCheap, cheap, expensive, tooExpensive });
    if (intent) this.#intents.push(intent);
    return null;
  }

  /** Refuses a table without an answer that holds together, or with intent asked of some only. */
  finish(): PriceAnswers | Refusal {
    const [count, asked] = [this.#prices.length, this.#intents.length];
    if (count === 0 && this.#intransitive === 0)
      return refuse('empty', 'there are no answers in the table');
    if (count === 0)
      return refuse(
        'not-estimable',
        `not estimable because in none of ${this.#intransitive} answers the four prices rise`,
      );
    if (asked !== 0 && asked !== count)
      return refuse('missing-value', 'buying intent is there for some answers only');
    // Sums over answers come out the same in whatever order the file has them.
    const order = [...this.#prices.keys()].sort(
      (one, other) =>
        byPrices(this.#prices[one], this.#prices[other]) ||
        byIntent(this.#intents[one], this.#intents[other]),
    );
    return {
      prices: order.map((at) => this.#prices[at]),
      intents: asked === 0 ? null : order.map((at) => this.#intents[at]),
      intransitive: this.#intransitive,
    };
  }
}

function byPrices(one: FourPrices, other: FourPrices): number {
  return (
    one.tooCheap - other.tooCheap ||
    one.cheap - other.cheap ||
    one.expensive - other.expensive ||
    one.tooExpensive - other.tooExpensive
  );
}

function byIntent(one?: Intent, other?: Intent): number {
  return (one?.cheap ?? 0) - (other?.cheap ?? 0) || (one?.expensive ?? 0) - (other?.expensive ?? 0);
}

/** A price: a number that is not below 0. */
export function priceIn(cell: { text: string; row: number; column: string }): number | Refusal {
  const price = numberIn(cell);
  if (typeof price !== 'number' || price >= 0) return price;
  return refuseCell(cell, 'out-of-range', 'a price is not below 0');
}

/** The first pair of columns that is filled; null when none is. */
function intentIn(cells: readonly string[], row: number): Intent | Refusal | null {
  for (let at = 0; at < INTENT_COLUMNS.length; at += 2) {
    if ((cells[at] ?? '').trim() === '' && (cells[at + 1] ?? '').trim() === '') continue;
    const cheap = integerIn({ text: cells[at], row, column: INTENT_COLUMNS[at] }, 1, 5);
    if (typeof cheap === 'object') return cheap;
    const expensive = integerIn({ text: cells[at + 1], row, column: INTENT_COLUMNS[at + 1] }, 1, 5);
    if (typeof expensive === 'object') return expensive;
    return { cheap, expensive };
  }
  return null;
}
