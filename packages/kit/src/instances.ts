import type {
  CompiledKit,
  CompiledParameter,
  CompiledSlot,
  CompiledType,
} from './compiled-shapes.ts';
import type { DesignNode, DesignValue } from './design.ts';
import type { Finding } from './finding.ts';
import { Scope, type StepCounter, type Value } from './scope.ts';

/** One thing of a design with everything that is known of it. */
export interface Instance {
  /** `root`, or the way to it: `root.bays[2]`. */
  readonly path: string;
  readonly type: string;
  readonly parameters: ReadonlyMap<string, Value>;
  /** Bounds of its quantities as they are now, for handles and fields. */
  readonly limits: ReadonlyMap<string, Limits>;
  /** Where it stands, in micrometres from the corner of the whole. */
  readonly origin: { readonly x: number; readonly y: number; readonly z: number };
  readonly scope: Scope;
  /** The instance in whose slot it stands; null for the root. */
  readonly parent: Instance | null;
}

export interface Limits {
  readonly min: number | null;
  readonly max: number | null;
  readonly step: number | null;
}

interface Placed {
  readonly node: DesignNode;
  readonly path: string;
  readonly parent: Instance | null;
  readonly given: ReadonlyMap<string, Value>;
}

/** All instances of a design, each before those in its slots; what is out of place is a finding. */
export function buildInstances(
  compiled: CompiledKit,
  root: DesignNode,
  steps: StepCounter,
): { instances: Instance[]; findings: Finding[] } {
  const builder = new Builder(compiled, steps);
  const given = new Map<string, Value>([
    ['slot.x', 0],
    ['slot.y', 0],
    ['slot.z', 0],
    ['slot.index', 0],
    ['slot.count', 1],
  ]);
  builder.add({ node: root, path: 'root', parent: null, given });
  return builder;
}

class Builder {
  readonly instances: Instance[] = [];
  readonly findings: Finding[] = [];
  private readonly compiled: CompiledKit;
  private readonly steps: StepCounter;
  private rootNames = new Map<string, Value>();

  constructor(compiled: CompiledKit, steps: StepCounter) {
    this.compiled = compiled;
    this.steps = steps;
  }

  add({ node, path, parent, given }: Placed): void {
    const type = this.compiled.types.get(parent === null ? this.compiled.kit.root : node.type);
    if (type === undefined) return this.misplaced('unknown-type', path, node.type);
    const scope = new Scope(path, this.steps, null, new Map([...this.rootNames, ...given]));
    const parameters = new Map<string, Value>();
    const limits = new Map<string, Limits>();
    for (const each of type.parameters) {
      const { id } = each.parameter;
      const bounds = limitsOf(each, scope);
      const value = this.valueOf(each, { scope, node, path, bounds });
      parameters.set(id, value);
      limits.set(id, bounds);
      scope.set(id, value);
      if (each.parameter.required === true && (value === null || value === ''))
        this.missing(path, id);
      if (parent === null) this.rootNames.set(`root.${id}`, value);
    }
    this.checkSet(node, type, path);
    const instance: Instance = {
      path,
      type: type.type.id,
      parameters,
      limits,
      origin: originOf(given, parent),
      scope,
      parent,
    };
    this.instances.push(instance);
    this.furnish(instance, type, node);
  }

  /** Parameters of the children first, since the instance's own values may go over them. */
  private furnish(instance: Instance, type: CompiledType, node: DesignNode): void {
    const slots = type.slots.map((slot) => ({
      slot,
      nodes: this.accepted(slot, node, instance.path),
    }));
    for (const { slot, nodes } of slots) {
      const members = nodes.map((child) => instance.scope.inner(this.childNames(child)));
      instance.scope.setList(slot.slot.id, () => members);
    }
    for (const { id, value } of type.values) instance.scope.set(id, value.run(instance.scope));
    for (const { slot, nodes } of slots) this.place(instance, slot, nodes);
    for (const name of Object.keys(node.slots)) {
      if (type.slots.some(({ slot }) => slot.id === name)) continue;
      this.misplaced('unknown-slot', `${instance.path}.${name}`, name);
    }
  }

  private place(
    instance: Instance,
    { slot, gives }: CompiledSlot,
    nodes: readonly DesignNode[],
  ): void {
    const names = nodes.map((node) => this.childNames(node));
    const members = names.map((each) => instance.scope.inner(each));
    nodes.forEach((node, index) => {
      const inside = instance.scope.inner(
        new Map([...names[index], ['slot.index', index], ['slot.count', nodes.length]]),
      );
      inside.setList('siblings', () => members);
      inside.setList('earlier', () => members.slice(0, index));
      const given = new Map<string, Value>([
        ['slot.x', 0],
        ['slot.y', 0],
        ['slot.z', 0],
        ['slot.index', index],
        ['slot.count', nodes.length],
      ]);
      for (const { id, value } of gives) {
        const result = value.run(inside);
        inside.set(`slot.${id}`, result);
        given.set(`slot.${id}`, result);
      }
      this.add({ node, path: `${instance.path}.${slot.id}[${node.id}]`, parent: instance, given });
    });
  }

