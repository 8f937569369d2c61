import type { AwardInstance, VariantOffer } from './instance-shape.ts';

/**
 * The award as a mixed-integer program in sparse rows, minimised: total quantity discount after
 * Goossens, Maas, Spieksma and van de Klundert, EJOR 178 (2007) 603. A column y picks a maker's
 * tier, columns x are units per variant within that tier, a column n counts containers.
 */
export interface AwardModel {
  readonly costs: number[];
  readonly uppers: number[];
  readonly rows: AwardRow[];
  /** What each column stands for, by position. */
  readonly columns: AwardColumn[];
}

export interface AwardRow {
  readonly lower: number;
  readonly upper: number;
  readonly columns: number[];
  readonly values: number[];
}

export type AwardColumn =
  | { readonly kind: 'tier'; readonly offer: number; readonly tier: number }
  | {
      readonly kind: 'units';
      readonly offer: number;
      readonly tier: number;
      readonly variant: number;
    }
  | { readonly kind: 'containers'; readonly offer: number };

/** `mayExceed`: more than was demanded may be bought, up to the makers' capacities. */
export function awardModel(instance: AwardInstance, mayExceed: boolean): AwardModel {
  const builder = new ModelBuilder(instance, mayExceed);
  instance.offers.forEach((offer, at) => builder.addOffer(offer, at));
  builder.addDemand();
  builder.addMostSuppliers();
  return builder.model;
}

class ModelBuilder {
  readonly model: AwardModel = { costs: [], uppers: [], rows: [], columns: [] };
  private readonly instance: AwardInstance;
  private readonly mayExceed: boolean;
  private readonly mostUnits: number;

  constructor(instance: AwardInstance, mayExceed: boolean) {
    this.instance = instance;
    this.mayExceed = mayExceed;
    const demanded = instance.demand.reduce((sum, units) => sum + units, 0);
    const farthest = Math.max(0, ...instance.offers.map(leastForLastTier));
    this.mostUnits = mayExceed ? Math.max(demanded, farthest) + demanded : demanded;
  }

  addOffer(offer: VariantOffer, at: number): void {
    const tiers = offer.tiers.flatMap((_, tier) => this.addTier(offer, at, tier));
    this.addRow(
      -Infinity,
      1,
      tiers.map((tier) => [tier, 1]),
    );
    const units = this.unitsOf(({ offer: of }) => of === at);
    offer.variantCapacity.forEach((capacity, variant) => {
      if (capacity === null) return;
      const made = this.unitsOf((column) => column.offer === at && column.variant === variant);
      this.addRow(
        -Infinity,
        capacity,
        made.map((column) => [column, 1]),
      );
    });
    if (offer.freight === null) return;
    const { perContainer, unitsPerContainer } = offer.freight;
    const most = Math.ceil(this.mostUnits / unitsPerContainer);
    const containers = this.addColumn({ kind: 'containers', offer: at }, perContainer, most);
    const loads = units.map((column): [number, number] => [column, -1]);
    this.addRow(0, Infinity, [[containers, unitsPerContainer], ...loads]);
  }

  addDemand(): void {
    this.instance.demand.forEach((demanded, variant) => {
      const made = this.unitsOf((column) => column.variant === variant);
      const upper = this.mayExceed ? Infinity : demanded;
      this.addRow(
        demanded,
        upper,
        made.map((column) => [column, 1]),
      );
    });
  }

  addMostSuppliers(): void {
    const { maxSuppliers } = this.instance.options;
    if (maxSuppliers === null || maxSuppliers >= this.instance.offers.length) return;
    const tiers = this.model.columns.flatMap((column, at) => (column.kind === 'tier' ? [at] : []));
    this.addRow(
      -Infinity,
      maxSuppliers,
      tiers.map((tier) => [tier, 1]),
    );
  }

  /** No column for a tier that starts above what the maker may or need make. */
  private addTier(offer: VariantOffer, at: number, tier: number): number[] {
    const least = Math.max(1, offer.moq, offer.tiers[tier].from);
    const next = offer.tiers[tier + 1]?.from ?? Infinity;
    const most = Math.min(next - 1, offer.capacity ?? Infinity, this.mostUnits);
    if (least > most) return [];
    const picked = this.addColumn({ kind: 'tier', offer: at, tier }, offer.tooling, 1);
    const entries = this.instance.demand.map((demanded, variant): [number, number] => {
      const wanted = this.mayExceed ? most : demanded;
      const capacity = Math.min(wanted, most, offer.variantCapacity[variant] ?? Infinity);
      const price = offer.tiers[tier].prices[variant];
      const units = this.addColumn({ kind: 'units', offer: at, tier, variant }, price, capacity);
      // Strengthens the relaxation: no units without the tier.
      this.addRow(-Infinity, 0, [
        [units, 1],
        [picked, -capacity],
      ]);
      return [units, 1];
    });
    this.addRow(0, Infinity, [...entries, [picked, -least]]);
    this.addRow(-Infinity, 0, [...entries, [picked, -most]]);
    return [picked];
  }

  private unitsOf(matches: (column: { offer: number; variant: number }) => boolean): number[] {
    return this.model.columns.flatMap((column, at) =>
      column.kind === 'units' && matches(column) ? [at] : [],
    );
  }

  private addColumn(column: AwardColumn, cost: number, upper: number): number {
    this.model.costs.push(cost);
    this.model.uppers.push(upper);
    return this.model.columns.push(column) - 1;
  }

  private addRow(
    lower: number,
    upper: number,
    entries: readonly (readonly [number, number])[],
  ): void {
    this.model.rows.push({
      lower,
      upper,
      columns: entries.map(([column]) => column),
      values: entries.map(([, value]) => value),
    });
  }
}

function leastForLastTier(offer: VariantOffer): number {
  return Math.max(offer.moq, offer.tiers[offer.tiers.length - 1].from);
}
