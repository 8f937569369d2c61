import { FamilyBook } from '@muster/clearing/family-book';
import type {
  Commitment,
  FamilyInstance,
  Instance,
  PlainInstance,
} from '@muster/clearing/instance-shape';
import { type BookEvent, LiveBook } from '@muster/clearing/live-book';

/**
 * What the live book says, all of it public: no number in it belongs to a single buyer. Lists by variant stand in the order
 * of the pool's variants; a pool of one kind has one.
 */
export type BookView = {
  /** The offer that would be taken now; null: nothing clears. */
  offer: string | null;
  /** Units of all variants together. */
  quantity: number;
  /** The price means something where the quantity is above 0. */
  variants: readonly { price: number; quantity: number }[];
  /** In the order of the offers and their tiers. */
  gaps: readonly {
    offer: string;
    from: number;
    prices: readonly number[];
    accepting: number;
    missing: number;
  }[];
  offers: readonly {
    offer: string;
    steps: readonly { quantity: number; prices: readonly number[] }[];
  }[];
};

/** The book of the clearing rule for one kind of pool. Its offers are fixed; commitments come in the order of their places. */
export interface BookEngine {
  /** Places a commitment, or puts it in the place of the one with the same id. */
  place(commitment: Commitment): void;
  withdraw(id: string): void;
  view(points: number): BookView;
}

export function openEngine(instance: Instance): BookEngine {
  if (instance.kind === 'family') return new FamilyEngine(instance);
  if (instance.kind === 'single') return new SingleEngine(instance);
  throw new Error(`No live book is kept for a pool that clears as ${instance.kind}.`);
}

class SingleEngine implements BookEngine {
  readonly #book: LiveBook;
  readonly #placed = new Set<string>();

  constructor({ options, offers }: PlainInstance) {
    this.#book = LiveBook.from(options, []);
    for (const offer of offers) this.#apply({ kind: 'offer', offer });
  }

  place(commitment: Commitment): void {
    const kind = this.#placed.has(commitment.id) ? 'amend' : 'commit';
    this.#apply({ kind, commitment });
    this.#placed.add(commitment.id);
  }

  withdraw(id: string): void {
    this.#apply({ kind: 'cancel', id });
    this.#placed.delete(id);
  }

  view(points: number): BookView {
    const { offer, price, quantity, gaps } = this.#book.answer();
    return {
      offer,
      quantity,
      variants: [{ price, quantity }],
      gaps: gaps.map(({ price: each, ...gap }) => ({ ...gap, prices: [each] })),
      offers: this.#book.stairs(points).offers.map(({ offer: id, steps }) => ({
        offer: id,
        steps: steps.map((step) => ({ quantity: step.quantity, prices: [step.price] })),
      })),
    };
  }

  #apply(event: BookEvent): void {
    const applied = this.#book.apply(event);
    if (applied.kind === 'refused')
      throw new Error(`The live book takes no such event: ${applied.path} ${applied.message}`);
  }
}

class FamilyEngine implements BookEngine {
  readonly #book: FamilyBook;
  readonly #variants: readonly string[];

  constructor({ options, offers, variants }: FamilyInstance) {
    this.#book = new FamilyBook(options, offers, variants.length);
    this.#variants = variants;
  }

  place(commitment: Commitment): void {
    this.#book.place(commitment);
  }

  withdraw(id: string): void {
    this.#book.withdraw(id);
  }

  view(points: number): BookView {
    const answer = this.#book.answer();
    return {
      offer: answer?.offer ?? null,
      quantity: answer?.total ?? 0,
      variants: this.#variants.map((_, at) => ({
        price: answer?.prices[at] ?? 0,
        quantity: answer?.quantities[at] ?? 0,
      })),
      gaps: this.#book.gaps(),
      offers: this.#book.stairs(points),
    };
  }
}