  /** What a slot takes: the right types, and not too many. */
  private accepted({ slot }: CompiledSlot, node: DesignNode, path: string): DesignNode[] {
    const at = `${path}.${slot.id}`;
    const given = Object.hasOwn(node.slots, slot.id) ? node.slots[slot.id] : [];
    const fitting = given.filter((child) => {
      const fits = slot.accepts.includes(child.type);
      if (!fits) this.misplaced('type-not-accepted', `${at}[${child.id}]`, child.type);
      return fits;
    });
    if (fitting.length < slot.min) this.misplaced('too-few', at, String(slot.min));
    if (fitting.length > slot.max) this.misplaced('too-many', at, String(slot.max));
    return fitting.slice(0, slot.max);
  }

  /** A child's parameters as its parent may see them: set, or the plain default where that needs nothing else. */
  private childNames(node: DesignNode): Map<string, Value> {
    const type = this.compiled.types.get(node.type);
    const scope = new Scope(node.id, this.steps, null, new Map(this.rootNames));
    const names = new Map<string, Value>([
      ['child.type', node.type],
      ['child.id', node.id],
    ]);
    for (const each of type?.parameters ?? []) {
      const { id } = each.parameter;
      if (type?.plain.has(id) !== true) continue;
      const set = Object.hasOwn(node.set, id) ? node.set[id] : undefined;
      const given = set !== undefined && isOfKind(each, set) ? set : each.otherwise.run(scope);
      const value = each.hasPlainLimits ? nearest(given, limitsOf(each, scope)) : given;
      scope.set(id, value);
      names.set(`child.${id}`, value);
    }
    return names;
  }

  private valueOf(
    each: CompiledParameter,
    { scope, node, path, bounds }: { scope: Scope; node: DesignNode; path: string; bounds: Limits },
  ): Value {
    const { id, locked } = each.parameter;
    const set = Object.hasOwn(node.set, id) ? node.set[id] : undefined;
    const otherwise = each.otherwise.run(scope);
    if (set === undefined) return otherwise;
    const at = `${path}.${id}`;
    if (locked === true && set !== otherwise) this.misplaced('locked', at, String(set));
    if (locked === true) return otherwise;
    if (!isOfKind(each, set) || !this.isOption(each, set)) {
      this.misplaced('not-a-choice', at, String(set));
      return otherwise;
    }
    return typeof set === 'number' ? this.within(set, bounds, at) : set;
  }

  private within(value: number, { min, max }: Limits, path: string): number {
    if (min !== null && value < min) {
      this.misplaced('too-small', path, String(value), min);
      return min;
    }
    if (max !== null && value > max) {
      this.misplaced('too-large', path, String(value), max);
      return max;
    }
    return value;
  }

  private isOption({ parameter }: CompiledParameter, value: DesignValue): boolean {
    if (parameter.kind === 'choice')
      return parameter.options?.some(({ id }) => id === value) ?? false;
    if (parameter.kind !== 'material') return true;
    const material = this.compiled.materials.get(String(value));
    return material !== undefined && (parameter.materials?.includes(material.kind) ?? true);
  }

  private checkSet(node: DesignNode, type: CompiledType, path: string): void {
    for (const name of Object.keys(node.set)) {
      if (type.parameters.some(({ parameter }) => parameter.id === name)) continue;
      this.misplaced('unknown-parameter', `${path}.${name}`, name);
    }
  }

  private missing(path: string, parameter: string): void {
    this.findings.push({
      rule: 'missing-value',
      severity: 'block',
      node: path,
      message: null,
      numbers: { value: parameter },
      parts: [],
      fixes: [],
    });
  }

  private misplaced(name: string, path: string, value: string, allowed?: number): void {
    const isParameter = allowed !== undefined;
    const [node = path, parameter = ''] = isParameter ? splitLast(path) : [path];
    this.findings.push({
      rule: name,
      severity: 'block',
      node,
      message: null,
      numbers: { value },
      parts: [],
      fixes: isParameter ? [{ id: 'nearest', set: [{ node, parameter, value: allowed }] }] : [],
    });
  }
}

/** A quantity within its bounds. */
function nearest(value: Value, { min, max }: Limits): Value {
  if (typeof value !== 'number') return value;
  return Math.max(min ?? value, Math.min(max ?? value, value));
}

function splitLast(path: string): [string, string] {
  const at = path.lastIndexOf('.');
  return [path.slice(0, at), path.slice(at + 1)];
}

function isOfKind({ parameter }: CompiledParameter, value: DesignValue): boolean {
  if (parameter.kind === 'quantity') return typeof value === 'number';
  return parameter.kind === 'flag' ? typeof value === 'boolean' : typeof value === 'string';
}

function limitsOf({ min, max, step }: CompiledParameter, scope: Scope): Limits {
  return {
    min: numberOrNull(min?.run(scope)),
    max: numberOrNull(max?.run(scope)),
    step: numberOrNull(step?.run(scope)),
  };
}

function numberOrNull(value: Value | undefined): number | null {
  return typeof value === 'number' ? value : null;
}

function originOf(given: ReadonlyMap<string, Value>, parent: Instance | null) {
  const along = (axis: 'x' | 'y' | 'z') =>
    (parent?.origin[axis] ?? 0) + Number(given.get(`slot.${axis}`) ?? 0);
  return { x: along('x'), y: along('y'), z: along('z') };
}
