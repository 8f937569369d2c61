import { BoundPassed, MAX_VALUE } from './bounds.ts';
import { PLAIN } from './dimension.ts';
import type { Scope, Value } from './scope.ts';
import type { Type } from './types.ts';

/** An expression that was checked: its type, and how it is worked out. */
export interface Compiled {
  readonly type: Type;
  readonly run: (scope: Scope) => Value;
}

/** What the kit as a whole knows. */
export interface Library {
  readonly tables: ReadonlyMap<string, TableRows>;
  /** Properties that materials have, by name. */
  readonly properties: ReadonlyMap<string, Type>;
  readonly property: (material: string, name: string) => number | null;
}

export interface TableRows {
  readonly key: Type;
  readonly value: Type;
  readonly rows: readonly { readonly key: number; readonly value: number }[];
}

/** A number from numbers; not known where one of them is not, and within the bounds or not at all. */
export function whole(
  type: Type,
  { path }: { readonly path: string },
  terms: readonly Compiled[],
  work: (values: readonly number[]) => number | null,
): Compiled {
  return {
    type,
    run: (scope) => {
      scope.steps.count(scope.path);
      const values: number[] = [];
      for (const term of terms) {
        const value = term.run(scope);
        if (typeof value !== 'number') return null;
        values.push(value);
      }
      const result = work(values);
      if (result !== null && Math.abs(result) > MAX_VALUE) {
        throw new BoundPassed('number-too-large', `${scope.path} ${path}`);
      }
      return result;
    },
  };
}

/** The sum, least or greatest of members' values; null where one is not known, unless those are to be skipped. */
export function gather(
  values: readonly Value[],
  way: string,
  { skipsUnknown, scope }: { skipsUnknown: boolean; scope: Scope },
): number | null {
  scope.steps.count(scope.path);
  const numbers = values.filter((value) => typeof value === 'number');
  if (numbers.length < values.length && !skipsUnknown) return null;
  if (way === 'sum') {
    const sum = numbers.reduce((total, value) => total + value, 0);
    if (Math.abs(sum) > MAX_VALUE) throw new BoundPassed('number-too-large', scope.path);
    return sum;
  }
  if (numbers.length === 0) return way === 'most' ? 0 : null;
  return numbers.reduce((best, value) =>
    way === 'least' ? Math.min(best, value) : Math.max(best, value),
  );
}

/** An expression that always gives the same value. */
export function constant(value: number | boolean | string, type: Type): Compiled {
  return { type, run: () => value };
}

/** The opposite of a truth; what is not known stays so. */
export function negated(value: Value): Value {
  return value === null ? null : value !== true;
}

/** The dimension of a number; plain for what is none. */
export function dimensionOf({ type }: Compiled) {
  return type.kind === 'number' ? type.dimension : PLAIN;
}
