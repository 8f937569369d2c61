import { allocate, surplusOf } from './allocation.ts';
import { worthComparing } from './clear-columns.ts';
import { MAX_EXACT, MAX_UNITS } from './bounds.ts';
import { CommitmentSlots } from './commitment-slots.ts';
import { DayDemand } from './day-demand.ts';
import { feasibleQuantities, type DemandSide, type PricedQuantity } from './feasible.ts';
import type { Commitment, Offer, Options } from './instance-shape.ts';
import { poolPrice, priceOffer, type PricedOffer } from './offer-cost.ts';
import { compareOutcomes, type Outcome } from './outcome-order.ts';
import type { Refusal } from './refusal.ts';
import { SearchBudget } from './search-budget.ts';
import { stairQuantities } from './stair-quantities.ts';

/** What happens to a pool, one at a time and in the order of its log. Fields are already parsed. */
export type BookEvent =
  | { readonly kind: 'commit'; readonly commitment: Commitment }
  | { readonly kind: 'amend'; readonly commitment: Commitment }
  | { readonly kind: 'cancel'; readonly id: string }
  | { readonly kind: 'offer'; readonly offer: Offer };

/** Units still missing, from buyers who accept the tier's own price, until the tier is reached. */
export interface TierGap {
  readonly offer: string;
  readonly from: number;
  /** P(from): the pool price that reaching the tier brings. */
  readonly price: number;
  /** D(price): units wanted by those who accept it. */
  readonly accepting: number;
  readonly missing: number;
}

export interface BookAnswer {
  readonly cleared: boolean;
  /** The leading offer's id; null when nothing clears. */
  readonly offer: string | null;
  readonly price: number;
  readonly quantity: number;
  /** In the order of the offers and their tiers. */
  readonly gaps: readonly TierGap[];
}

export interface Stairs {
  /** What an offer asks for a quantity. */
  readonly offers: readonly { readonly offer: string; readonly steps: readonly PricedQuantity[] }[];
  /** Units wanted at a price. */
  readonly demand: readonly { readonly price: number; readonly units: number }[];
}

/**
 * The live book of one pool with one variant: takes events one at a time and answers after each what
 * a full clearing of the same events would. An answer costs O(log prices) per tier and price step.
 * It goes over all commitments (O(n)) only where a maker's capacity binds and some commitment has a
 * min above one, or where rationed outcomes must be compared by surplus. An answer throws
 * `SearchTooLong` where the clearing itself would.
 */
export class LiveBook {
  private readonly options: Options;
  private readonly slots = new CommitmentSlots();
  private readonly offers: PricedOffer[] = [];
  /** P(from) of every tier of every offer. */
  private readonly tierPrices: (readonly number[])[] = [];
  private days = new Map<number, DayDemand>();
  private sides: DemandSide[] = [];
  private tracksSurplus = false;
  private spare = new Int32Array(0);
  private budget = new SearchBudget();
  private units = 0;
  private money = 0;
  /** Up to here every sum of money stays exact, whatever the leading offer. */
  private mostUnits = MAX_UNITS;

  constructor(options: Options) {
    this.options = options;
  }

  /** The book after all these events: how it is rebuilt from a log. */
  static from(options: Options, events: Iterable<BookEvent>): LiveBook {
    const book = new LiveBook(options);
    for (const event of events) book.apply(event);
    return book;
  }

  /** Applies one event, or refuses it and changes nothing. */
  apply(event: BookEvent): { readonly kind: 'applied' } | Refusal {
    if (event.kind === 'offer') return this.addOffer(event.offer);
    if (event.kind === 'cancel') return this.cancel(event.id);
    return event.kind === 'commit' ? this.commit(event.commitment) : this.amend(event.commitment);
  }

  answer(): BookAnswer {
    const best = this.leading();
    const gaps: TierGap[] = [];
    for (let at = 0; at < this.offers.length; at++) this.addGaps(gaps, at);
    return best === null
      ? { cleared: false, offer: null, price: 0, quantity: 0, gaps }
      : { cleared: true, offer: best.offer, price: best.price, quantity: best.quantity, gaps };
  }

