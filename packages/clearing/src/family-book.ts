import { compareFamilies } from './clear-family.ts';
import { DayDemand } from './day-demand.ts';
import { familyTotals } from './family-prices.ts';
import { largestConsistent, type FamilyVector } from './family-vector.ts';
import type { Commitment, Options, VariantOffer } from './instance-shape.ts';

/** The live state of a family: quantities and prices by variant, in the order of the variants. */
export interface FamilyAnswer {
  readonly offer: string;
  readonly total: number;
  readonly quantities: Int32Array;
  readonly prices: Float64Array;
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
