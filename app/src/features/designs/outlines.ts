import { project } from '@muster/kit/draw-axonometric';
import type { Point } from '@muster/kit/picture';
import type { Box, Part } from '@muster/kit/part';

/** Somebody else at the same piece, and what they have in hand. */
export type Other = { writer: number; name: string; colour: number; inHand: string };

/** The outline on the paper of what somebody has in hand, and where their name stands above it. */
type Outline = Other & { path: string; at: Point };

export function outlinesOf(parts: readonly Part[], others: readonly Other[]): Outline[] {
  return others.flatMap((other) => {
    const within = parts.filter(
      ({ node }) => node === other.inHand || node.startsWith(`${other.inHand}.`),
    );
    const corners = within.flatMap(({ box }) => (box === null ? [] : cornersOf(box)));
    const hull = hullOf(corners);
    if (hull.length < 3) return [];
    const top = hull.reduce((one, next) => (next.y < one.y ? next : one));
    return [{ ...other, path: `M${hull.map(({ x, y }) => `${x} ${y}`).join('L')}Z`, at: top }];
  });
}

function cornersOf({ x, y, z, dx, dy, dz }: Box): Point[] {
  return [x, x + dx].flatMap((a) =>
    [y, y + dy].flatMap((b) => [z, z + dz].map((c) => project(a, b, c))),
  );
}

/** The corners that a band around all of them would touch, one after the other (monotone chain, Andrew 1979). */
function hullOf(points: readonly Point[]): Point[] {
  const sorted = points.toSorted((one, other) => one.x - other.x || one.y - other.y);
  return [...halfOf(sorted), ...halfOf(sorted.toReversed())];
}

function halfOf(sorted: readonly Point[]): Point[] {
  const chain: Point[] = [];
  for (const point of sorted) {
    while (chain.length > 1 && !turnsLeft(chain.at(-2), chain.at(-1), point)) chain.pop();
    chain.push(point);
  }
  return chain.slice(0, -1);
}

function turnsLeft(one: Point | undefined, two: Point | undefined, next: Point): boolean {
  if (!one || !two) return false;
  return (two.x - one.x) * (next.y - one.y) - (two.y - one.y) * (next.x - one.x) > 0;
}
