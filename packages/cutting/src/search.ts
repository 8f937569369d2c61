import { FITS, Filling, type Manner, type Supply } from './filling.ts';
import type { Pieces, Stock } from './pieces.ts';

/** Where every piece lies, sheet by sheet. */
export interface Layout {
  /** Type of each sheet. */
  readonly types: number[];
  readonly sheet: Int32Array;
  readonly x: Int32Array;
  readonly y: Int32Array;
  readonly turned: Uint8Array;
}

export interface SearchOptions {
  /** Chooses between equally good ways; the same seed gives the same plan. */
  readonly seed: number;
  /** Work to spend, in free rectangles looked at; some 100 million take a second. */
  readonly effort: number;
  /** No layout has fewer sheets: the search ends there where all sheets are alike. */
  readonly bound: number;
}

const SHARES_OF_TWIN = [256, 0] as const;
const MOST_TOGETHER = 4;

/**
 * Looks for a cheap layout: first every usual order and fit, then again and again a few sheets are emptied and
 * filled anew in an order with some chance in it. Few sheets cost least, and sheets that are filled unevenly come
 * apart soonest, so a new filling is kept when the squares of the fills do not fall (the measure of Falkenauer for
 * bin packing, 1996). Null: the sheets do not suffice.
 */
export function searchLayout(
  pieces: Pieces,
  stocks: readonly Stock[],
  options: SearchOptions,
): Layout | null {
  const search = new Search(pieces, stocks, options);
  search.start();
  search.improve();
  return search.best();
}

class Search {
  private readonly pieces: Pieces;
  private readonly stocks: readonly Stock[];
  private readonly options: SearchOptions;
  private readonly filling: Filling;
  private readonly orders: readonly Float64Array[];
  private layout: Layout | null = null;
  private cost = Infinity;
  private squares = -1;
  private members: number[][] = [];
  private fills: number[] = [];
  private state: number;

  constructor(pieces: Pieces, stocks: readonly Stock[], options: SearchOptions) {
    this.pieces = pieces;
    this.stocks = stocks;
    this.options = options;
    this.filling = new Filling(pieces);
    this.orders = sizesOf(pieces);
    this.state = options.seed | 0 || 1;
  }

  best(): Layout | null {
    return this.layout;
  }

  /** Every order of size with every fit, on every type of sheet first. */
  start(): void {
    const first = this.preferences();
    for (const sizes of this.orders) {
      const order = bySize(this.pieces.count, sizes);
      for (const preference of first) {
        for (const fit of FITS) {
          for (const keepsTwinLong of SHARES_OF_TWIN) {
            this.tryAll(order, preference, { fit, keepsTwinLong });
            if (this.isDone() || this.filling.work > this.options.effort) return;
          }
        }
      }
    }
  }

  improve(): void {
    if (this.layout === null) return;
    this.gather(this.layout);
    while (!this.isDone() && this.filling.work < this.options.effort && this.members.length > 1) {
      this.refill(this.chooseSheets());
    }
  }

  private isDone(): boolean {
    return this.stocks.length === 1 && this.layout?.types.length === this.options.bound;
  }

  /** Each type once in front, behind it the others by what their area costs. */
  private preferences(): number[][] {
    const cheapest = [...this.stocks.keys()].sort(
      (one, other) => rateOf(this.stocks[one]) - rateOf(this.stocks[other]) || one - other,
    );
    return cheapest.map((type) => [type, ...cheapest.filter((other) => other !== type)]);
  }

  private tryAll(order: Int32Array, preference: readonly number[], manner: Manner): void {
    const supply: Supply = { stocks: this.stocks, order: preference, most: this.pieces.count };
    if (this.filling.fill(order, supply, manner, this.byte) < 0) return;
    const { types } = this.filling;
    const cost = types.reduce((sum, type) => sum + this.stocks[type].cost, 0);
    const squares = this.squaresOf(order, types);
    if (cost > this.cost || (cost === this.cost && squares <= this.squares)) return;
    this.cost = cost;
    this.squares = squares;
    const { sheet, x, y, turned } = this.filling;
    this.layout = {
      types: [...types],
      sheet: sheet.slice(),
      x: x.slice(),
      y: y.slice(),
      turned: turned.slice(),
    };
  }

  private squaresOf(order: Int32Array, types: readonly number[]): number {
    return this.fillsOf(order, types).reduce((sum, fill) => sum + fill * fill, 0);
  }

  /** How much of each sheet of the last filling is covered: 0 to 1. */
  private fillsOf(order: Int32Array, types: readonly number[]): number[] {
    const fills = types.map(() => 0);
    for (const piece of order) fills[this.filling.sheet[piece]] += this.pieces.areas[piece];
    return fills.map((area, at) => area / this.areaOf(types[at]));
  }

  private areaOf(type: number): number {
    return this.stocks[type].width * this.stocks[type].height;
  }

  private gather({ types, sheet }: Layout): void {
    this.members = types.map(() => []);
    for (let piece = 0; piece < this.pieces.count; piece++) this.members[sheet[piece]].push(piece);
    this.fills = types.map((type, at) => {
      const area = this.members[at].reduce((sum, piece) => sum + this.pieces.areas[piece], 0);
      return area / this.areaOf(type);
    });
  }

  /** Two to four sheets of one type, mostly with the emptiest among them. */
  private chooseSheets(): number[] {
    const { types } = this.layout as Layout;
    const first = this.chance() < 0.7 ? emptiest(this.fills) : this.below(types.length);
    const alike = [...types.keys()].filter((at) => at !== first && types[at] === types[first]);
    const more = 1 + Math.floor(this.chance() * this.chance() * (MOST_TOGETHER - 1));
    const chosen = [first];
    while (chosen.length <= more && alike.length > 0) {
      chosen.push(...alike.splice(this.below(alike.length), 1));
    }
    return chosen;
  }

