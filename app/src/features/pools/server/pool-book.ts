import type { Commitment, Offer } from '@muster/clearing/instance-shape';
import { parseInstance } from '@muster/clearing/instance';
import { type BookAnswer, type BookEvent, LiveBook, type Stairs } from '@muster/clearing/live-book';
import type { CanonicalObject } from '@muster/log/canonical';
import type { Entry, OptionsEvent } from '@muster/log/entry';
import type { SealedFields } from '@muster/log/seal';
import { clearingOptions } from './clearing-options.ts';

const MOST_STEPS = 40;

/** What the live book says, all of it public: no number in it belongs to a single buyer. */
export type BookView = {
  answer: BookAnswer;
  offers: Stairs['offers'];
  hasContainers: boolean;
};

/**
 * The live book of a pool, told from its log one entry at a time. An offer that changes is the one thing that the book of
 * the clearing rule does not take: then it is built again from what stands.
 */
export class PoolBook {
  /** The position of the entry that comes next. */
  next = 0;
  #terms: OptionsEvent | undefined;
  #book: LiveBook | undefined;
  #view: BookView | undefined;
  readonly #offers = new Map<string, Offer>();
  readonly #standing = new Map<string, Commitment>();

  /** Takes the next entry; `fields` are what a commitment or amendment says under its seal. */
  take(entry: Entry, fields: SealedFields | undefined): void {
    if (entry.position !== this.next) throw new Error(`The book expects entry ${this.next}.`);
    this.next += 1;
    this.#view = undefined;
    switch (entry.type) {
      case 'options':
        this.#terms = entry;
        this.#rebuild();
        break;
      case 'offer':
        this.#offer(entry.id, entry.terms);
        break;
      case 'commit':
        this.#put('commit', commitmentOf(entry.id, entry.position, fields));
        break;
      case 'amend':
        this.#put('amend', commitmentOf(entry.id, entry.seq, fields));
        break;
      case 'cancel':
        this.#standing.delete(entry.id);
        this.#apply({ kind: 'cancel', id: entry.id });
        break;
      default:
      // What follows the close changes neither offers nor commitments.
    }
  }

  view(): BookView {
    this.#view ??= {
      answer: this.#ready().answer(),
      offers: this.#ready().stairs(MOST_STEPS).offers,
      hasContainers: [...this.#offers.values()].some(({ freight }) => freight !== null),
    };
    return this.#view;
  }

  /** Units wanted at each price at which somebody leaves, the highest price first. It tells limits: for a pool that was revealed. */
  demandSteps(): { limit: number; units: number }[] {
    const byLimit = new Map<number, number>();
    for (const { limit, max } of this.#standing.values())
      byLimit.set(limit, (byLimit.get(limit) ?? 0) + max);
    let units = 0;
    return [...byLimit]
      .toSorted(([a], [b]) => b - a)
      .map(([limit, more]) => ({ limit, units: (units += more) }));
  }

  #offer(id: string, terms: CanonicalObject | null): void {
    const known = this.#offers.has(id);
    if (terms === null) this.#offers.delete(id);
    else this.#offers.set(id, offerOf(this.#options(), id, terms));
    const offer = this.#offers.get(id);
    if (known || !offer) this.#rebuild();
    else this.#apply({ kind: 'offer', offer });
  }

  #put(kind: 'commit' | 'amend', commitment: Commitment): void {
    this.#standing.set(commitment.id, commitment);
    this.#apply({ kind, commitment });
  }

  #apply(event: BookEvent): void {
    const applied = this.#ready().apply(event);
    if (applied.kind === 'refused')
      throw new Error(`The live book takes no such event: ${applied.path} ${applied.message}`);
  }

  #rebuild(): void {
    this.#book = new LiveBook(clearingOptions(this.#options()));
    for (const offer of this.#offers.values()) this.#apply({ kind: 'offer', offer });
    const standing = [...this.#standing.values()].toSorted((a, b) => a.seq - b.seq);
    for (const commitment of standing) this.#apply({ kind: 'commit', commitment });
  }

  #options(): OptionsEvent {
    if (!this.#terms) throw new Error('A pool begins with its options.');
    return this.#terms;
  }

  #ready(): LiveBook {
    if (!this.#book) throw new Error('A pool begins with its options.');
    return this.#book;
  }
}

function commitmentOf(id: string, seq: number, fields: SealedFields | undefined): Commitment {
  if (!fields) throw new Error(`Commitment ${id} was not opened for the book.`);
  return { id, seq, ...fields, variant: 0 };
}

/** An offer as the rule reads it; it was read so before it came into the log. */
function offerOf(event: OptionsEvent, id: string, terms: CanonicalObject): Offer {
  const { options, clearing } = event;
  const parsed = parseInstance({
    kind: clearing,
    options,
    offers: [{ ...terms, id }],
    commitments: [],
  });
  const [offer] =
    parsed.kind === 'instance' && parsed.instance.kind === 'single' ? parsed.instance.offers : [];
  if (!offer) throw new Error(`Offer ${id} is not readable: ${JSON.stringify(parsed)}`);
  return offer;
}
