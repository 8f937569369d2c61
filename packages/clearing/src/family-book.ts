import { compareFamilies } from './clear-family.ts';
import { DayDemand } from './day-demand.ts';
import { familyTotals } from './family-prices.ts';
import { atTotal, largestConsistent, type FamilyVector } from './family-vector.ts';
import type { Commitment, Options, VariantOffer } from './instance-shape.ts';
import { stairQuantities } from './stair-quantities.ts';

/** The live state of a family: quantities and prices by variant, in the order of the variants. */
export interface FamilyAnswer {
  readonly offer: string;
  readonly total: number;
  readonly quantities: Int32Array;
  readonly prices: Float64Array;
}

/** Units still missing, of any variant and from buyers who accept their variant's price at the tier, until it is reached. */
export interface FamilyGap {
  readonly offer: string;
  readonly from: number;
  /** By variant, in their order: the pool prices that reaching the tier brings. */
  readonly prices: readonly number[];
  readonly accepting: number;
  readonly missing: number;
}

/** What an offer asks for each variant, by the units of all variants together. */
export interface FamilyStairs {
  readonly offer: string;
  readonly steps: readonly { readonly quantity: number; readonly prices: readonly number[] }[];
}

/**
 * The live book of a family, whose offers are fixed: one tree per variant and ready day, and after
 * each change the descent from everybody. What it answers equals a full clearing.
 */
export class FamilyBook {
  private readonly options: Options;
  private readonly offers: readonly VariantOffer[];
  private readonly days = new Map<number, readonly DayDemand[]>();
  private readonly commitments = new Map<string, Commitment>();

  constructor(options: Options, offers: readonly VariantOffer[], variants: number) {
    this.options = options;
    this.offers = offers;
    for (const { leadDays } of offers) {
      const demands = Array.from({ length: variants }, () => new DayDemand(offers.length > 1));
      this.days.set(options.closeDay + leadDays, demands);
    }
  }

  /** Places a commitment, or puts it in the place of the one with the same id. */
  place(commitment: Commitment): void {
    this.withdraw(commitment.id);
    this.commitments.set(commitment.id, commitment);
    this.change(commitment, commitment.max);
  }

  withdraw(id: string): void {
    const before = this.commitments.get(id);
    if (before === undefined) return;
    this.commitments.delete(id);
    this.change(before, -before.max);
  }

  answer(): FamilyAnswer | null {
    if (this.offers.length === 1) return this.outcomeOf(this.offers[0]);
    const outcomes = this.offers.flatMap((offer) => this.comparable(offer));
    const { objective } = this.options;
    return outcomes.sort((one, other) => compareFamilies(objective, one, other))[0] ?? null;
  }

  /** In the order of the offers and their tiers. */
  gaps(): FamilyGap[] {
    return this.offers.flatMap((offer) =>
      offer.tiers.map(({ from }) => {
        const { prices, total: accepting } = this.at(offer, from);
        const missing = Math.max(0, from - accepting);
        return { offer: offer.id, from, prices: [...prices], accepting, missing };
      }),
    );
  }

  /** The stairs of each offer for a picture, `points` of each at the most: at its tiers, and on by even steps. */
  stairs(points: number): FamilyStairs[] {
    return this.offers.map((offer) => {
      const froms = offer.tiers.map(({ from }) => from);
      const least = Math.max(1, offer.moq, froms[0]);
      const most = offer.capacity ?? Number.MAX_SAFE_INTEGER;
      const steps = stairQuantities(froms, { least, most }, points).map((quantity) => ({
        quantity,
        prices: [...this.at(offer, quantity).prices],
      }));
      return { offer: offer.id, steps };
    });
  }

  private at(offer: VariantOffer, total: number): FamilyVector {
    const demands = this.demandsOf(offer);
    const everybody = Int32Array.from(demands, (each) => each.total);
    return atTotal(offer, this.options, { total, everybody }, (variant, price) =>
      demands[variant].at(price),
    );
  }

  private outcomeOf(offer: VariantOffer): (FamilyVector & { offer: string }) | null {
    const demands = this.demandsOf(offer);
    const everybody = Int32Array.from(demands, ({ total }) => total);
    const vector = largestConsistent(offer, this.options, everybody, (variant, price) =>
      demands[variant].at(price),
    );
    return vector === null ? null : { ...vector, offer: offer.id };
  }

  private comparable(offer: VariantOffer) {
    const vector = this.outcomeOf(offer);
    if (vector === null) return [];
    const demands = this.demandsOf(offer);
    let surplus = 0;
    let revenue = 0;
    vector.quantities.forEach((units, variant) => {
      if (units === 0) return;
      surplus += demands[variant].surplusAt(vector.prices[variant]) ?? 0;
      revenue += units * vector.prices[variant];
    });
    const readyDay = this.options.closeDay + offer.leadDays;
    const totals = familyTotals(offer, this.options, vector.quantities);
    return [{ ...vector, ...totals, readyDay, surplus, revenue }];
  }

  private demandsOf({ leadDays }: VariantOffer): readonly DayDemand[] {
    return this.days.get(this.options.closeDay + leadDays) ?? [];
  }

  private change(commitment: Commitment, units: number): void {
    for (const [day, demands] of this.days) {
      if (commitment.latestDay !== null && day > commitment.latestDay) continue;
      demands[commitment.variant].add(commitment, units);
    }
  }
}
