import { writeCanonical, type CanonicalObject } from './canonical.ts';
import type {
  Allotment,
  AmendEvent,
  ClearingEvent,
  CollectEvent,
  CommitEvent,
  Entry,
  OfferEvent,
  OptionsEvent,
} from './entry.ts';
import { onlyLowersMax, type SealedFields } from './seal.ts';

/** How far a pool has come. It moves only forward, by the events close, reveal and clearing. */
export type PoolStage =
  'unopened' | 'open' | 'closed' | 'revealed' | 'tentative' | 'cleared' | 'void';

/** An event that the pool's rules do not allow where it stands. */
export type RuleBreak =
  | 'options-must-come-first'
  | 'terms-changed-after-a-commitment'
  | 'pool-is-closed'
  | 'offer-is-not-there'
  | 'award-takes-no-commitments'
  | 'id-was-used-before'
  | 'commitment-is-not-there'
  | 'variant-is-not-in-the-pool'
  | 'seq-is-neither-kept-nor-new'
  | 'new-variant-keeps-no-seq'
  | 'reveal-before-close'
  | 'revealed-twice'
  | 'clearing-before-reveal'
  | 'clearing-out-of-turn'
  | 'collect-before-tentative-clearing'
  | 'collect-from-nobody-served'
  | 'collected-twice'
  | 'collected-more-than-served'
  | 'served-but-not-collected';

/** One sealed state of a commitment: the entry it stands in, and its fields once they are opened. */
export interface SealedVersion {
  readonly position: number;
  readonly seal: string;
  readonly seq: number;
  readonly commitment: Commitment;
  fields: SealedFields | null;
}

/** A commitment as the log tells it. */
export interface Commitment {
  readonly id: string;
  readonly buyer: string;
  variant: string | null;
  cancelled: boolean;
  /** From the first to the one that stands. */
  versions: SealedVersion[];
  /** Units of the tentative clearing; 0 where it was not served. */
  served: number;
  /** Units paid for; null while nothing is known. */
  collected: number | null;
}

/**
 * A pool told from its log, one entry at a time. The same fold serves the live pool, whose operator
 * knows the fields under the seals, and the verifier, who learns them at the reveal. It changes in
 * place: a log of a million commitments should not be copied a million times.
 */
export class PoolFold {
  stage: PoolStage = 'unopened';
  terms: OptionsEvent | null = null;
  readonly offers = new Map<string, CanonicalObject>();
  readonly commitments = new Map<string, Commitment>();
  readonly #byPosition = new Map<number, SealedVersion>();
  tentativeResult: CanonicalObject | null = null;
  finalResult: CanonicalObject | null = null;

  /** Takes the next entry. A break of the rules is named, and the entry then changes nothing. */
  apply(entry: Entry): RuleBreak | null {
    if (this.terms === null && entry.type !== 'options') return 'options-must-come-first';
    switch (entry.type) {
      case 'options':
        return this.#options(entry);
      case 'offer':
        return this.#offer(entry);
      case 'commit':
        return this.#commit(entry);
      case 'amend':
        return this.#amend(entry);
      case 'cancel':
        return this.#cancel(entry.id);
      case 'close':
        return this.#advance('open', 'closed', 'pool-is-closed');
      case 'reveal':
        return this.#reveal();
      case 'collect':
        return this.#collect(entry);
      case 'clearing':
        return this.#clearing(entry);
    }
  }

  /** The sealed state that an entry at `position` made, if it made one. */
  sealedAt(position: number): SealedVersion | undefined {
    return this.#byPosition.get(position);
  }

  /** Writes down the opened fields of the entry at `position`; the caller has held them against the seal. */
  open(position: number, fields: SealedFields): void {
    const version = this.#byPosition.get(position);
    if (version !== undefined) version.fields = fields;
  }

