import type { CompiledKit } from './compiled-shapes.ts';
import { partName } from './cut-list.ts';
import type { DesignNode } from './design.ts';
import type { Evaluation } from './evaluate.ts';
import type { Instance } from './instances.ts';
import type { Words } from './kit.ts';
import type { Part } from './part.ts';
import type { Value } from './scope.ts';

/** What is other in the second of two designs: by parameter, by what stands in the slots, and by parts. */
export interface Difference {
  readonly settings: readonly SettingChange[];
  /** Instances that only the second has, those within them left out; and those that only the first has. */
  readonly added: readonly NodeChange[];
  readonly removed: readonly NodeChange[];
  /** Of what is cut and bought how many more or fewer there are, by name. */
  readonly parts: readonly PartChange[];
  readonly takeoffs: readonly TakeoffChange[];
}

export interface SettingChange {
  readonly node: string;
  readonly type: string;
  readonly parameter: string;
  readonly before: Value;
  readonly after: Value;
}

export interface NodeChange {
  readonly node: string;
  readonly type: string;
}

export interface PartChange {
  readonly name: Words;
  readonly kind: string;
  readonly before: number;
  readonly after: number;
}

export interface TakeoffChange {
  readonly id: string;
  readonly before: number | null;
  readonly after: number | null;
}

/** One design with what it came to. */
export interface Evaluated {
  readonly root: DesignNode;
  readonly evaluation: Evaluation;
}

/** How the second design differs from the first: by what counts in the end, not by what was typed for it. */
export function compareDesigns(
  compiled: CompiledKit,
  before: Evaluated,
  after: Evaluated,
): Difference {
  const [first, second] = [before, after].map(({ evaluation }) => byPath(evaluation));
  return {
    settings: after.evaluation.instances.flatMap((instance) =>
      changedSettings(compiled, first?.get(instance.path), instance),
    ),
    added: onlyIn(after.evaluation, first),
    removed: onlyIn(before.evaluation, second),
    parts: changedParts(compiled, before.evaluation.parts, after.evaluation.parts),
    takeoffs: changedTakeoffs(before.evaluation, after.evaluation),
  };
}

type Instances = ReadonlyMap<string, Instance>;

function byPath({ instances }: Evaluation): Instances {
  return new Map(instances.map((instance) => [instance.path, instance]));
}

/** Parameters that nobody sees are left out, and so are those that two types do not share. */
function changedSettings(
  compiled: CompiledKit,
  before: Instance | undefined,
  after: Instance,
): SettingChange[] {
  if (before?.type !== after.type) return [];
  return (compiled.types.get(after.type)?.parameters ?? []).flatMap(({ parameter, visible }) => {
    const [one, other] = [before, after].map(({ parameters }) => parameters.get(parameter.id));
    if (one === other || (visible !== null && visible.run(after.scope) !== true)) return [];
    return [
      {
        node: after.path,
        type: after.type,
        parameter: parameter.id,
        before: one ?? null,
        after: other ?? null,
      },
    ];
  });
}

function onlyIn({ instances }: Evaluation, others: Instances | undefined): NodeChange[] {
  const isNew = ({ path, type }: Instance) => others?.get(path)?.type !== type;
  return instances
    .filter((instance) => isNew(instance) && (instance.parent === null || !isNew(instance.parent)))
    .map(({ path, type }) => ({ node: path, type }));
}

function changedParts(
  compiled: CompiledKit,
  before: readonly Part[],
  after: readonly Part[],
): PartChange[] {
  const changes = new Map<string, { name: Words; kind: string; before: number; after: number }>();
  for (const [side, parts] of [['before', before] as const, ['after', after] as const]) {
    for (const part of parts) {
      const name = partName(compiled, part);
      const key = `${part.kind} ${name.en}`;
      const found = changes.get(key) ?? { name, kind: part.kind, before: 0, after: 0 };
      found[side] += part.count;
      changes.set(key, found);
    }
  }
  return [...changes.values()].filter((change) => change.before !== change.after);
}

function changedTakeoffs(before: Evaluation, after: Evaluation): TakeoffChange[] {
  return Object.entries(after.takeoffs).flatMap(([id, value]) => {
    const was = before.takeoffs[id] ?? null;
    return was === value ? [] : [{ id, before: was, after: value }];
  });
}
