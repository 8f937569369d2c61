import type { CuttingInstance } from '../src/cutting-instance.ts';

/** Counts from a seed, for instances that are the same everywhere. */
export function dice(seed: number): (from: number, to: number) => number {
  let state = seed;
  return (from, to) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return from + Math.floor((state / 2 ** 32) * (to - from + 1));
  };
}

type Roll = ReturnType<typeof dice>;

/** Side of the sheet and the largest side of a part, of the six classes of Berkey and Wang (1987). */
const UNIFORM = [
  [10, 10],
  [30, 10],
  [40, 35],
  [100, 35],
  [100, 100],
  [300, 100],
] as const;

export const CLASSES = 10;
export const SIZES = [20, 40, 60, 80, 100] as const;

/**
 * An instance of one of the ten classes by which two-dimensional bin packing is compared: 1 to 6 by Berkey and Wang
 * (1987), 7 to 10 by Martello and Vigo (1998), drawn anew from their distributions. No kerf, no trim, no turning.
 */
export function instanceOf(family: number, count: number, roll: Roll): CuttingInstance {
  const [side, most] = UNIFORM[family - 1] ?? [100, 100];
  const parts = Array.from({ length: count }, (_, at) => {
    const [width, height] =
      family <= UNIFORM.length ? [roll(1, most), roll(1, most)] : shapeOf(family, side, roll);
    return { id: `p${at}`, width, height, count: 1, rotate: false };
  });
  const sheets = [{ width: side, height: side, count: null, price: null }];
  return { sheets, kerf: 0, trim: 0, parts };
}

/** Class 7 has mostly wide parts, 8 high ones, 9 large ones, 10 small ones; three of ten are of another kind. */
function shapeOf(family: number, side: number, roll: Roll): [number, number] {
  const own = family - UNIFORM.length;
  const others = [1, 2, 3, 4].filter((kind) => kind !== own);
  const kind = roll(1, 10) <= 7 ? own : (others[roll(0, 2)] ?? own);
  const [half, third] = [Math.floor(side / 2), Math.floor((2 * side) / 3)];
  switch (kind) {
    case 1:
      return [roll(third, side), roll(1, half)];
    case 2:
      return [roll(1, half), roll(third, side)];
    case 3:
      return [roll(half, side), roll(half, side)];
    default:
      return [roll(1, half), roll(1, half)];
  }
}
