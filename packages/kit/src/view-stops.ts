import type { Box } from './part.ts';
import type { Solid } from './whole.ts';

/** Boards that stand and go through most of the height: what divides a piece into columns. */
const TALL = 0.5;
const WIDE = 0.6;

/** A column between two uprights, and the heights at which something in it begins or ends, in micrometres. */
export interface Column {
  readonly from: number;
  readonly to: number;
  readonly stops: readonly number[];
  /** Whether it is open to the front, so that there is room in it for a line. */
  readonly isOpen: boolean;
}

/** Where the uprights of a piece begin and end, seen from the front, with both its sides. */
export function widthStops(solids: readonly Solid[], whole: Box): number[] {
  return [whole.x, ...uprightsOf(solids).flatMap(({ x, dx }) => [x, x + dx]), whole.x + whole.dx];
}

/** The columns of a piece from left to right. */
export function columnsOf(solids: readonly Solid[], whole: Box): Column[] {
  const uprights = uprightsOf(solids).toSorted((one, other) => one.x - other.x);
  return uprights.slice(1).flatMap((right, at) => {
    const left = uprights[at];
    const from = left === undefined ? right.x : left.x + left.dx;
    return right.x - from < 1_000 ? [] : [columnOf(solids, whole, { from, to: right.x })];
  });
}

function uprightsOf(solids: readonly Solid[]): Box[] {
  const standing = solids.filter(({ part }) => part.through === 'x' && part.kind !== 'fitting');
  const tallest = standing.reduce((most, { box }) => Math.max(most, box.dz), 0);
  return standing.map(({ box }) => box).filter(({ dz }) => dz >= tallest * TALL);
}

function columnOf(
  solids: readonly Solid[],
  whole: Box,
  { from, to }: { readonly from: number; readonly to: number },
): Column {
  const middle = (from + to) / 2;
  const across = solids.filter(
    ({ part, box }) =>
      part.kind !== 'fitting' &&
      box.x <= middle &&
      box.x + box.dx >= middle &&
      box.dx >= (to - from) * WIDE * (part.kind === 'front' ? 0.5 : 1),
  );
  const fronts = across.filter(({ part }) => part.kind === 'front');
  const lying = across.filter(
    ({ part, box }) => part.through === 'z' && part.kind !== 'back' && box.dy >= whole.dy * TALL,
  );
  const isOpen = fronts.length === 0;
  const shown = isOpen ? lying : fronts;
  const stops = shown.flatMap(({ box }) => [box.z, box.z + box.dz]);
  return { from, to, isOpen, stops: [whole.z, ...stops, whole.z + whole.dz] };
}
