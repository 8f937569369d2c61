/** Prices below this stand in one array; the few above in a map, so that any limit is exact. */
const MAX_DENSE = 1 << 20;
const MIN_DENSE = 1 << 12;
const MAX_SPARSE = 2 ** 31;

/**
 * Sums by price, with changes and sums from a price up in O(log prices): a Fenwick tree (Fenwick,
 * "A new data structure for cumulative frequency tables", 1994). Amounts are integers whose total
 * stays below 2^53.
 */
export class TickTree {
  private dense: Int32Array | Float64Array;
  private readonly holds: 'units' | 'money';
  private denseTotal = 0;
  private readonly sparse = new Map<number, number>();
  private sparseTotal = 0;

  /** Units fit half as wide an array as money, and more of it stays near the processor. */
  constructor(holds: 'units' | 'money') {
    this.dense = denseArray(holds, MIN_DENSE);
    this.holds = holds;
  }

  add(price: number, amount: number): void {
    if (price >= MAX_DENSE) {
      this.addSparse(price, amount);
      return;
    }
    while (price + 1 >= this.dense.length) this.double();
    const { dense } = this;
    for (let at = price + 1; at < dense.length; at += at & -at) dense[at] += amount;
    this.denseTotal += amount;
  }

  /** The sum at this price and all above. */
  from(price: number): number {
    if (price >= MAX_DENSE) return this.sparseTotal - this.belowSparse(price);
    const { dense } = this;
    let below = 0;
    for (let at = Math.min(price, dense.length - 1); at > 0; at -= at & -at) below += dense[at];
    return this.denseTotal - below + this.sparseTotal;
  }

  /** In a tree of a power of two the new top node alone is not empty: it holds everything. */
  private double(): void {
    const wider = denseArray(this.holds, (this.dense.length - 1) * 2);
    wider.set(this.dense);
    wider[wider.length - 1] = this.denseTotal;
    this.dense = wider;
  }

  private addSparse(price: number, amount: number): void {
    for (let at = price - MAX_DENSE + 1; at < MAX_SPARSE; at += at & -at) {
      this.sparse.set(at, (this.sparse.get(at) ?? 0) + amount);
    }
    this.sparseTotal += amount;
  }

  private belowSparse(price: number): number {
    if (price - MAX_DENSE >= MAX_SPARSE - 1) return this.sparseTotal;
    let below = 0;
    for (let at = price - MAX_DENSE; at > 0; at -= at & -at) below += this.sparse.get(at) ?? 0;
    return below;
  }
}

function denseArray(holds: 'units' | 'money', ticks: number): Int32Array | Float64Array {
  return holds === 'units' ? new Int32Array(ticks + 1) : new Float64Array(ticks + 1);
}
