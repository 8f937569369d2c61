import type { Box } from './part.ts';

/**
 * Boxes in an order in which nearer ones come before those that they hide, seen from the front, the right and above.
 * Of two boxes that do not cut into each other one lies wholly to the right, in front, or above the other; that one is
 * nearer. Where boxes hide each other in a ring, or cut into each other, the one whose middle is nearest comes first.
 */
export function frontToBack<Item extends { readonly box: Box }>(items: readonly Item[]): Item[] {
  const left = [...items].sort((one, other) => nearness(other.box) - nearness(one.box));
  const ordered: Item[] = [];
  while (left.length > 0) {
    const at = left.findIndex((item) =>
      left.every((other) => other === item || !isNearer(other.box, item.box)),
    );
    ordered.push(...left.splice(Math.max(0, at), 1));
  }
  return ordered;
}

/** Whether the first may hide a piece of the second. */
function isNearer(one: Box, other: Box): boolean {
  const inFront = one.y + one.dy <= other.y;
  const toTheRight = one.x >= other.x + other.dx;
  const above = one.z >= other.z + other.dz;
  const behind = other.y + other.dy <= one.y;
  const toTheLeft = other.x >= one.x + one.dx;
  const below = other.z >= one.z + one.dz;
  return (inFront || toTheRight || above) && !(behind || toTheLeft || below);
}

function nearness({ x, y, z, dx, dy, dz }: Box): number {
  return x + dx / 2 + z + dz / 2 - (y + dy / 2);
}
