import type { DesignValue } from '@muster/kit/design';
import type { Field } from '@muster/studio/fields';
import type { Value } from '@muster/kit/scope';

/** Base units in one of the unit that people type: millimetres, kilograms, minutes, percent, pieces. */
const TYPED = {
  number: 1,
  length: 1_000,
  area: 1_000_000_000_000,
  mass: 1_000_000,
  time: 60,
  money: 100,
  energy: 1_000,
  share: 10_000,
} as const;
export type TypedUnit = keyof typeof TYPED;

export function typedUnit({ parameter }: Pick<Field, 'parameter'>): TypedUnit {
  const { dimension } = parameter;
  return dimension !== undefined && isUnit(dimension) ? dimension : 'number';
}

function isUnit(dimension: string): dimension is TypedUnit {
  return Object.hasOwn(TYPED, dimension);
}

/** How a value stands in its field. */
export function typedValue(field: Pick<Field, 'parameter'>, value: Value): string {
  if (value === null) return '';
  if (typeof value !== 'number') return String(value);
  return String(value / TYPED[typedUnit(field)]);
}

/** What was typed as a value of the parameter; null where it is none. */
export function readTyped(field: Pick<Field, 'parameter'>, text: string): DesignValue | null {
  const { kind } = field.parameter;
  if (kind === 'flag') return text === 'true';
  if (kind !== 'quantity') return text;
  const number = Number(text.trim().replace(',', '.'));
  if (text.trim() === '' || !Number.isFinite(number)) return null;
  return Math.round(number * TYPED[typedUnit(field)]);
}

/** The name of a field in the form: below `_`, so that it is no part of what is kept as a draft. */
export function fieldName(node: string, parameter: string): string {
  return `_v:${node}.${parameter}`;
}
