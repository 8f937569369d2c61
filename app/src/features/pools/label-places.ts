export type Place = { x: number; y: number };
export type Anchor = 'start' | 'middle' | 'end';
export type AnchoredPlace = Place & { anchor: Anchor };
/** What a label must not cover, in the units of the view box. */
export type Box = {
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** How much worse than a line it is to cover it; 1 where it is not said. */
  weight?: number;
};
export type LabelSize = { width: number; height: number };

const LINE_HALF = 3;
/** A line can be followed behind a word, a word behind a word cannot be read. */
const LABEL_WEIGHT = 5;

/** The places that a line takes which goes across and down, given by its corners. */
export function boxesOfLine(corners: readonly Place[]): Box[] {
  return corners.slice(1).map((to, nth) => {
    const from = corners[nth] ?? to;
    return {
      left: Math.min(from.x, to.x) - LINE_HALF,
      right: Math.max(from.x, to.x) + LINE_HALF,
      top: Math.min(from.y, to.y) - LINE_HALF,
      bottom: Math.max(from.y, to.y) + LINE_HALF,
    };
  });
}

/** The box of a label whose base line begins, or ends, at a place. */
export function boxOfLabel({ x, y, anchor }: AnchoredPlace, { width, height }: LabelSize): Box {
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
  const [top, bottom] = [y - height * 0.8, y + height * 0.2];
  return { left, right: left + width, top, bottom, weight: LABEL_WEIGHT };
}

/** The first of the places, the best ones first, at which a label covers nothing; else the one where it covers the least. */
export function freePlace(
  places: readonly AnchoredPlace[],
  size: LabelSize,
  obstacles: readonly Box[],
): AnchoredPlace | undefined {
  let best: AnchoredPlace | undefined;
  let least = Infinity;
  for (const place of places) {
    const box = boxOfLabel(place, size);
    const covered = obstacles.reduce((sum, each) => sum + overlap(box, each), 0);
    if (covered < least) [best, least] = [place, covered];
    if (covered === 0) break;
  }
  return best;
}

function overlap(one: Box, other: Box): number {
  const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  return across > 0 && down > 0 ? across * down * (other.weight ?? 1) : 0;
}