  private refill(chosen: readonly number[]): void {
    const layout = this.layout as Layout;
    const type = layout.types[chosen[0]];
    const order = this.shuffled(chosen.flatMap((at) => this.members[at]));
    const cheaper = this.cheaperTypes(type);
    const manner = {
      fit: FITS[this.below(FITS.length)],
      keepsTwinLong: this.chance() < 0.5 ? 180 : SHARES_OF_TWIN[this.below(2)],
    };
    const supply = { stocks: this.stocks, order: [...cheaper, type], most: chosen.length };
    if (this.filling.fill(order, supply, manner, this.byte) < 0) return;
    this.keepIfBetter(chosen, order);
  }

  /** A type that costs less is tried now and then, while there are sheets of it. */
  private cheaperTypes(type: number): number[] {
    if (this.stocks.length === 1 || this.chance() < 0.5) return [];
    const used = this.layout?.types ?? [];
    const isFree = (other: number) =>
      used.filter((each) => each === other).length + MOST_TOGETHER <= this.stocks[other].count;
    const cheaper = [...this.stocks.keys()].filter(
      (other) => this.stocks[other].cost < this.stocks[type].cost && isFree(other),
    );
    return cheaper.length === 0 ? [] : [cheaper[this.below(cheaper.length)]];
  }

  private keepIfBetter(chosen: readonly number[], order: Int32Array): void {
    const layout = this.layout as Layout;
    const types = [...this.filling.types];
    const costOf = (list: readonly number[]) =>
      list.reduce((sum, type) => sum + this.stocks[type].cost, 0);
    const before = costOf(chosen.map((at) => layout.types[at]));
    const after = costOf(types);
    const fills = this.fillsOf(order, types);
    const squaresBefore = chosen.reduce((sum, at) => sum + this.fills[at] ** 2, 0);
    const squares = fills.reduce((sum, fill) => sum + fill * fill, 0);
    const isBetter = after < before || (after === before && squares > squaresBefore - 1e-9);
    if (!isBetter) return;
    for (const at of chosen) this.members[at] = [];
    types.forEach((type, at) => {
      layout.types[chosen[at]] = type;
      this.fills[chosen[at]] = fills[at];
    });
    for (const piece of order) this.move(layout, piece, chosen[this.filling.sheet[piece]]);
    for (const at of [...chosen].sort((one, other) => other - one)) this.dropIfEmpty(layout, at);
  }

  private move(layout: Layout, piece: number, sheet: number): void {
    layout.sheet[piece] = sheet;
    layout.x[piece] = this.filling.x[piece];
    layout.y[piece] = this.filling.y[piece];
    layout.turned[piece] = this.filling.turned[piece];
    this.members[sheet].push(piece);
  }

  /** The last sheet takes the number of one that is not needed any more. */
  private dropIfEmpty(layout: Layout, at: number): void {
    if (this.members[at].length > 0) return;
    const last = layout.types.length - 1;
    layout.types[at] = layout.types[last];
    this.fills[at] = this.fills[last];
    this.members[at] = this.members[last];
    for (const piece of this.members[at]) layout.sheet[piece] = at;
    layout.types.pop();
    this.fills.pop();
    this.members.pop();
  }

  /** By size, but each size made smaller by chance: from nearly the plain order to much disorder. */
  private shuffled(pieces: readonly number[]): Int32Array {
    const sizes = this.orders[this.below(this.orders.length)];
    const disorder = this.chance() * 0.6;
    const weights = new Map(
      pieces.map((piece) => [piece, sizes[piece] * (1 - disorder * this.chance())]),
    );
    const weightOf = (piece: number) => weights.get(piece) ?? 0;
    this.filling.work += pieces.length * WORK_OF_SORTING;
    return Int32Array.from(
      pieces.toSorted((one, other) => weightOf(other) - weightOf(one) || one - other),
    );
  }

  private below(count: number): number {
    return Math.floor(this.chance() * count);
  }

  private chance(): number {
    return this.next() / 2 ** 32;
  }

  private readonly byte = (): number => this.next() >>> 24;

  /** Marsaglia's xorshift of 32 bits (2003), with shifts 13, 17 and 5. */
  private next(): number {
    let state = this.state;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    this.state = state;
    return state >>> 0;
  }
}

const WORK_OF_SORTING = 20;

/** What a square of it costs. */
function rateOf({ cost, width, height }: Stock): number {
  return cost / Math.max(1, width * height);
}

/** What a piece is called large by: its area, longer side, height, width, and both sides together. */
function sizesOf({ count, widths, heights, areas }: Pieces): Float64Array[] {
  const column = (size: (at: number) => number) =>
    Float64Array.from({ length: count }, (_, at) => size(at));
  const longer = (at: number) => Math.max(widths[at], heights[at]);
  const shorter = (at: number) => Math.min(widths[at], heights[at]);
  const thenBy = 2 ** -26;
  return [
    areas,
    column((at) => longer(at) + shorter(at) * thenBy),
    column((at) => heights[at] + widths[at] * thenBy),
    column((at) => widths[at] + heights[at] * thenBy),
    column((at) => widths[at] + heights[at]),
  ];
}

function bySize(count: number, sizes: Float64Array): Int32Array {
  const order = Int32Array.from({ length: count }, (_, at) => at);
  return order.sort((one, other) => sizes[other] - sizes[one] || one - other);
}

function emptiest(fills: readonly number[]): number {
  let found = 0;
  for (let at = 1; at < fills.length; at++) if (fills[at] < fills[found]) found = at;
  return found;
}
