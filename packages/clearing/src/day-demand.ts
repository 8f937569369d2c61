import { acceptedPrice, grossPrice } from './money.ts';
import { TickTree } from './tick-tree.ts';

/** What the demand of one commitment depends on. */
export interface Wish {
  readonly limit: number;
  readonly taxBps: number;
}

/**
 * The live demand curve of one variant and one ready day, keyed by the highest pool price that a
 * commitment accepts. The surplus trees are kept only where outcomes may have to be compared.
 */
export class DayDemand {
  private readonly units = new TickTree('units');
  private readonly money: TickTree | null;
  private readonly unitsByTax = new Map<number, TickTree>();
  total = 0;

  constructor(tracksSurplus: boolean) {
    this.money = tracksSurplus ? new TickTree('money') : null;
  }

  /** `units` may be negative: what is taken away. */
  add(wish: Wish, units: number): void {
    const price = acceptedPrice(wish.limit, wish.taxBps);
    this.units.add(price, units);
    this.total += units;
    if (this.money === null) return;
    this.money.add(price, wish.limit * units);
    const taxed = this.unitsByTax.get(wish.taxBps) ?? new TickTree('units');
    this.unitsByTax.set(wish.taxBps, taxed);
    taxed.add(price, units);
  }

  at(price: number): number {
    return this.units.from(price);
  }

  /** S when all who accept this price get all they want; null where it is not tracked. */
  surplusAt(price: number): number | null {
    if (this.money === null) return null;
    let surplus = this.money.from(price);
    for (const [taxBps, taxed] of this.unitsByTax) {
      const units = taxed.from(price);
      if (units > 0) surplus -= units * grossPrice(price, taxBps);
    }
    return surplus;
  }
}
