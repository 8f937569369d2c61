import { BoundPassed, MAX_STEPS } from './bounds.ts';

/** What an expression gives. Null is a number that is not known; it is never taken for zero. */
export type Value = number | boolean | string | null;

/** Counts the steps of one evaluation, so that none goes on for ever. */
export class StepCounter {
  private left = MAX_STEPS;

  count(path: string, steps = 1): void {
    this.left -= steps;
    if (this.left < 0) throw new BoundPassed('too-many-steps', path);
  }
}

/** The names that an expression may use, and the lists that it may go over; what is not here is looked for outside. */
export class Scope {
  readonly path: string;
  readonly steps: StepCounter;
  private readonly values: Map<string, Value>;
  private readonly outer: Scope | null;
  /** What names here begin with instead of `child.` or `part.`. */
  private alias: string | null = null;
  private readonly lists = new Map<string, () => readonly Scope[]>();

  constructor(
    path: string,
    steps: StepCounter,
    outer: Scope | null = null,
    values = new Map<string, Value>(),
  ) {
    this.path = path;
    this.steps = steps;
    this.outer = outer;
    this.values = values;
  }

  /** A scope within this one. */
  inner(values: Map<string, Value>): Scope {
    return new Scope(this.path, this.steps, this, values);
  }

  /**
   * A member of a list as an expression in `from` goes over it: with all that `from` knows. Under an alias its names
   * are `alias.width` instead of `child.width`, so that those of a member further out can still be named.
   */
  seenFrom(from: Scope, alias: string | null): Scope {
    if (alias === null && this.outer === from) return this;
    const seen = new Scope(from.path, this.steps, from, this.values);
    if (alias !== null) seen.alias = `${alias}.`;
    return seen;
  }

  set(name: string, value: Value): void {
    this.values.set(name, value);
  }

  /** A kit is checked before it is used, so every name that is asked for is there. */
  get(name: string): Value {
    const value = this.alias === null ? this.values.get(name) : this.aliased(name, this.alias);
    if (value !== undefined) return value;
    if (this.outer !== null) return this.outer.get(name);
    throw new Error(`${this.path}: the name ${name} passed the check of the kit and has no value`);
  }

  private aliased(name: string, alias: string): Value | undefined {
    if (!name.startsWith(alias)) return undefined;
    const rest = name.slice(alias.length);
    return this.values.get(`child.${rest}`) ?? this.values.get(`part.${rest}`);
  }

  setList(name: string, list: () => readonly Scope[]): void {
    this.lists.set(name, list);
  }

  list(name: string): readonly Scope[] {
    const list = this.lists.get(name);
    if (list !== undefined) return list();
    if (this.outer !== null) return this.outer.list(name);
    throw new Error(`${this.path}: the list ${name} passed the check of the kit and is not there`);
  }
}

/** `child.width` as `alias.width`. */
export function aliased(name: string, alias: string): string {
  return `${alias}${name.slice(name.indexOf('.'))}`;
}
