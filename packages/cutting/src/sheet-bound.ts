import type { CuttingInstance } from './cutting-instance.ts';

/** A side mapped so that whatever fits side by side into `most` before still fits into `to` after. */
interface Mapping {
  readonly to: number;
  readonly of: (side: number) => number;
}

interface Kind {
  readonly width: number;
  readonly height: number;
  readonly count: number;
  readonly mayTurn: boolean;
}

/** Thresholds tried along each side while a plan is made: more of them cost more than they find there. */
const MOST_THRESHOLDS = 12;

/**
 * A number of sheets below which no plan exists, guillotine or not; with several types as if all were as wide as the
 * widest and as high as the highest. Areas after dual feasible functions along both sides (Fekete and Schepers 2001,
 * "New classes of fast lower bounds for bin packing problems"): pieces above half a side count more than their share.
 * With more `thresholds` it is never lower, and takes their square longer.
 */
export function leastSheets(
  { sheets, parts, kerf, trim }: CuttingInstance,
  thresholds = MOST_THRESHOLDS,
): number {
  const width = Math.max(...sheets.map((sheet) => sheet.width)) - 2 * trim + kerf;
  const height = Math.max(...sheets.map((sheet) => sheet.height)) - 2 * trim + kerf;
  const kinds = parts.map((part) => ({
    width: part.width + kerf,
    height: part.height + kerf,
    count: part.count,
    mayTurn: part.rotate,
  }));
  const sides = kinds.flatMap((kind) => [kind.width, kind.height]);
  const across = mappings(width, sides, thresholds);
  const along = mappings(height, sides, thresholds);
  let least = 0;
  for (const horizontal of across) {
    for (const vertical of along) least = Math.max(least, sheetsFor(kinds, horizontal, vertical));
  }
  return least;
}

function sheetsFor(kinds: readonly Kind[], horizontal: Mapping, vertical: Mapping): number {
  let area = 0;
  for (const { width, height, count, mayTurn } of kinds) {
    const plain = horizontal.of(width) * vertical.of(height);
    const turned = mayTurn ? horizontal.of(height) * vertical.of(width) : plain;
    area += count * Math.min(plain, turned);
  }
  const sheet = horizontal.to * vertical.to;
  // Sums of products may round: a little less than the quotient can only lower the bound.
  return Math.ceil((area / sheet) * (1 - 1e-12) - 1e-9);
}

function mappings(most: number, sides: readonly number[], thresholdsTried: number): Mapping[] {
  const smaller = sides
    .map((side) => Math.min(side, most - side))
    .filter((side) => side > 0 && side <= most / 2);
  const inOrder = [...new Set(smaller)].sort((one, other) => one - other);
  const thresholds = spread(inOrder, thresholdsTried);
  return [
    { to: most, of: (side) => Math.min(side, most) },
    ...thresholds.flatMap((least) => [leavingOut(most, least), counting(most, least)]),
  ];
}

function spread(values: readonly number[], most: number): number[] {
  if (values.length <= most) return [...values];
  return Array.from(
    { length: most },
    (_, at) => values[Math.floor(((at + 1) * values.length) / most) - 1],
  );
}

/** Sides below the threshold count nothing, those that leave less than it the whole. */
function leavingOut(most: number, least: number): Mapping {
  const of = (side: number) => {
    if (side > most - least) return most;
    return side < least ? 0 : side;
  };
  return { to: most, of };
}

/** Counts pieces of the threshold's size: those that fit into the side, and what a long one takes from them. */
function counting(most: number, least: number): Mapping {
  const whole = Math.floor(most / least);
  const of = (side: number) => {
    if (side > most / 2) return 2 * (whole - Math.floor(Math.max(0, most - side) / least));
    return side * 2 === most ? whole : 2 * Math.floor(side / least);
  };
  return { to: 2 * whole, of };
}