  /** Writes down a row of the tentative clearing, for the collection that follows. False where nobody has this id. */
  allot(allotment: Allotment): boolean {
    const commitment = this.commitments.get(allotment.id);
    if (commitment === undefined || commitment.cancelled) return false;
    commitment.served = allotment.units;
    return true;
  }

  /**
   * What the clearing rule is asked now. Before the tentative clearing: every standing commitment
   * whose fields are known. After it: what was collected, each for the units paid.
   */
  instance(): CanonicalObject {
    const { terms } = this;
    if (terms === null) throw new Error('A pool without options has no instance.');
    const offers = [...this.offers].map(([id, offer]) => ({ ...offer, id }));
    return {
      kind: terms.clearing,
      options: terms.options,
      offers,
      ...(terms.clearing === 'award' ? {} : { commitments: this.#standing() }),
      ...(terms.demand === null ? {} : { demand: terms.demand }),
      ...(terms.variants === null ? {} : { variants: terms.variants }),
    };
  }

  /** Commitments whose current seal, or an earlier one of a commitment that still stands, was never opened. */
  *unopened(): Generator<SealedVersion> {
    for (const commitment of this.commitments.values()) {
      if (commitment.cancelled) continue;
      for (const version of commitment.versions) if (version.fields === null) yield version;
    }
  }

  /** The latest state of every commitment that was ever amended. */
  *amended(): Generator<SealedVersion> {
    for (const { versions } of this.commitments.values()) {
      const latest = versions.at(-1);
      if (versions.length > 1 && latest !== undefined) yield latest;
    }
  }

  /** Amendments that kept a place they should have lost, or lost one they should have kept. */
  *misplaced(): Generator<SealedVersion> {
    for (const { versions } of this.commitments.values()) {
      for (let i = 1; i < versions.length; i++) {
        const before = versions[i - 1];
        const after = versions[i];
        if (!before?.fields || !after?.fields) continue;
        const kept = after.seq === before.seq;
        if (kept !== onlyLowersMax(before.fields, after.fields)) yield after;
      }
    }
  }

  #standing(): CanonicalObject[] {
    const afterTentative = this.tentativeResult !== null;
    const standing: CanonicalObject[] = [];
    for (const commitment of this.commitments.values()) {
      const { id, variant, cancelled, collected } = commitment;
      const version = commitment.versions.at(-1);
      if (cancelled || !version?.fields) continue;
      if (afterTentative && !collected) continue;
      const { min, max, limit, taxBps, latestDay } = version.fields;
      const most = afterTentative ? (collected ?? 0) : max;
      const fields = { id, seq: version.seq, min, max: most, limit, taxBps, latestDay };
      standing.push(variant === null ? fields : { ...fields, variant });
    }
    return standing;
  }

  #options(entry: OptionsEvent): RuleBreak | null {
    if (this.stage !== 'unopened' && this.stage !== 'open') return 'pool-is-closed';
    const bound = this.commitments.size > 0 && this.terms !== null;
    if (bound && this.terms !== null && boundTerms(this.terms) !== boundTerms(entry)) {
      return 'terms-changed-after-a-commitment';
    }
    this.terms = entry;
    this.stage = 'open';
    return null;
  }

