import { compile, type ExpressionFault } from './compile.ts';
import type { Compiled, Library } from './compiled.ts';
import { type Dimension, NAMED_DIMENSIONS } from './dimension.ts';
import type { Expression } from './expression.ts';
import type {
  CompiledKit,
  CompiledParameter,
  CompiledPart,
  CompiledRule,
  CompiledShare,
  CompiledSlot,
  CompiledType,
} from './compiled-shapes.ts';
import type { Kit, NodeType, Parameter, PartRule, Rule, Slot } from './kit.ts';
import { libraryOf } from './library.ts';
import { PART_NAMES } from './part.ts';
import { limitsArePlain, plainParameters } from './plain-parameters.ts';
import { BOOLEAN, COUNT, type Environment, extend, numberOf, TEXT, type Type } from './types.ts';

type KitReason = 'unknown-type' | 'unknown-dimension' | 'unknown-parameter' | 'duplicate-id';

export type KitFault =
  | ExpressionFault
  | {
      readonly path: string;
      readonly reason: KitReason;
      readonly message: string;
    };

export type CompiledOrNot =
  | { readonly kind: 'kit'; readonly kit: CompiledKit }
  | { readonly kind: 'refused'; readonly faults: readonly KitFault[] };

/**
 * Checks every expression of a kit against the names that it may use there, and makes the kit ready to evaluate
 * designs. The kit has the shape of its schema already (`readKit`). All faults are answered, each with its path.
 */
export function compileKit(kit: Kit): CompiledOrNot {
  const compiler = new KitCompiler(kit);
  const compiled = compiler.all();
  return compiler.faults.length > 0
    ? { kind: 'refused', faults: compiler.faults }
    : { kind: 'kit', kit: compiled };
}

const LENGTH = numberOf({ length: 1 });
const MASS = numberOf({ mass: 1 });
const TIME = numberOf({ time: 1 });
const MONEY = numberOf({ money: 1 });
const ORIGIN: readonly (readonly [string, Type])[] = ['x', 'y', 'z'].map((axis) => [
  `slot.${axis}`,
  LENGTH,
]);
const PARTS_LIST: readonly [string, ReadonlyMap<string, Type>] = ['parts', PART_NAMES];

class KitCompiler {
  readonly faults: KitFault[] = [];
  private readonly kit: Kit;
  private readonly library: Library;
  private readonly byId: ReadonlyMap<string, NodeType>;
  private readonly namesOfChildren = new Map<Slot, ReadonlyMap<string, Type>>();
  private readonly plain = new Map<NodeType, ReadonlyMap<string, Parameter>>();

  constructor(kit: Kit) {
    this.kit = kit;
    this.library = libraryOf(kit);
    this.byId = new Map(kit.types.map((type) => [type.id, type]));
  }

  all(): CompiledKit {
    const { kit } = this;
    if (!this.byId.has(kit.root))
      this.fault('root', 'unknown-type', `there is no type "${kit.root}"`);
    this.checkIds(kit.types, 'types');
    this.checkIds(kit.materials, 'materials');
    const types = kit.types.map((type): [string, CompiledType] => [type.id, this.type(type)]);
    const whole = this.environmentOfWhole();
    return {
      kit,
      types: new Map(types),
      materials: new Map(kit.materials.map((material) => [material.id, material])),
      takeoffs: new Map(
        kit.takeoffs.map((takeoff) => {
          const path = `takeoffs.${takeoff.id}`;
          return [
            takeoff.id,
            this.compile(takeoff.value, path, whole, this.dimension(takeoff.dimension, path)),
          ];
        }),
      ),
      labour: this.shares('labour', TIME, whole),
      stated: this.shares('stated', MONEY, whole),
    };
  }

