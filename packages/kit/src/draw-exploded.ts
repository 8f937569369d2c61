import type { CompiledKit } from './compiled-shapes.ts';
import { numbersOfParts } from './cut-list.ts';
import { frameAround, project, solidShape } from './draw-axonometric.ts';
import { frontToBack } from './painting-order.ts';
import type { Box, Part } from './part.ts';
import type { Picture, Point, Shape } from './picture.ts';
import { type Solid, solidsOf, wholeOf } from './whole.ts';

/** Parts go away from the middle by this share of their distance from it, and by more along the sides that are short. */
const SPREAD = 0.2;
/** More parts than these are not numbered one by one: the first of those that are alike is. */
const MOST_NUMBERED = 48;

/**
 * The piece taken apart: every part moved straight away from the middle, so that none that lay beside each other meet,
 * with its number in the list of parts.
 */
export function exploded(
  kit: CompiledKit,
  parts: readonly Part[],
  { title }: { readonly title: string },
): Picture {
  const together = solidsOf(parts);
  const whole = wholeOf(together.map(({ box }) => box));
  const solids = together.map(({ part, box }) => ({ part, box: awayFrom(whole, box) }));
  const boxes = solids.map(({ box }) => box);
  const size = Math.max(whole.dx, whole.dy, whole.dz) / 1_000;
  const text = size / 34 + 6;
  const frame = frameAround(boxes, { top: text * 2, sides: text * 2, bottom: text * 2 });
  const nearestFirst = frontToBack(solids);
  const shapes = nearestFirst.toReversed().map(({ part, box }) => solidShape(kit, part, box));
  return {
    title,
    name: 'drawing',
    frame,
    shapes: [
      { kind: 'group', width: frame[2] / 480, shapes },
      { kind: 'group', name: 'numbers', shapes: balloons(kit, parts, nearestFirst, text) },
    ],
  };
}

function awayFrom(whole: Box, box: Box): Box {
  const size = Math.max(whole.dx, whole.dy, whole.dz);
  const moved = (at: number, length: number, from: number, all: number) =>
    at + (at + length / 2 - from - all / 2) * (SPREAD + (SPREAD * size) / Math.max(1, all));
  return {
    ...box,
    x: moved(box.x, box.dx, whole.x, whole.dx),
    y: moved(box.y, box.dy, whole.y, whole.dy),
    z: moved(box.z, box.dz, whole.z, whole.dz),
  };
}

/** A number on each part where a piece of it is seen; parts that are hidden altogether have none. */
function balloons(
  kit: CompiledKit,
  parts: readonly Part[],
  nearestFirst: readonly Solid[],
  text: number,
): Shape[] {
  const numbers = numbersOfParts(kit, parts);
  const seen = new Set<number>();
  const isMany = nearestFirst.length > MOST_NUMBERED;
  return nearestFirst.flatMap(({ part, box }, index) => {
    const number = numbers.get(part.id) ?? 0;
    if (isMany && seen.has(number)) return [];
    const before = nearestFirst.slice(0, index).map((nearer) => nearer.box);
    const at = spotsOn(box, part.through).find((spot) => !before.some((one) => hides(one, spot)));
    if (at === undefined) return [];
    seen.add(number);
    return balloon(at, String(number), text);
  });
}

function balloon(at: Point, label: string, text: number): Shape[] {
  const radius = text * (label.length > 2 ? 1.05 : 0.82);
  const circle = `M${at.x - radius} ${at.y}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0Z`;
  return [
    { kind: 'path', d: circle, fill: 'sheet', stroke: 'ink', width: text / 14 },
    { kind: 'text', at, text: label, size: text, ink: 'ink' },
  ];
}

const SPOTS = [0.5, 0.3, 0.7, 0.12, 0.88] as const;

/** Spots on that face of a board that is seen, its front, its right side or its top, beginning with the middle. */
function spotsOn({ x, y, z, dx, dy, dz }: Box, through: Part['through']): Point[] {
  return SPOTS.flatMap((across) =>
    SPOTS.map((along) => {
      if (through === 'x') return project(x + dx, y + dy * across, z + dz * along);
      if (through === 'y') return project(x + dx * across, y, z + dz * along);
      return project(x + dx * across, y + dy * along, z + dz);
    }),
  );
}

/** Whether the picture of a box lies over a spot: one of its three sides that are seen does. */
function hides({ x, y, z, dx, dy, dz }: Box, spot: Point): boolean {
  const corner = project(x + dx, y, z + dz);
  const left = project(x, y, z + dz);
  const back = project(x + dx, y + dy, z + dz);
  const down = project(x + dx, y, z);
  return [
    [left, back],
    [left, down],
    [back, down],
  ].some(([one, other]) => isWithin(spot, corner, one ?? corner, other ?? corner));
}

/** Whether a point lies in the parallelogram of a corner and its two neighbours. */
function isWithin(spot: Point, corner: Point, one: Point, other: Point): boolean {
  const [ax, ay] = [one.x - corner.x, one.y - corner.y];
  const [bx, by] = [other.x - corner.x, other.y - corner.y];
  const [px, py] = [spot.x - corner.x, spot.y - corner.y];
  const area = ax * by - ay * bx;
  if (area === 0) return false;
  const [u, v] = [(px * by - py * bx) / area, (ax * py - ay * px) / area];
  return u >= 0 && v >= 0 && u <= 1 && v <= 1;
}
