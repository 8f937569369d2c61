import { type Dimension, dimensionText, isSameDimension, PLAIN } from './dimension.ts';

/** What an expression gives, known before anything is evaluated. */
export type Type =
  | { readonly kind: 'number'; readonly dimension: Dimension }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'text' };

export const BOOLEAN: Type = { kind: 'boolean' };
export const TEXT: Type = { kind: 'text' };
export const COUNT: Type = { kind: 'number', dimension: PLAIN };

/** The type of numbers of a dimension. */
export function numberOf(dimension: Dimension): Type {
  return { kind: 'number', dimension };
}

/** Whether one may stand for the other: the same kind, and of numbers the same dimension. */
export function isSameType(one: Type, other: Type): boolean {
  if (one.kind !== 'number' || other.kind !== 'number') return one.kind === other.kind;
  return isSameDimension(one.dimension, other.dimension);
}

/** Such as `length^2` or `text`, for messages. */
export function typeText(type: Type): string {
  return type.kind === 'number' ? dimensionText(type.dimension) : type.kind;
}

/** The names and lists that an expression may use where it stands. */
export interface Environment {
  readonly names: ReadonlyMap<string, Type>;
  /** By the name of the list: the names that each of its members adds. */
  readonly lists: ReadonlyMap<string, ReadonlyMap<string, Type>>;
}

/** The same environment with more names, and with more lists. */
export function extend(
  environment: Environment,
  names: Iterable<readonly [string, Type]>,
  lists: Iterable<readonly [string, ReadonlyMap<string, Type>]> = [],
): Environment {
  return {
    names: new Map([...environment.names, ...names]),
    lists: new Map([...environment.lists, ...lists]),
  };
}
