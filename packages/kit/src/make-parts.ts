import { BoundPassed, MAX_PARTS, MAX_REPEAT } from './bounds.ts';
import {
  type CompiledKit,
  type CompiledPart,
  HOLE_FIELDS,
  type HoleField,
} from './compiled-shapes.ts';
import type { Compiled } from './compiled.ts';
import type { Instance } from './instances.ts';
import { type Box, type Hole, massOfBox, massOfPieces, type Part } from './part.ts';
import type { Scope, Value } from './scope.ts';

const AXES = ['x', 'y', 'z'] as const;
type Axis = (typeof AXES)[number];

/** The parts that the instances' own rules make, as many as a design may have; parts without thickness, length or count are not made. */
export function makeParts(compiled: CompiledKit, instances: readonly Instance[]): Part[] {
  const parts: Part[] = [];
  for (const instance of instances) {
    for (const rule of compiled.types.get(instance.type)?.parts ?? [])
      addPartsOfRule(compiled, { instance, rule }, parts);
  }
  return parts;
}

function addPartsOfRule(
  compiled: CompiledKit,
  { instance, rule }: Pick<Making, 'instance' | 'rule'>,
  parts: Part[],
): void {
  const count = rule.repeat === null ? 1 : numberOf(rule.repeat, instance.scope);
  if (count > MAX_REPEAT)
    throw new BoundPassed('too-many-repeats', `${instance.path}.${rule.rule.id}`);
  for (let index = 0; index < count; index++) {
    instance.scope.steps.count(instance.path);
    const scope = instance.scope.inner(
      new Map<string, Value>([
        ['repeat.index', index],
        ['repeat.count', count],
      ]),
    );
    if (rule.when !== null && rule.when.run(scope) !== true) continue;
    const place = rule.repeat === null ? '' : `[${index}]`;
    const part = partOf(compiled, {
      instance,
      rule,
      scope,
      id: `${instance.path}.${rule.rule.id}${place}`,
    });
    if (part === null) continue;
    if (parts.length === MAX_PARTS) throw new BoundPassed('too-many-parts', instance.path);
    parts.push(part);
  }
}

interface Making {
  readonly instance: Instance;
  readonly rule: CompiledPart;
  readonly scope: Scope;
  readonly id: string;
}

function partOf(compiled: CompiledKit, making: Making): Part | null {
  const { rule, scope, instance, id } = making;
  const name = rule.material.run(scope);
  const material = typeof name === 'string' ? compiled.materials.get(name) : undefined;
  if (material === undefined) return null;
  const count = rule.count === null ? 1 : numberOf(rule.count, scope);
  const box = boxOf(making);
  if (count <= 0 || (box !== null && Math.min(box.dx, box.dy, box.dz) <= 0)) return null;
  const sides = box === null ? NO_SIDES : sidesOf(box, rule);
  const weighed = rule.mass === null ? null : rule.mass.run(scope);
  const solid = box === null ? massOfPieces(count, material) : massOfBox(box, material);
  const common = {
    id,
    node: instance.path,
    rule: rule.rule.id,
    kind: rule.rule.kind,
    material: material.id,
  };
  return {
    ...common,
    count,
    box,
    ...sides,
    mass: rule.mass === null ? solid : typeof weighed === 'number' ? weighed : null,
    edges: rule.edges
      .map((edge) => ({
        side: edge.side,
        material: String(edge.material.run(scope)),
        length: edge.side.startsWith('long') ? sides.length : sides.width,
      }))
      .filter((edge) => edge.material !== ''),
    holes: rule.holes.flatMap((hole) => holesOf(hole, scope, id)),
  };
}

const NO_SIDES = { length: 0, width: 0, thickness: 0, alongGrain: null, through: null };

function boxOf({ instance, rule, scope }: Making): Box | null {
  if (rule.box === null) return null;
  const { origin } = instance;
  return {
    x: origin.x + numberOf(rule.box.x, scope),
    y: origin.y + numberOf(rule.box.y, scope),
    z: origin.z + numberOf(rule.box.z, scope),
    dx: numberOf(rule.box.dx, scope),
    dy: numberOf(rule.box.dy, scope),
    dz: numberOf(rule.box.dz, scope),
  };
}

/** A board's length runs along its grain; where it has none, along its longer side. */
function sidesOf(box: Box, { rule }: CompiledPart) {
  const through = rule.thickness ?? thinnest(box);
  const [one, other] = AXES.filter((axis) => axis !== through);
  const longer = sideOf(box, one) >= sideOf(box, other) ? one : other;
  const alongGrain = rule.grain === undefined || rule.grain === through ? longer : rule.grain;
  const across = alongGrain === one ? other : one;
  return {
    length: sideOf(box, alongGrain),
    width: sideOf(box, across),
    thickness: sideOf(box, through),
    alongGrain,
    through,
  };
}

function thinnest(box: Box): Axis {
  return AXES.toSorted((one, other) => sideOf(box, one) - sideOf(box, other))[0];
}

function sideOf(box: Box, axis: Axis): number {
  return axis === 'x' ? box.dx : axis === 'y' ? box.dy : box.dz;
}

function holesOf(hole: Readonly<Record<HoleField, Compiled>>, scope: Scope, path: string): Hole[] {
  const [diameter, depth, first, pitch, count, across] = HOLE_FIELDS.map((field) =>
    numberOf(hole[field], scope),
  );
  if (count > MAX_REPEAT) throw new BoundPassed('too-many-repeats', path);
  scope.steps.count(path, Math.max(0, count));
  return Array.from({ length: Math.max(0, count) }, (_, index) => ({
    along: first + index * pitch,
    across,
    diameter,
    depth,
  }));
}

/** A length or count of a part that is not known counts as none: the part is then not made. */
function numberOf(compiled: Compiled, scope: Scope): number {
  const value = compiled.run(scope);
  return typeof value === 'number' ? value : 0;
}