  /** Both staircases for a picture, `points` of each at the most. */
  stairs(points: number): Stairs {
    const steps = this.offers.map((offer) => ({
      offer: offer.id,
      steps: offerSteps(offer, points, this.options),
    }));
    const prices = steps.flatMap((each) => each.steps.map(({ price }) => price));
    const day = this.days.values().next().value;
    const highest = Math.max(1, ...prices);
    const demand = Array.from({ length: Math.max(0, points) }, (_, at) => {
      const price = Math.round((highest * at) / Math.max(1, points - 1));
      return { price, units: day?.at(price) ?? 0 };
    });
    return { offers: steps, demand };
  }

  private commit(commitment: Commitment): { readonly kind: 'applied' } | Refusal {
    if (this.slots.find(commitment.id) !== null) {
      return refused('commitment.id', 'duplicate', 'has a commitment already; amend it');
    }
    if (commitment.seq <= this.slots.lastSeq) return refusedSeq(this.slots.lastSeq);
    if (!this.hasRoom(commitment, null)) return refusedTotal('commitment.max');
    this.slots.append(commitment);
    this.change(commitment, commitment.max);
    this.count(commitment, commitment.max);
    return APPLIED;
  }

  private amend(commitment: Commitment): { readonly kind: 'applied' } | Refusal {
    const before = this.slots.find(commitment.id);
    if (before === null) return refused('commitment.id', 'missing', 'has no commitment to amend');
    if (commitment.seq === before.seq && onlyLowers(before, commitment)) {
      this.change(before, commitment.max - before.max);
      this.count(before, commitment.max - before.max);
      this.slots.lowerMaximum(commitment.id, commitment.max);
      return APPLIED;
    }
    if (commitment.seq <= this.slots.lastSeq) return refusedSeq(this.slots.lastSeq);
    if (!this.hasRoom(commitment, before)) return refusedTotal('commitment.max');
    this.slots.replace(commitment);
    this.change(before, -before.max);
    this.count(before, -before.max);
    this.change(commitment, commitment.max);
    this.count(commitment, commitment.max);
    return APPLIED;
  }

  private cancel(id: string): { readonly kind: 'applied' } | Refusal {
    const before = this.slots.find(id);
    if (before === null) return refused('id', 'missing', 'has no commitment to cancel');
    this.slots.remove(id);
    this.change(before, -before.max);
    this.count(before, -before.max);
    return APPLIED;
  }

  private addOffer(offer: Offer): { readonly kind: 'applied' } | Refusal {
    if (this.offers.some(({ id }) => id === offer.id)) {
      return refused('offer.id', 'duplicate', 'has an offer already; offers are not changed');
    }
    const mostUnits = Math.min(this.mostUnits, exactUnits(offer, this.options));
    const farthest = Math.max(this.units, offer.tiers[offer.tiers.length - 1].from);
    if (farthest > mostUnits) return refusedTotal('offer');
    this.mostUnits = mostUnits;
    const priced = priceOffer(offer, this.options);
    this.offers.push(priced);
    this.tierPrices.push(priced.froms.map((from) => poolPrice(priced, this.options, from)));
    this.tracksSurplus = this.offers.length > 1 || offer.freight !== null;
    this.days = new Map(
      this.offers.map(({ readyDay }) => [readyDay, new DayDemand(this.tracksSurplus)]),
    );
    for (const commitment of this.slots.commitments()) this.change(commitment, commitment.max);
    this.sides = this.offers.map(({ readyDay }) => this.sideFor(readyDay));
    return APPLIED;
  }

  private change(commitment: Commitment, units: number): void {
    for (const [day, demand] of this.days) {
      const isReady = commitment.latestDay === null || day <= commitment.latestDay;
      if (isReady) demand.add(commitment, units);
    }
  }

  private hasRoom(commitment: Commitment, leaving: Commitment | null): boolean {
    const units = this.units + commitment.max - (leaving?.max ?? 0);
    const left = leaving === null ? 0 : leaving.max * leaving.limit;
    const money = this.money + commitment.max * commitment.limit - left;
    return units <= this.mostUnits && money <= MAX_EXACT;
  }

  private count(commitment: Commitment, units: number): void {
    this.units += units;
    this.money += units * commitment.limit;
  }

