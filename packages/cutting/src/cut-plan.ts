import type { CuttingInstance, CuttingRefusal } from './cutting-instance.ts';
import { cutsFor, type Cut, type Rectangle } from './cuts.ts';
import { piecesOf, stocksOf, type Pieces } from './pieces.ts';
import { searchLayout, type Layout } from './search.ts';
import { leastSheets } from './sheet-bound.ts';

export interface PlacedPart extends Rectangle {
  readonly id: string;
  /** Whether it lies turned by a quarter; width and height are as it lies. */
  readonly rotated: boolean;
}

export interface CutSheet {
  /** Index of the type in the instance's `sheets`. */
  readonly sheet: number;
  readonly parts: readonly PlacedPart[];
  /** To be followed in order, after the edges have been trimmed. */
  readonly cuts: readonly Cut[];
}

export interface CutPlan {
  readonly sheets: readonly CutSheet[];
  readonly count: number;
  /** Area of the sheets that no part covers, in squares of the instance's unit. */
  readonly waste: number;
  /** No plan has fewer sheets. */
  readonly bound: number;
}

export type Planned =
  | { readonly kind: 'plan'; readonly plan: CutPlan }
  | { readonly kind: 'refused'; readonly refusals: readonly (CuttingRefusal | ShortOfSheets)[] };

export interface ShortOfSheets {
  readonly path: 'sheets';
  readonly reason: 'not-enough';
  readonly message: string;
}

/** Free rectangles looked at, by pieces: a few hundredths of a second for a hundred pieces, and more for more. */
const EFFORT_BY_PIECE = 25_000;
const EFFORT_BY_SQUARE = 3;

/**
 * Plans guillotine cuts for an instance that `readCutting` accepted: every part on some sheet, the kerf between parts,
 * the trim around them, and as few (or as cheap) sheets as the search finds. The same instance and seed give the same
 * plan on every machine. `effort` multiplies the work spent.
 */
export function planCuts(
  instance: CuttingInstance,
  { seed = 1, effort = 1 }: { readonly seed?: number; readonly effort?: number } = {},
): Planned {
  const pieces = piecesOf(instance);
  const bound = leastSheets(instance);
  const work = (EFFORT_BY_PIECE + EFFORT_BY_SQUARE * pieces.count) * pieces.count * effort;
  const layout = searchLayout(pieces, stocksOf(instance, pieces), { seed, effort: work, bound });
  if (layout === null) {
    const message = 'do not suffice for all parts in any way that was tried; add sheets';
    return { kind: 'refused', refusals: [{ path: 'sheets', reason: 'not-enough', message }] };
  }
  const placed = partsOf(instance, pieces, layout);
  const sheets = layout.types.map((sheet, at) => cutSheet(instance, sheet, placed[at]));
  const covered = instance.parts.reduce((sum, part) => sum + areaOf(part) * part.count, 0);
  const used = layout.types.reduce((sum, type) => sum + areaOf(instance.sheets[type]), 0);
  return {
    kind: 'plan',
    plan: { sheets, count: sheets.length, waste: used - covered, bound },
  };
}

function areaOf({ width, height }: { width: number; height: number }): number {
  return width * height;
}

function partsOf(instance: CuttingInstance, pieces: Pieces, layout: Layout): PlacedPart[][] {
  const placed: PlacedPart[][] = layout.types.map(() => []);
  for (let piece = 0; piece < pieces.count; piece++) {
    const { id, width, height } = instance.parts[pieces.kinds[piece]];
    const rotated = layout.turned[piece] === 1;
    placed[layout.sheet[piece]].push({
      id,
      x: layout.x[piece] + instance.trim,
      y: layout.y[piece] + instance.trim,
      width: rotated ? height : width,
      height: rotated ? width : height,
      rotated,
    });
  }
  return placed;
}

function cutSheet(instance: CuttingInstance, type: number, parts: readonly PlacedPart[]): CutSheet {
  const { kerf } = instance;
  const cuts = cutsFor(trimmed(instance, type), parts, kerf);
  if (cuts === null) throw new Error('A layout made by guillotine cuts can be cut by them.');
  return { sheet: type, parts, cuts };
}

/** What is left of a sheet of a type once its edges have been trimmed. */
export function trimmed({ sheets, trim }: CuttingInstance, type: number): Rectangle {
  const { width, height } = sheets[type];
  return { x: trim, y: trim, width: width - 2 * trim, height: height - 2 * trim };
}
