/**
 * The free rectangles of some sheets that are cut by guillotine, while parts are put into them.
 *
 * A part is put into the corner of a free rectangle and leaves an L. Whether the L is cut across or down is left open
 * until something is put into one of its arms: both arms stand in the list at their full length, as twins, and the
 * first that is used takes the corner from the other. So the cut is decided by a part, not by a rule before it.
 */
export class FreeSpace {
  count = 0;
  readonly sheet: Int32Array;
  readonly x: Int32Array;
  readonly y: Int32Array;
  readonly width: Int32Array;
  readonly height: Int32Array;
  /** What is left of an arm once its twin has the corner. */
  private readonly shortWidth: Int32Array;
  private readonly shortHeight: Int32Array;
  /** The other arm of the same L, or NONE. */
  private readonly twin: Int32Array;

  /** Room for the free rectangles of `most` parts: each leaves one more than it found, and each sheet begins as one. */
  constructor(most: number) {
    const size = 2 * most + 2;
    this.sheet = new Int32Array(size);
    this.x = new Int32Array(size);
    this.y = new Int32Array(size);
    this.width = new Int32Array(size);
    this.height = new Int32Array(size);
    this.shortWidth = new Int32Array(size);
    this.shortHeight = new Int32Array(size);
    this.twin = new Int32Array(size);
  }

  /** A new sheet, all of it free; answers its place in the list. */
  open(sheet: number, width: number, height: number): number {
    return this.add({ sheet, x: 0, y: 0, width, height });
  }

  /** Fixes the L that a free rectangle belongs to, before a part of this size is put into it. */
  decide(at: number, width: number, height: number, keepsTwinLong: boolean): void {
    const twin = this.twin[at];
    if (twin === NONE) return;
    this.twin[at] = NONE;
    this.twin[twin] = NONE;
    const isShortEnough = width <= this.shortWidth[at] && height <= this.shortHeight[at];
    const shortened = keepsTwinLong && isShortEnough ? at : twin;
    this.width[shortened] = this.shortWidth[shortened];
    this.height[shortened] = this.shortHeight[shortened];
  }

  /** Takes the rectangle out and puts what a part of this size leaves of it in; arms below `least` are waste. */
  use(at: number, width: number, height: number, least: number): void {
    const [sheet, x, y] = [this.sheet[at], this.x[at], this.y[at]];
    const [wide, high] = [this.width[at], this.height[at]];
    this.remove(at);
    const [right, above] = [wide - width, high - height];
    const hasRight = right >= least;
    const hasAbove = above >= least;
    if (hasRight && hasAbove) {
      const first = this.add({ sheet, x: x + width, y, width: right, height: high });
      const second = this.add({ sheet, x, y: y + height, width: wide, height: above });
      this.join(first, second, { right, below: height, left: width, above });
    } else if (hasRight) this.add({ sheet, x: x + width, y, width: right, height: high });
    else if (hasAbove) this.add({ sheet, x, y: y + height, width: wide, height: above });
  }

  private join(
    first: number,
    second: number,
    short: { right: number; below: number; left: number; above: number },
  ): void {
    this.twin[first] = second;
    this.twin[second] = first;
    this.shortWidth[first] = short.right;
    this.shortHeight[first] = short.below;
    this.shortWidth[second] = short.left;
    this.shortHeight[second] = short.above;
  }

  private add(free: {
    sheet: number;
    x: number;
    y: number;
    width: number;
    height: number;
  }): number {
    const at = this.count++;
    this.sheet[at] = free.sheet;
    this.x[at] = free.x;
    this.y[at] = free.y;
    this.width[at] = free.width;
    this.height[at] = free.height;
    this.twin[at] = NONE;
    return at;
  }

  /** The last rectangle takes the place of the one that goes. */
  private remove(at: number): void {
    const last = --this.count;
    if (at === last) return;
    for (const column of [this.sheet, this.x, this.y, this.width, this.height]) {
      column[at] = column[last];
    }
    for (const column of [this.shortWidth, this.shortHeight, this.twin]) column[at] = column[last];
    if (this.twin[at] !== NONE) this.twin[this.twin[at]] = at;
  }
}

const NONE = -1;
