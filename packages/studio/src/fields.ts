import type { CompiledKit, CompiledParameter } from '@muster/kit/compiled-shapes';
import type { DesignNode } from '@muster/kit/design';
import type { Instance, Limits } from '@muster/kit/instances';
import type { Parameter, Words } from '@muster/kit/kit';
import type { Value } from '@muster/kit/scope';

/** A parameter as a field shows it. */
export interface Field {
  readonly parameter: Parameter;
  readonly value: Value;
  readonly limits: Limits;
  /** Set in the design, and not left to the kit. */
  readonly isSet: boolean;
  /** Of a choice or a material. */
  readonly options: readonly { readonly id: string; readonly name: Words }[];
}

export interface FieldGroup {
  readonly id: string;
  readonly name: Words | null;
  readonly fields: readonly Field[];
}

/** The fields of an instance that are to be seen now, under the headings of the kit and in their order. */
export function fieldsOf(
  compiled: CompiledKit,
  instance: Instance,
  node: DesignNode,
): FieldGroup[] {
  const parameters = compiled.types.get(instance.type)?.parameters ?? [];
  const shown = parameters.filter(
    ({ visible }) => visible === null || visible.run(instance.scope) === true,
  );
  const groups = Map.groupBy(shown, ({ parameter }) => parameter.group ?? '');
  const known = compiled.kit.groups ?? [];
  const place = (id: string) => {
    const at = known.findIndex((group) => group.id === id);
    return at < 0 ? known.length : at;
  };
  return [...groups]
    .toSorted(([one], [other]) => place(one) - place(other))
    .map(([id, each]) => ({
      id,
      name: known.find((group) => group.id === id)?.name ?? null,
      fields: each.map((parameter) => fieldOf(compiled, instance, node, parameter)),
    }));
}

function fieldOf(
  compiled: CompiledKit,
  instance: Instance,
  node: DesignNode,
  { parameter }: CompiledParameter,
): Field {
  const { id } = parameter;
  return {
    parameter,
    value: instance.parameters.get(id) ?? null,
    limits: instance.limits.get(id) ?? { min: null, max: null, step: null },
    isSet: Object.hasOwn(node.set, id),
    options: optionsOf(compiled, parameter, instance.parameters.get(id) ?? null),
  };
}

/** What is to be chosen yet. */
const OPEN: Field['options'] = [{ id: '', name: { en: '–' } }];

function optionsOf(
  { kit }: CompiledKit,
  { kind, options, materials }: Parameter,
  value: Value,
): Field['options'] {
  if (kind === 'choice') return [...(value === '' ? OPEN : []), ...(options ?? [])];
  if (kind !== 'material') return [];
  return kit.materials
    .filter((material) => materials?.includes(material.kind) ?? true)
    .map(({ id, name }) => ({ id, name }));
}