  private leading(): Outcome | null {
    const { options } = this;
    let best: Outcome | null = null;
    this.budget = new SearchBudget();
    for (let at = 0; at < this.offers.length; at++) {
      const found = feasibleQuantities(this.offers[at], options, this.sides[at]);
      for (const each of worthComparing(found, options)) {
        const outcome = new LiveOutcome(this.offers[at], each, this.surplus);
        if (best === null || compareOutcomes(options.objective, outcome, best) < 0) best = outcome;
      }
    }
    return best;
  }

  private readonly surplus = ({ readyDay, price, quantity }: LiveOutcome): number => {
    const demand = this.days.get(readyDay);
    if (demand?.at(price) === quantity) {
      const tracked = demand.surplusAt(price);
      if (tracked !== null) return tracked;
    }
    this.allocated(readyDay, price, quantity);
    return surplusOf(this.slots.columns(), price, this.spare);
  };

  private allocated(day: number, price: number, quantity: number): number {
    const columns = this.slots.columns();
    if (this.spare.length < columns.count) this.spare = new Int32Array(columns.limits.length);
    const { rationing } = this.options;
    return allocate(columns, { price, day, units: quantity, rationing }, this.spare);
  }

  private sideFor(day: number): DemandSide {
    const demand = this.days.get(day) as DayDemand;
    return {
      total: () => demand.total,
      at: (price) => demand.at(price),
      handedOut: (price, quantity) => {
        if (this.slots.isFine) return quantity;
        this.budget.spend(this.slots.columns().count);
        return this.allocated(day, price, quantity);
      },
      look: () => this.budget.spend(1),
    };
  }

  private addGaps(gaps: TierGap[], at: number): void {
    const { id, froms } = this.offers[at];
    const prices = this.tierPrices[at];
    for (let tier = 0; tier < froms.length; tier++) {
      const accepting = this.sides[at].at(prices[tier]);
      const missing = Math.max(0, froms[tier] - accepting);
      gaps.push({ offer: id, from: froms[tier], price: prices[tier], accepting, missing });
    }
  }
}

/** Works its surplus out only when it is asked for, and once. */
class LiveOutcome implements Outcome {
  readonly offer: string;
  readonly readyDay: number;
  readonly quantity: number;
  readonly price: number;
  private readonly measure: (outcome: LiveOutcome) => number;
  private known: number | null = null;

  constructor(
    offer: PricedOffer,
    { quantity, price }: PricedQuantity,
    measure: (outcome: LiveOutcome) => number,
  ) {
    this.offer = offer.id;
    this.readyDay = offer.readyDay;
    this.quantity = quantity;
    this.price = price;
    this.measure = measure;
  }

  get surplus(): number {
    this.known ??= this.measure(this);
    return this.known;
  }
}

/** Units up to which an offer's total cost and fees surely stay below 2^53. */
function exactUnits(offer: Offer, options: Options): number {
  const { perContainer, unitsPerContainer } = offer.freight ?? {
    perContainer: 0,
    unitsPerContainer: 1,
  };
  const fixed = offer.tooling + options.feeFixed + perContainer;
  const each = offer.tiers[0].price + perContainer / unitsPerContainer + options.feePerUnit + 2;
  // A fee of 100 % doubles the cost.
  return Math.floor((MAX_EXACT / 2 - fixed) / each);
}

function refusedTotal(path: string): Refusal {
  return refused(
    path,
    'total-too-large',
    'could take a sum past 2^53 - 1, up to which results are exact',
  );
}

const APPLIED = { kind: 'applied' } as const;

function onlyLowers(before: Commitment, after: Commitment): boolean {
  return (
    after.max <= before.max &&
    after.max >= after.min &&
    after.min === before.min &&
    after.limit === before.limit &&
    after.taxBps === before.taxBps &&
    after.latestDay === before.latestDay
  );
}

function refused(path: string, reason: Refusal['reason'], message: string): Refusal {
  return { kind: 'refused', path, reason, message };
}

function refusedSeq(last: number): Refusal {
  const message = `must be above ${last}: only an amendment that only lowers max keeps its seq`;
  return refused('commitment.seq', 'not-ascending', message);
}

/** Where an offer's pool price steps. */
function offerSteps(offer: PricedOffer, points: number, options: Options): PricedQuantity[] {
  return stairQuantities(offer.froms, offer, points).map((quantity) => ({
    quantity,
    price: poolPrice(offer, options, quantity),
  }));
}
