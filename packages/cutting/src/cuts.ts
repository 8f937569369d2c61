/** A rectangle on a sheet: the corner nearest to the sheet's own, and its sides. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * One cut, from edge to edge of the rectangle that is cut. A vertical cut takes the blade's width from `at` on, to the
 * right; a horizontal one likewise upwards. What is left behind the blade, if anything, is the other piece.
 */
export interface Cut {
  readonly piece: Rectangle;
  readonly direction: 'vertical' | 'horizontal';
  readonly at: number;
}

/**
 * The cuts that free the parts from a rectangle, in an order that a table saw can follow: each piece is cut before the
 * pieces that come of it. Null: they cannot be freed by cuts from edge to edge that are `kerf` wide.
 */
export function cutsFor(whole: Rectangle, parts: readonly Rectangle[], kerf: number): Cut[] | null {
  const cuts: Cut[] = [];
  const waiting: { piece: Rectangle; parts: readonly Rectangle[] }[] = [{ piece: whole, parts }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { piece, parts: inside } = next;
    if (inside.length === 0 || isSame(piece, inside)) continue;
    const cut = firstCut(piece, inside, kerf);
    if (cut === null) return null;
    cuts.push(cut);
    const [before, behind] = halves(cut, kerf);
    const isBefore = (part: Rectangle) =>
      cut.direction === 'vertical' ? part.x < cut.at : part.y < cut.at;
    waiting.push({ piece: behind, parts: inside.filter((part) => !isBefore(part)) });
    waiting.push({ piece: before, parts: inside.filter(isBefore) });
  }
  return cuts;
}

/** Follows the cuts and answers the pieces that lie there in the end; null for a cut of a piece that is not there. */
export function followCuts(
  whole: Rectangle,
  cuts: readonly Cut[],
  kerf: number,
): Rectangle[] | null {
  const pieces = new Map([[nameOf(whole), whole]]);
  for (const cut of cuts) {
    if (!pieces.delete(nameOf(cut.piece))) return null;
    const { x, y, width, height } = cut.piece;
    const [from, to] = cut.direction === 'vertical' ? [x, x + width] : [y, y + height];
    if (cut.at < from || cut.at >= to) return null;
    for (const half of halves(cut, kerf)) {
      if (half.width > 0 && half.height > 0) pieces.set(nameOf(half), half);
    }
  }
  return [...pieces.values()];
}

function firstCut(piece: Rectangle, parts: readonly Rectangle[], kerf: number): Cut | null {
  const { x, y, width, height } = piece;
  const across = parts.map((part): Interval => [part.x, part.x + part.width]);
  const vertical = gapIn(across, [x, x + width], kerf);
  if (vertical !== null) return { piece, direction: 'vertical', at: vertical };
  const along = parts.map((part): Interval => [part.y, part.y + part.height]);
  const horizontal = gapIn(along, [y, y + height], kerf);
  return horizontal === null ? null : { piece, direction: 'horizontal', at: horizontal };
}

type Interval = readonly [from: number, to: number];

/**
 * Where the blade can pass between two runs of intervals, or before the first, or behind the last; null: nowhere. It
 * passes close to what lies behind it: a strip that is left before a part must have room for the blade once more, and
 * one that is left behind a part need not, since there the blade may run off the edge.
 */
function gapIn(
  intervals: readonly Interval[],
  [start, end]: Interval,
  kerf: number,
): number | null {
  const sorted = intervals.toSorted((one, other) => one[0] - other[0]);
  const first = sorted[0][0];
  if (first > start && first - kerf >= start) return first - kerf;
  let reached = sorted[0][1];
  for (const [from, to] of sorted.slice(1)) {
    if (from >= reached + kerf) return from - kerf;
    reached = Math.max(reached, to);
  }
  return reached < end ? reached : null;
}

/** The blade may run off the far edge: then nothing is left behind it. */
function halves({ piece, direction, at }: Cut, kerf: number): [Rectangle, Rectangle] {
  const { x, y, width, height } = piece;
  if (direction === 'vertical') {
    const rest = Math.max(0, x + width - at - kerf);
    return [
      { x, y, width: at - x, height },
      { x: at + kerf, y, width: rest, height },
    ];
  }
  const rest = Math.max(0, y + height - at - kerf);
  return [
    { x, y, width, height: at - y },
    { x, y: at + kerf, width, height: rest },
  ];
}

function isSame(piece: Rectangle, parts: readonly Rectangle[]): boolean {
  return parts.length === 1 && nameOf(piece) === nameOf(parts[0]);
}

function nameOf({ x, y, width, height }: Rectangle): string {
  return `${x},${y},${width},${height}`;
}