  private shares(
    kind: 'labour' | 'stated',
    type: Type,
    whole: Environment,
  ): ReadonlyMap<string, CompiledShare> {
    return new Map(
      this.kit.costs.flatMap((line): [string, CompiledShare][] => {
        if (line.kind !== kind) return [];
        const path = `costs.${line.id}`;
        const each = this.compile(line.each, `${path}.each`, whole, type);
        return [[line.id, { each, setUp: this.compile(line.setUp, `${path}.setUp`, whole, type) }]];
      }),
    );
  }

  private type(type: NodeType): CompiledType {
    const path = `types.${type.id}`;
    this.checkIds([...type.parameters, ...type.values], path);
    this.checkTitle(type, path);
    for (const { id } of type.parameters) {
      if (id === 'id' || id === 'type')
        this.fault(`${path}.parameters.${id}`, 'duplicate-id', 'every instance has one already');
    }
    let environment = this.environmentOf(type);
    const plain = plainParameters(type);
    const parameters = type.parameters.map((parameter) => {
      const at = `${path}.parameters.${parameter.id}`;
      const hasPlainLimits = limitsArePlain(parameter, plain);
      const compiled = { ...this.parameter(parameter, at, environment), hasPlainLimits };
      environment = extend(environment, [[parameter.id, compiled.type]]);
      return compiled;
    });
    const withChildren = extend(environment, [], this.childLists(type));
    environment = withChildren;
    const values = type.values.map(({ id, value }) => {
      const compiled = this.compile(value, `${path}.values.${id}`, environment, null);
      environment = extend(environment, [[id, compiled.type]]);
      return { id, value: compiled };
    });
    return {
      type,
      parameters,
      plain,
      values,
      slots: type.slots.map((slot) => this.slot(slot, `${path}.slots.${slot.id}`, environment)),
      parts: type.parts.map((part) => this.part(part, `${path}.parts.${part.id}`, environment)),
      rules: type.rules.map((rule) =>
        this.rule(rule, `${path}.rules.${rule.id}`, extend(environment, [], [PARTS_LIST]), type),
      ),
    };
  }

  private parameter(
    parameter: Parameter,
    path: string,
    environment: Environment,
  ): Omit<CompiledParameter, 'hasPlainLimits'> {
    const type = this.typeOf(parameter, path);
    const optional = (expression: Expression | undefined, name: string, wanted: Type) =>
      expression === undefined
        ? null
        : this.compile(expression, `${path}.${name}`, environment, wanted);
    return {
      parameter,
      type,
      otherwise: this.compile(parameter.default, `${path}.default`, environment, type),
      min: optional(parameter.min, 'min', type),
      max: optional(parameter.max, 'max', type),
      step: optional(parameter.step, 'step', type),
      visible: optional(parameter.visible, 'visible', BOOLEAN),
    };
  }

  /** A child's place and parameters are known when its slot gives; its own values come after. */
  private slot(slot: Slot, path: string, environment: Environment): CompiledSlot {
    for (const accepted of slot.accepts) {
      if (!this.byId.has(accepted))
        this.fault(path, 'unknown-type', `accepts "${accepted}", which there is not`);
    }
    const child = this.childNames(slot);
    let inside = extend(
      environment,
      [...child, ['slot.index', COUNT], ['slot.count', COUNT]],
      [
        ['siblings', child],
        ['earlier', child],
      ],
    );
    const gives = slot.gives.map(({ id, dimension, value }) => {
      const at = `${path}.gives.${id}`;
      const compiled = this.compile(value, at, inside, this.dimension(dimension, at));
      inside = extend(inside, [[`slot.${id}`, compiled.type]]);
      return { id, value: compiled };
    });
    return { slot, gives };
  }

