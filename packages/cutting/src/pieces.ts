import type { CuttingInstance } from './cutting-instance.ts';

/**
 * Every single piece to be cut, as columns. Sides have the kerf added, and so have the sheets: then pieces that touch
 * leave room for the blade, and the blade may run off the far edge.
 */
export interface Pieces {
  readonly count: number;
  readonly widths: Int32Array;
  readonly heights: Int32Array;
  readonly mayTurn: Uint8Array;
  /** Index of the part kind. */
  readonly kinds: Int32Array;
  readonly areas: Float64Array;
  /** The smallest side of all: what is narrower is waste. */
  readonly least: number;
}

export interface Stock {
  readonly width: number;
  readonly height: number;
  readonly count: number;
  /** What one costs: its price, or else its area. */
  readonly cost: number;
}

/** The single pieces of an instance: a row for each, a kind of part as often as its count; sides with the kerf added. */
export function piecesOf({ parts, kerf }: CuttingInstance): Pieces {
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const pieces = {
    count,
    widths: new Int32Array(count),
    heights: new Int32Array(count),
    mayTurn: new Uint8Array(count),
    kinds: new Int32Array(count),
    areas: new Float64Array(count),
  };
  let at = 0;
  let least = Infinity;
  parts.forEach((part, kind) => {
    const [width, height] = [part.width + kerf, part.height + kerf];
    if (part.count > 0) least = Math.min(least, width, height);
    for (let copy = 0; copy < part.count; copy++, at++) {
      pieces.widths[at] = width;
      pieces.heights[at] = height;
      pieces.mayTurn[at] = part.rotate && part.width !== part.height ? 1 : 0;
      pieces.kinds[at] = kind;
      pieces.areas[at] = width * height;
    }
  });
  return { ...pieces, least };
}

/** The sheets of an instance as the search sees them: trimmed, with the kerf added; never more of a type than pieces. */
export function stocksOf({ sheets, kerf, trim }: CuttingInstance, pieces: Pieces): Stock[] {
  return sheets.map(({ width, height, count, price }) => ({
    width: Math.max(0, width - 2 * trim + kerf),
    height: Math.max(0, height - 2 * trim + kerf),
    count: Math.min(count ?? pieces.count, pieces.count),
    cost: price ?? width * height,
  }));
}
