import type { DesignValue } from '@muster/kit/design';
import type { Field } from '@muster/studio/fields';
import type { Value } from '@muster/kit/scope';

/** Base units in one of the unit that people type: millimetres, kilograms, pieces. */
const TYPED: Record<string, number> = { length: 1_000, mass: 1_000_000 };

export function typedUnit({ parameter }: Pick<Field, 'parameter'>): 'length' | 'mass' | 'number' {
  const { dimension } = parameter;
  return dimension === 'length' || dimension === 'mass' ? dimension : 'number';
}

/** How a value stands in its field. */
export function typedValue(field: Pick<Field, 'parameter'>, value: Value): string {
  if (value === null) return '';
  if (typeof value !== 'number') return String(value);
  return String(value / (TYPED[typedUnit(field)] ?? 1));
}

/** What was typed as a value of the parameter; null where it is none. */
export function readTyped(field: Pick<Field, 'parameter'>, text: string): DesignValue | null {
  const { kind } = field.parameter;
  if (kind === 'flag') return text === 'true';
  if (kind !== 'quantity') return text;
  const number = Number(text.trim().replace(',', '.'));
  if (text.trim() === '' || !Number.isFinite(number)) return null;
  return Math.round(number * (TYPED[typedUnit(field)] ?? 1));
}

/** The name of a field in the form: below `_`, so that it is no part of what is kept as a draft. */
export function fieldName(node: string, parameter: string): string {
  return `_v:${node}.${parameter}`;
}