  private part(rule: PartRule, path: string, environment: Environment): CompiledPart {
    const inside = extend(environment, [
      ['repeat.index', COUNT],
      ['repeat.count', COUNT],
    ]);
    const optional = (
      expression: Expression | undefined,
      name: string,
      type: Type,
      where = inside,
    ) =>
      expression === undefined ? null : this.compile(expression, `${path}.${name}`, where, type);
    const length = (expression: Expression, name: string) =>
      this.compile(expression, `${path}.${name}`, inside, LENGTH);
    const { box } = rule;
    return {
      rule,
      when: optional(rule.when, 'when', BOOLEAN),
      repeat: optional(rule.repeat, 'repeat', COUNT, environment),
      material: this.compile(rule.material, `${path}.material`, inside, TEXT),
      box:
        box === undefined
          ? null
          : {
              x: length(box.x, 'box.x'),
              y: length(box.y, 'box.y'),
              z: length(box.z, 'box.z'),
              dx: length(box.dx, 'box.dx'),
              dy: length(box.dy, 'box.dy'),
              dz: length(box.dz, 'box.dz'),
            },
      count: optional(rule.count, 'count', COUNT),
      mass: optional(rule.mass, 'mass', MASS),
      edges: (rule.edges ?? []).map(({ side, material }) => ({
        side,
        material: this.compile(material, `${path}.edges.${side}`, inside, TEXT),
      })),
      holes: (rule.holes ?? []).map((hole, at) => ({
        diameter: length(hole.diameter, `holes[${at}].diameter`),
        depth: length(hole.depth, `holes[${at}].depth`),
        first: length(hole.first, `holes[${at}].first`),
        pitch: length(hole.pitch, `holes[${at}].pitch`),
        count: this.compile(hole.count, `${path}.holes[${at}].count`, inside, COUNT),
        across: length(hole.across, `holes[${at}].across`),
      })),
    };
  }

  private rule(rule: Rule, path: string, environment: Environment, type: NodeType): CompiledRule {
    const numbers = rule.numbers.map(({ id, value, dimension }) => {
      const wanted = this.dimension(dimension, `${path}.numbers.${id}`);
      return { id, value: this.compile(value, `${path}.numbers.${id}`, environment, wanted) };
    });
    return {
      rule,
      when: this.compile(rule.when, `${path}.when`, environment, BOOLEAN),
      numbers,
      fixes: rule.fixes.map((fix) => ({
        fix,
        when:
          fix.when === undefined
            ? null
            : this.compile(fix.when, `${path}.fixes.${fix.id}.when`, environment, BOOLEAN),
        set: fix.set.map(({ on, parameter, value }) => {
          const at = `${path}.fixes.${fix.id}.set.${parameter}`;
          return this.compile(value, at, environment, this.typeOfTarget(on, parameter, type, at));
        }),
      })),
    };
  }

  /** The parameter that a fix sets: its own, the root's, or that of every type in whose slots this one stands. */
  private typeOfTarget(on: string, parameter: string, type: NodeType, path: string): Type | null {
    const owners =
      on === 'self'
        ? [type]
        : on === 'root'
          ? [this.byId.get(this.kit.root)]
          : this.parentsOf(type);
    for (const owner of owners) {
      const found = owner?.parameters.find(({ id }) => id === parameter);
      if (found !== undefined) return this.typeOf(found, path);
    }
    this.fault(path, 'unknown-parameter', `${on} has no parameter "${parameter}"`);
    return null;
  }

  private parentsOf(type: NodeType): NodeType[] {
    return this.kit.types.filter(({ slots }) =>
      slots.some(({ accepts }) => accepts.includes(type.id)),
    );
  }

  /** What is known around an instance: where it stands, what its slot gives, and the root's parameters. */
  private environmentOf(type: NodeType): Environment {
    const given = new Map<string, Type>([...ORIGIN, ['slot.index', COUNT], ['slot.count', COUNT]]);
    for (const parent of this.parentsOf(type)) {
      for (const slot of parent.slots.filter(({ accepts }) => accepts.includes(type.id))) {
        for (const { id, dimension } of slot.gives) {
          const path = `types.${parent.id}.slots.${slot.id}.gives.${id}`;
          given.set(`slot.${id}`, this.dimension(dimension, path));
        }
      }
    }
    return { names: new Map([...given, ...this.rootNames(type)]), lists: new Map() };
  }

