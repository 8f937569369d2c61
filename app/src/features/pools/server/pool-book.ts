import type { Commitment } from '@muster/clearing/instance-shape';
import type { CanonicalObject } from '@muster/log/canonical';
import type { Entry, OptionsEvent } from '@muster/log/entry';
import type { SealedFields } from '@muster/log/seal';
import { type BookEngine, type BookView, openEngine } from './book-engine.ts';
import { readInstance } from './clearing-options.ts';

const MOST_STEPS = 40;

/**
 * The live book of a pool, told from its log one entry at a time. Terms and offers that change are the one thing that the
 * books of the clearing rule do not take: then the next view builds one again from what stands.
 */
export class PoolBook {
  /** The position of the entry that comes next. */
  next = 0;
  #terms: OptionsEvent | undefined;
  #engine: BookEngine | undefined;
  #view: BookView | undefined;
  #limits: { containers: boolean; capacity: boolean } | undefined;
  readonly #offers = new Map<string, CanonicalObject>();
  readonly #standing = new Map<string, Commitment>();

  /** Takes the next entry; `fields` are what a commitment or amendment says under its seal. */
  take(entry: Entry, fields: SealedFields | undefined): void {
    if (entry.position !== this.next) throw new Error(`The book expects entry ${this.next}.`);
    this.next += 1;
    this.#view = undefined;
    switch (entry.type) {
      case 'options':
        this.#terms = entry;
        this.#engine = undefined;
        break;
      case 'offer':
        if (entry.terms === null) this.#offers.delete(entry.id);
        else this.#offers.set(entry.id, entry.terms);
        this.#engine = undefined;
        break;
      case 'commit':
        this.#place(entry, entry.position, fields);
        break;
      case 'amend':
        this.#place(entry, entry.seq, fields);
        break;
      case 'cancel':
        this.#standing.delete(entry.id);
        this.#engine?.withdraw(entry.id);
        break;
      default:
      // What follows the close changes neither offers nor commitments.
    }
  }

  view(): BookView {
    this.#view ??= this.#ready().view(MOST_STEPS);
    return this.#view;
  }

  /** Whether an offer ships in whole containers, and whether one has a most that it makes. */
  limits(): { containers: boolean; capacity: boolean } {
    this.#ready();
    return this.#limits ?? { containers: false, capacity: false };
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

  #place(
    { id, variant }: { id: string; variant: string | null },
    seq: number,
    fields: SealedFields | undefined,
  ): void {
    if (!fields) throw new Error(`Commitment ${id} was not opened for the book.`);
    const at = variant === null ? 0 : (this.#terms?.variants?.indexOf(variant) ?? -1);
    if (at < 0) throw new Error(`Commitment ${id} is of a variant that the pool has not.`);
    const commitment = { id, seq, ...fields, variant: at };
    this.#standing.set(id, commitment);
    this.#engine?.place(commitment);
  }

  #ready(): BookEngine {
    if (this.#engine) return this.#engine;
    if (!this.#terms) throw new Error('A pool begins with its options.');
    const parsed = readInstance(this.#terms, this.#offers);
    if (parsed.kind === 'refused')
      throw new Error(`The offers of a pool are not readable: ${JSON.stringify(parsed)}`);
    const { offers } = parsed.instance;
    this.#limits = {
      containers: offers.some(({ freight }) => freight !== null),
      capacity: offers.some(({ capacity }) => capacity !== null),
    };
    const engine = openEngine(parsed.instance);
    for (const commitment of [...this.#standing.values()].toSorted((a, b) => a.seq - b.seq))
      engine.place(commitment);
    this.#engine = engine;
    return engine;
  }
}