  #offer({ id, terms }: OfferEvent): RuleBreak | null {
    if (this.stage !== 'open') return 'pool-is-closed';
    if (terms === null) return this.offers.delete(id) ? null : 'offer-is-not-there';
    this.offers.set(id, terms);
    return null;
  }

  #commit(entry: Entry<CommitEvent>): RuleBreak | null {
    if (this.stage !== 'open') return 'pool-is-closed';
    if (this.terms?.clearing === 'award') return 'award-takes-no-commitments';
    if (this.commitments.has(entry.id)) return 'id-was-used-before';
    if (!this.#knowsVariant(entry.variant)) return 'variant-is-not-in-the-pool';
    const commitment: Commitment = {
      id: entry.id,
      buyer: entry.buyer,
      variant: entry.variant,
      cancelled: false,
      versions: [],
      served: 0,
      collected: null,
    };
    this.commitments.set(entry.id, commitment);
    this.#seal(commitment, entry, entry.position);
    return null;
  }

  #amend(entry: Entry<AmendEvent>): RuleBreak | null {
    if (this.stage !== 'open') return 'pool-is-closed';
    const commitment = this.commitments.get(entry.id);
    const current = commitment?.versions.at(-1);
    if (!commitment || commitment.cancelled || !current) return 'commitment-is-not-there';
    if (!this.#knowsVariant(entry.variant)) return 'variant-is-not-in-the-pool';
    if (entry.seq !== current.seq && entry.seq !== entry.position) {
      return 'seq-is-neither-kept-nor-new';
    }
    if (entry.variant !== commitment.variant && entry.seq === current.seq) {
      return 'new-variant-keeps-no-seq';
    }
    commitment.variant = entry.variant;
    this.#seal(commitment, entry, entry.seq);
    return null;
  }

  #seal(commitment: Commitment, entry: Entry<CommitEvent | AmendEvent>, seq: number): void {
    const { position, seal } = entry;
    const version: SealedVersion = { position, seal, seq, commitment, fields: null };
    // Most have one version, and a list of its own length; a first push would set room for seventeen aside.
    if (commitment.versions.length === 0) commitment.versions = [version];
    else commitment.versions.push(version);
    this.#byPosition.set(position, version);
  }

  #cancel(id: string): RuleBreak | null {
    if (this.stage !== 'open') return 'pool-is-closed';
    const commitment = this.commitments.get(id);
    if (commitment === undefined || commitment.cancelled) return 'commitment-is-not-there';
    commitment.cancelled = true;
    return null;
  }

  #reveal(): RuleBreak | null {
    if (this.stage === 'open') return 'reveal-before-close';
    return this.#advance('closed', 'revealed', 'revealed-twice');
  }

  #collect({ id, units }: CollectEvent): RuleBreak | null {
    if (this.stage !== 'tentative') return 'collect-before-tentative-clearing';
    const commitment = this.commitments.get(id);
    if (commitment === undefined || commitment.served === 0) return 'collect-from-nobody-served';
    if (commitment.collected !== null) return 'collected-twice';
    if (units > commitment.served) return 'collected-more-than-served';
    commitment.collected = units;
    return null;
  }

  #clearing({ round, result }: ClearingEvent): RuleBreak | null {
    if (this.stage === 'open' || this.stage === 'closed') return 'clearing-before-reveal';
    const due =
      this.stage === 'revealed' ? 'tentative' : this.stage === 'tentative' ? 'final' : null;
    if (round !== due) return 'clearing-out-of-turn';
    const cleared = result['cleared'] === true || result['feasible'] === true;
    if (round === 'tentative') {
      this.tentativeResult = result;
      this.stage = cleared ? 'tentative' : 'void';
      return null;
    }
    if (this.#awaitsCollection()) return 'served-but-not-collected';
    this.finalResult = result;
    this.stage = cleared ? 'cleared' : 'void';
    return null;
  }

  #awaitsCollection(): boolean {
    for (const { served, collected } of this.commitments.values()) {
      if (served > 0 && collected === null) return true;
    }
    return false;
  }

  #knowsVariant(variant: string | null): boolean {
    const variants = this.terms?.variants ?? null;
    if (variants === null || variant === null) return variants === null && variant === null;
    return variants.includes(variant);
  }

  #advance(from: PoolStage, to: PoolStage, otherwise: RuleBreak): RuleBreak | null {
    if (this.stage !== from) return otherwise;
    this.stage = to;
    return null;
  }
}

/** Everything a buyer relied on when committing. The closing day may move: each commitment has its own latest day. */
function boundTerms({ clearing, options, variants, demand, priceMayRise }: OptionsEvent): string {
  const { closeDay: _, ...bound } = options;
  return writeCanonical({ clearing, options: bound, variants, demand, priceMayRise });
}
