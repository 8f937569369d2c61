import { FreeSpace } from './free-space.ts';
import type { Pieces, Stock } from './pieces.ts';

/** How the free rectangle for a piece is chosen. */
export const FITS = [
  'area',
  'short-side',
  'long-side',
  'sheet-then-side',
  'sheet-then-area',
] as const;
export type Fit = (typeof FITS)[number];

export interface Manner {
  readonly fit: Fit;
  /** How often, of 256 times, an arm that is long enough without the corner leaves it to its twin. */
  readonly keepsTwinLong: number;
}

/** Which sheets may be opened: of the types in this order the first that takes the piece, at most `most` in all. */
export interface Supply {
  readonly stocks: readonly Stock[];
  readonly order: readonly number[];
  readonly most: number;
}

/**
 * Puts pieces into sheets one by one, each into the free rectangle that suits it best. It owns its columns and uses
 * them again at every call, because a search calls it thousands of times.
 */
export class Filling {
  /** Of each piece after `fill`: its sheet, its corner and whether it is turned. */
  readonly sheet: Int32Array;
  readonly x: Int32Array;
  readonly y: Int32Array;
  readonly turned: Uint8Array;
  /** The type of each opened sheet. */
  readonly types: number[] = [];
  /** Free rectangles looked at so far: the measure of work, the same on every machine. */
  work = 0;
  private readonly pieces: Pieces;
  private readonly free: FreeSpace;
  private bestTurned = 0;

  constructor(pieces: Pieces) {
    this.pieces = pieces;
    this.free = new FreeSpace(pieces.count);
    this.sheet = new Int32Array(pieces.count);
    this.x = new Int32Array(pieces.count);
    this.y = new Int32Array(pieces.count);
    this.turned = new Uint8Array(pieces.count);
  }

  /**
   * Fills sheets with the pieces of `order`; answers how many sheets it took, or -1 when a piece found no place.
   * `chance` gives whole numbers from 0 to 255.
   */
  fill(order: Int32Array, supply: Supply, manner: Manner, chance: () => number): number {
    const { widths, heights, least } = this.pieces;
    const left = supply.stocks.map(({ count }) => count);
    this.free.count = 0;
    this.types.length = 0;
    for (const piece of order) {
      let at = this.bestFor(piece, manner.fit);
      if (at < 0) at = this.open(piece, supply, left);
      if (at < 0) return -1;
      const isTurned = this.bestTurned === 1;
      const width = isTurned ? heights[piece] : widths[piece];
      const height = isTurned ? widths[piece] : heights[piece];
      this.free.decide(at, width, height, chance() < manner.keepsTwinLong);
      this.sheet[piece] = this.free.sheet[at];
      this.x[piece] = this.free.x[at];
      this.y[piece] = this.free.y[at];
      this.turned[piece] = this.bestTurned;
      this.free.use(at, width, height, least);
    }
    return this.types.length;
  }

  private bestFor(piece: number, fit: Fit): number {
    const { widths, heights, mayTurn } = this.pieces;
    const width = widths[piece];
    const height = heights[piece];
    const { free } = this;
    let best = -1;
    let least = Infinity;
    for (let at = 0; at < free.count; at++) {
      const right = free.width[at] - width;
      const above = free.height[at] - height;
      if (right >= 0 && above >= 0) {
        const score = this.score(fit, at, right, above);
        if (score < least) {
          least = score;
          best = at;
          this.bestTurned = 0;
        }
      }
      if (mayTurn[piece] === 0) continue;
      const turnedRight = free.width[at] - height;
      const turnedAbove = free.height[at] - width;
      if (turnedRight < 0 || turnedAbove < 0) continue;
      const score = this.score(fit, at, turnedRight, turnedAbove);
      if (score < least) {
        least = score;
        best = at;
        this.bestTurned = 1;
      }
    }
    this.work += free.count + WORK_OF_A_PIECE;
    return best;
  }

  /** Lower is better: rectangles that the piece leaves little of. */
  private score(fit: Fit, at: number, right: number, above: number): number {
    const { sheet, width, height } = this.free;
    switch (fit) {
      case 'area':
        return width[at] * height[at];
      case 'short-side':
        return right < above ? right : above;
      case 'long-side':
        return right > above ? right : above;
      case 'sheet-then-side':
        return sheet[at] * SHEET_BY_SIDE + (right < above ? right : above);
      case 'sheet-then-area':
        return sheet[at] * SHEET_BY_AREA + width[at] * height[at];
    }
  }

  private open(piece: number, { stocks, order, most }: Supply, left: number[]): number {
    if (this.types.length >= most) return -1;
    const { widths, heights, mayTurn } = this.pieces;
    const width = widths[piece];
    const height = heights[piece];
    for (const type of order) {
      const stock = stocks[type];
      if (left[type] === 0) continue;
      const plain = slackOf(stock, width, height);
      const turned = mayTurn[piece] === 1 ? slackOf(stock, height, width) : Infinity;
      if (plain === Infinity && turned === Infinity) continue;
      left[type] -= 1;
      this.bestTurned = turned < plain ? 1 : 0;
      this.types.push(type);
      return this.free.open(this.types.length - 1, stock.width, stock.height);
    }
    return -1;
  }
}

const WORK_OF_A_PIECE = 8;
/** Above every side and every area of a rectangle, so that the earlier sheet always counts first. */
const SHEET_BY_SIDE = 2 ** 30;
const SHEET_BY_AREA = 2 ** 60;

/** The shorter side that is left over; infinite where the piece does not fit. */
function slackOf(stock: Stock, width: number, height: number): number {
  const right = stock.width - width;
  const above = stock.height - height;
  return right < 0 || above < 0 ? Infinity : Math.min(right, above);
}