  private rootNames(type: NodeType): [string, Type][] {
    if (type.id === this.kit.root) return [];
    const root = this.byId.get(this.kit.root);
    return (root?.parameters ?? []).map((parameter) => [
      `root.${parameter.id}`,
      this.typeOf(parameter, `types.${this.kit.root}.parameters.${parameter.id}`),
    ]);
  }

  private childLists(type: NodeType): [string, ReadonlyMap<string, Type>][] {
    return type.slots.map((slot) => [slot.id, this.childNames(slot)]);
  }

  /** Plain parameters that all accepted types have alike, as `child.<id>`, its id, and which type a child is. */
  private childNames(slot: Slot): ReadonlyMap<string, Type> {
    const known = this.namesOfChildren.get(slot);
    if (known !== undefined) return known;
    const accepted = [...new Set(slot.accepts)].flatMap((id) => this.byId.get(id) ?? []);
    const names = new Map<string, Type>([
      ['child.type', TEXT],
      ['child.id', TEXT],
    ]);
    for (const parameter of accepted[0]?.parameters ?? []) {
      const everywhere = accepted.every((type) => {
        const found = this.plainOf(type).get(parameter.id);
        return found?.kind === parameter.kind && found.dimension === parameter.dimension;
      });
      if (everywhere) names.set(`child.${parameter.id}`, this.typeOf(parameter, slot.id));
    }
    this.namesOfChildren.set(slot, names);
    return names;
  }

  /** The plain parameters of a type by id, looked up once. */
  private plainOf(type: NodeType): ReadonlyMap<string, Parameter> {
    const known = this.plain.get(type);
    if (known !== undefined) return known;
    const plain = plainParameters(type);
    const found = new Map(
      type.parameters.filter(({ id }) => plain.has(id)).map((each) => [each.id, each]),
    );
    this.plain.set(type, found);
    return found;
  }

  private environmentOfWhole(): Environment {
    const root = this.byId.get(this.kit.root);
    const names = (root?.parameters ?? []).map((parameter): [string, Type] => [
      `root.${parameter.id}`,
      this.typeOf(parameter, parameter.id),
    ]);
    const lists = root === undefined ? [] : this.childLists(root);
    return { names: new Map(names), lists: new Map([...lists, PARTS_LIST]) };
  }

  private typeOf({ kind, dimension }: Parameter, path: string): Type {
    if (kind === 'flag') return BOOLEAN;
    return kind === 'quantity' ? this.dimension(dimension ?? 'number', path) : TEXT;
  }

  private dimension(name: string, path: string): Type {
    const dimension: Dimension | undefined = NAMED_DIMENSIONS[name];
    if (dimension !== undefined) return numberOf(dimension);
    this.fault(path, 'unknown-dimension', `there is no dimension "${name}"`);
    return COUNT;
  }

  private compile(
    expression: Expression,
    path: string,
    environment: Environment,
    expected: Type | null,
  ): Compiled {
    const compiled = compile(expression, { path, environment, library: this.library }, expected);
    if ('run' in compiled) return compiled;
    this.faults.push(compiled);
    return { type: expected ?? COUNT, run: () => null };
  }

  private checkTitle({ title, parameters }: NodeType, path: string): void {
    if (title === undefined) return;
    const isText = parameters.some(({ id, kind }) => id === title && kind === 'text');
    if (!isText)
      this.fault(`${path}.title`, 'unknown-parameter', `there is no text parameter "${title}"`);
  }

  private checkIds(list: readonly { readonly id: string }[], path: string): void {
    const seen = new Set<string>();
    for (const { id } of list) {
      if (seen.has(id)) this.fault(`${path}.${id}`, 'duplicate-id', 'stands twice');
      seen.add(id);
    }
  }

  private fault(path: string, reason: KitReason, message: string): void {
    this.faults.push({ path, reason, message });
  }
}
