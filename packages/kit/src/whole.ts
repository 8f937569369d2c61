import type { Box, Part } from './part.ts';

/** A part that has a shape. */
export interface Solid {
  readonly part: Part;
  readonly box: Box;
}

/** The parts that can be seen, in their order. */
export function solidsOf(parts: readonly Part[]): Solid[] {
  return parts.flatMap((part) => (part.box === null ? [] : [{ part, box: part.box }]));
}

/** The box around all. */
export function wholeOf(boxes: readonly Box[]): Box {
  if (boxes.length === 0) return { x: 0, y: 0, z: 0, dx: 0, dy: 0, dz: 0 };
  const least = (of: (box: Box) => number) =>
    boxes.reduce((all, box) => Math.min(all, of(box)), Infinity);
  const most = (of: (box: Box) => number) =>
    boxes.reduce((all, box) => Math.max(all, of(box)), -Infinity);
  const [x, y, z] = [least((box) => box.x), least((box) => box.y), least((box) => box.z)];
  return {
    x,
    y,
    z,
    dx: most((box) => box.x + box.dx) - x,
    dy: most((box) => box.y + box.dy) - y,
    dz: most((box) => box.z + box.dz) - z,
  };
}
