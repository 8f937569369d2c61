import type { CompiledKit } from '@muster/kit/compiled-shapes';
import { project } from '@muster/kit/draw-axonometric';
import type { Point } from '@muster/kit/picture';
import { wholeOf } from '@muster/kit/whole';
import type { Evaluation } from '@muster/kit/evaluate';
import type { Instance, Limits } from '@muster/kit/instances';
import type { Box } from '@muster/kit/part';

type Axis = 'x' | 'y' | 'z';

/** A length that is drawn on the piece itself: where its handle lies on the paper, and the way that it grows. */
export interface Handle {
  readonly node: string;
  readonly parameter: string;
  readonly axis: Axis;
  readonly value: number;
  readonly limits: Limits;
  /** On the paper of the drawing. */
  readonly at: Point;
  /** How far the handle moves on the paper for a millimetre. */
  readonly along: Point;
}

/** The handles of the instances that are asked for, in the middle of the side that each of them moves. */
export function handlesOf(
  compiled: CompiledKit,
  evaluation: Evaluation,
  nodes: readonly string[],
): Handle[] {
  return evaluation.instances
    .filter(({ path }) => nodes.includes(path))
    .flatMap((instance) => handlesOfInstance(compiled, evaluation, instance));
}

function handlesOfInstance(
  compiled: CompiledKit,
  { parts }: Evaluation,
  instance: Instance,
): Handle[] {
  const declared = compiled.types.get(instance.type)?.type.handles ?? [];
  const within = parts.filter(
    ({ node }) => node === instance.path || node.startsWith(`${instance.path}.`),
  );
  const boxes = within.flatMap(({ box }) => (box === null ? [] : [box]));
  if (boxes.length === 0) return [];
  const whole = wholeOf(boxes);
  return declared.flatMap(({ parameter, axis }) => {
    const value = instance.parameters.get(parameter);
    if (typeof value !== 'number') return [];
    const limits = instance.limits.get(parameter) ?? { min: null, max: null, step: null };
    const along = alongOf(axis);
    return [
      { node: instance.path, parameter, axis, value, limits, at: middleOf(whole, axis), along },
    ];
  });
}

/** Apart from each other: width in the middle of the right side, depth at its upper back corner, height on the top. */
function middleOf({ x, y, z, dx, dy, dz }: Box, axis: Axis): Point {
  if (axis === 'x') return project(x + dx, y + dy / 2, z + dz / 2);
  if (axis === 'y') return project(x + dx, y + dy, z + dz);
  return project(x + dx / 2, y + dy / 2, z + dz);
}

function alongOf(axis: Axis): Point {
  const one = 1_000;
  return project(axis === 'x' ? one : 0, axis === 'y' ? one : 0, axis === 'z' ? one : 0);
}

/**
 * The value of a handle that was pulled so far on the paper, in the steps of its parameter and within its bounds. Only
 * the part of the way that runs along its axis counts.
 */
export function pulled({ value, limits, along }: Handle, way: Point): number {
  const length = along.x * along.x + along.y * along.y;
  const millimetres = (way.x * along.x + way.y * along.y) / length;
  return nearest(value + Math.round(millimetres * 1_000), limits);
}

/** The nearest value that the bounds and the steps of a parameter allow, counted from zero. */
export function nearest(value: number, { min, max, step }: Limits): number {
  const whole = step === null || step <= 0 ? value : Math.round(value / step) * step;
  return Math.max(min ?? -Infinity, Math.min(max ?? Infinity, whole));
}
