import { MAX_EXPRESSION_DEPTH, MAX_EXPRESSION_NODES, MAX_VALUE } from './bounds.ts';
import {
  type Compiled,
  constant,
  dimensionOf,
  gather,
  type Library,
  negated,
  whole,
} from './compiled.ts';
import { combine, NAMED_DIMENSIONS, UNITS } from './dimension.ts';
import { divide, scale } from './exact.ts';
import type { Expression, RoundingMode } from './expression.ts';
import { sagOf } from './sag.ts';
import type { Scope, Value } from './scope.ts';
import { aliasedNames, chosenOf } from './list-members.ts';
import {
  BOOLEAN,
  COUNT,
  type Environment,
  extend,
  isSameType,
  numberOf,
  TEXT,
  type Type,
  typeText,
} from './types.ts';

export type ExpressionReason =
  | 'not-an-expression'
  | 'unknown-operator'
  | 'unknown-name'
  | 'unknown-list'
  | 'unknown-table'
  | 'unknown-property'
  | 'unknown-unit'
  | 'wrong-type'
  | 'wrong-number-of-terms'
  | 'number-too-large'
  | 'too-deep'
  | 'too-many-terms';

export interface ExpressionFault {
  readonly path: string;
  readonly reason: ExpressionReason;
  readonly message: string;
}

/** Stops the reading of one expression at its first fault; caught where the expression begins. */
class Fault extends Error {
  readonly fault: ExpressionFault;
  constructor(found: ExpressionFault) {
    super(`${found.path}: ${found.message}`);
    this.fault = found;
  }
}

/**
 * Checks an expression and makes it ready to be worked out. `expected` is what it must give. Faults are answered, with
 * the path inside the kit, never thrown.
 */
export function compile(
  expression: Expression | undefined,
  at: { readonly path: string; readonly environment: Environment; readonly library: Library },
  expected: Type | null,
): Compiled | ExpressionFault {
  const compiler = new Compiler(at.library);
  try {
    const compiled = compiler.compile(expression, at.environment, at.path, 0);
    if (expected !== null) compiler.expect(compiled, expected, at.path);
    return compiled;
  } catch (error) {
    if (error instanceof Fault) return error.fault;
    throw error;
  }
}

/** Operators with further fields, some of which are called like operators. */
const WITH_FIELDS = ['over', 'lookup', 'material', 'divide'];

type Operator = (terms: Terms) => Compiled;

/** One operator as it was written, with what is around it. */
interface Terms {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly operand: unknown;
  readonly environment: Environment;
  readonly path: string;
  readonly depth: number;
}

class Compiler {
  private readonly library: Library;
  private nodes = 0;

  constructor(library: Library) {
    this.library = library;
  }

  compile(expression: unknown, environment: Environment, path: string, depth: number): Compiled {
    this.nodes += 1;
    if (this.nodes > MAX_EXPRESSION_NODES)
      throw fault(path, 'too-many-terms', 'has too many terms');
    if (depth > MAX_EXPRESSION_DEPTH) throw fault(path, 'too-deep', 'is nested too deep');
    if (typeof expression === 'number') return this.literal(expression, COUNT, path);
    if (typeof expression === 'boolean') return constant(expression, BOOLEAN);
    if (typeof expression === 'string') return constant(expression, TEXT);
    if (typeof expression !== 'object' || expression === null || Array.isArray(expression)) {
      throw fault(path, 'not-an-expression', 'is no expression');
    }
    const fields: Record<string, unknown> = Object.fromEntries(Object.entries(expression));
    const name = this.nameOf(fields);
    const unit = Object.hasOwn(UNITS, name) ? UNITS[name] : undefined;
    if (unit !== undefined) {
      const amount = Number(fields[name]) * unit.base;
      return this.literal(amount, numberOf(unit.dimension), path);
    }
    const operator = Object.hasOwn(this.operators, name) ? this.operators[name] : undefined;
    if (operator === undefined) throw fault(path, 'unknown-operator', `does not know "${name}"`);
    return operator({ fields, operand: fields[name], environment, path: `${path}.${name}`, depth });
  }

  /** The operator of an expression; its further fields may stand before it, since nothing keeps the order of JSON. */
  private nameOf(fields: Readonly<Record<string, unknown>>): string {
    const names = Object.keys(fields);
    const known = (name: string) =>
      Object.hasOwn(this.operators, name) || Object.hasOwn(UNITS, name);
    return WITH_FIELDS.find((name) => names.includes(name)) ?? names.find(known) ?? names[0] ?? '';
  }

  expect(compiled: Compiled, type: Type, path: string): void {
    if (isSameType(compiled.type, type)) return;
    const message = `gives ${typeText(compiled.type)} where ${typeText(type)} is needed`;
    throw fault(path, 'wrong-type', message);
  }

  private literal(value: number, type: Type, path: string): Compiled {
    if (!Number.isInteger(value) || Math.abs(value) > MAX_VALUE) {
      throw fault(path, 'number-too-large', 'is no whole number of base units, or too large');
    }
    return constant(value, type);
  }

  private readonly operators: Readonly<Record<string, Operator>> = {
    get: ({ operand, environment, path }) => {
      const name = String(operand);
      const type = environment.names.get(name);
      if (type === undefined) throw fault(path, 'unknown-name', `"${name}" is not known here`);
      return { type, run: (scope) => scope.get(name) };
    },
    add: (terms) => this.fold(terms, (sum, each) => sum + each),
    least: (terms) => this.fold(terms, Math.min),
    most: (terms) => this.fold(terms, Math.max),
    subtract: (terms) => this.fold(terms, (from, each) => from - each),
    clamp: (terms) => {
      const [value, low, high] = this.alike(terms, 3);
      return whole(value.type, terms, [value, low, high], ([each, least, most]) =>
        Math.max(least, Math.min(most, each)),
      );
    },
    multiply: (terms) => this.multiply(terms),
    divide: (terms) => this.divide(terms),
    scale: (terms) => {
      const [a, b, c] = this.numbers(terms, 3);
      const type = numberOf(
        combine(combine(dimensionOf(a), dimensionOf(b), 1), dimensionOf(c), -1),
      );
      return whole(type, terms, [a, b, c], ([one, two, three]) => scale(one, two, three));
    },
    if: (terms) => this.condition(terms),
    equal: (terms) => {
      const [one, other] = this.same(terms);
      return {
        type: BOOLEAN,
        run: (scope) => {
          const [a, b] = [one.run(scope), other.run(scope)];
          return a === null || b === null ? null : a === b;
        },
      };
    },
    less: (terms) => this.compare(terms, (one, other) => one < other),
    'at-most': (terms) => this.compare(terms, (one, other) => one <= other),
    and: (terms) => this.logic(terms, (values) => values.every((value) => value === true)),
    or: (terms) => this.logic(terms, (values) => values.some((value) => value === true)),
    not: ({ operand, environment, path, depth }) => {
      const inside = this.compile(operand, environment, path, depth + 1);
      this.expect(inside, BOOLEAN, path);
      return { type: BOOLEAN, run: (scope) => negated(inside.run(scope)) };
    },
    known: ({ operand, environment, path, depth }) => {
      const inside = this.compile(operand, environment, path, depth + 1);
      return { type: BOOLEAN, run: (scope) => inside.run(scope) !== null };
    },
    unknown: ({ operand, path }) => {
      const name = String(operand);
      const dimension = Object.hasOwn(NAMED_DIMENSIONS, name) ? NAMED_DIMENSIONS[name] : undefined;
      if (dimension === undefined)
        throw fault(path, 'unknown-unit', `there is no dimension "${name}"`);
      return { type: numberOf(dimension), run: () => null };
    },
    lookup: (terms) => this.lookup(terms),
    material: (terms) => this.property(terms),
    over: (terms) => this.over(terms),
    sag: (terms) => this.sag(terms),
  };

  private terms({ operand, environment, path, depth }: Terms, count: number | null): Compiled[] {
    if (
      !Array.isArray(operand) ||
      operand.length === 0 ||
      (count !== null && operand.length !== count)
    ) {
      throw fault(path, 'wrong-number-of-terms', `takes a list of ${count ?? 'one or more'} terms`);
    }
    return operand.map((each, at) => this.compile(each, environment, `${path}[${at}]`, depth + 1));
  }

  private numbers(terms: Terms, count: number | null): Compiled[] {
    const compiled = this.terms(terms, count);
    compiled.forEach((each, at) => {
      if (each.type.kind === 'number') return;
      throw fault(`${terms.path}[${at}]`, 'wrong-type', `is ${typeText(each.type)}, not a number`);
    });
    return compiled;
  }

  private alike(terms: Terms, count: number | null): Compiled[] {
    const compiled = this.numbers(terms, count);
    for (const [at, each] of compiled.entries()) {
      this.expect(each, compiled[0].type, `${terms.path}[${at}]`);
    }
    return compiled;
  }

  private same(terms: Terms): [Compiled, Compiled] {
    const [one, other] = this.terms(terms, 2);
    this.expect(other, one.type, `${terms.path}[1]`);
    return [one, other];
  }

  private fold(terms: Terms, join: (sum: number, each: number) => number): Compiled {
    const compiled = this.alike(terms, null);
    return whole(compiled[0].type, terms, compiled, (values) =>
      values.reduce((sum, each) => join(sum, each)),
    );
  }

  /** A share of something is worked out at once, to the nearest unit; other products make new dimensions. */
  private multiply(terms: Terms): Compiled {
    const [one, other] = this.numbers(terms, 2);
    const share = [one, other].find((each) => dimensionOf(each).share === 1);
    if (share === undefined) {
      const type = numberOf(combine(dimensionOf(one), dimensionOf(other), 1));
      return whole(type, terms, [one, other], ([a, b]) => scale(a, b, 1));
    }
    const rest = share === one ? other : one;
    return whole(rest.type, terms, [rest, share], ([amount, ppm]) => scale(amount, ppm, 1_000_000));
  }

  private divide(terms: Terms): Compiled {
    const [one, other] = this.numbers(terms, 2);
    const round = terms.fields['round'] ?? 'near';
    if (round !== 'down' && round !== 'up' && round !== 'near') {
      throw fault(terms.path, 'not-an-expression', 'rounds "down", "up" or "near"');
    }
    const mode: RoundingMode = round;
    const type = numberOf(combine(dimensionOf(one), dimensionOf(other), -1));
    return whole(type, terms, [one, other], ([a, b]) => (b === 0 ? null : divide(a, b, mode)));
  }

  private condition(terms: Terms): Compiled {
    const [condition, then, otherwise] = this.terms(terms, 3);
    this.expect(condition, BOOLEAN, `${terms.path}[0]`);
    this.expect(otherwise, then.type, `${terms.path}[2]`);
    return {
      type: then.type,
      run: (scope) => (condition.run(scope) === true ? then.run(scope) : otherwise.run(scope)),
    };
  }

  private compare(terms: Terms, holds: (one: number, other: number) => boolean): Compiled {
    const [one, other] = this.alike(terms, 2);
    return {
      type: BOOLEAN,
      run: (scope) => {
        scope.steps.count(scope.path);
        const [a, b] = [one.run(scope), other.run(scope)];
        return typeof a === 'number' && typeof b === 'number' ? holds(a, b) : null;
      },
    };
  }

  private logic(terms: Terms, holds: (values: readonly Value[]) => boolean): Compiled {
    const compiled = this.terms(terms, null);
    compiled.forEach((each, at) => this.expect(each, BOOLEAN, `${terms.path}[${at}]`));
    return { type: BOOLEAN, run: (scope) => holds(compiled.map((each) => each.run(scope))) };
  }

  /** The last row whose key is not above; not known before the first. */
  private lookup({ fields, operand, environment, path, depth }: Terms): Compiled {
    const table = this.library.tables.get(String(operand));
    if (table === undefined)
      throw fault(path, 'unknown-table', `there is no table "${String(operand)}"`);
    const key = this.compile(fields['key'], environment, `${path}.key`, depth + 1);
    this.expect(key, table.key, `${path}.key`);
    const run = (scope: Scope) => {
      const value = key.run(scope);
      if (typeof value !== 'number') return null;
      return table.rows.findLast((row) => row.key <= value)?.value ?? null;
    };
    return { type: table.value, run };
  }

  private property({ fields, operand, environment, path, depth }: Terms): Compiled {
    const material = this.compile(operand, environment, path, depth + 1);
    this.expect(material, TEXT, path);
    const name = String(fields['property']);
    const type = this.library.properties.get(name);
    if (type === undefined) throw fault(path, 'unknown-property', `no material has "${name}"`);
    return {
      type,
      run: (scope) => {
        const id = material.run(scope);
        return typeof id === 'string' ? this.library.property(id, name) : null;
      },
    };
  }

  private over({ fields, operand, environment, path, depth }: Terms): Compiled {
    const list = String(operand);
    const members = environment.lists.get(list);
    if (members === undefined) throw fault(path, 'unknown-list', `there is no list "${list}" here`);
    const alias = this.alias(fields['as'], environment, path);
    const inside = extend(environment, alias === null ? members : aliasedNames(members, alias));
    const where = Object.hasOwn(fields, 'where')
      ? this.compile(fields['where'], inside, `${path}.where`, depth + 1)
      : null;
    if (where !== null) this.expect(where, BOOLEAN, `${path}.where`);
    const chosen = (scope: Scope) => chosenOf(scope, { list, alias, where });
    if (Object.hasOwn(fields, 'count'))
      return { type: COUNT, run: (scope) => chosen(scope).length };
    const way = ['sum', 'least', 'most'].find((each) => Object.hasOwn(fields, each));
    if (way === undefined)
      throw fault(path, 'not-an-expression', 'wants sum, count, least or most');
    const each = this.compile(fields[way], inside, `${path}.${way}`, depth + 1);
    if (each.type.kind !== 'number') throw fault(`${path}.${way}`, 'wrong-type', 'is not a number');
    const skipsUnknown = fields['skip-unknown'] === true;
    return {
      type: each.type,
      run: (scope) => {
        const values = chosen(scope).map((member) => each.run(member));
        return gather(values, way, { skipsUnknown, scope });
      },
    };
  }

  /** What members are called where `child` would hide a member further out: a word that nothing else here begins with. */
  private alias(given: unknown, { names }: Environment, path: string): string | null {
    if (given === undefined) return null;
    const isFree =
      typeof given === 'string' &&
      /^[a-z][a-z0-9-]*$/.test(given) &&
      ![...names.keys()].some((name) => name.startsWith(`${given}.`));
    if (!isFree) throw fault(`${path}.as`, 'unknown-name', 'must be a word that is free here');
    return given;
  }

  private sag({ operand, environment, path, depth }: Terms): Compiled {
    const given =
      typeof operand === 'object' && operand !== null
        ? Object.fromEntries(Object.entries(operand))
        : {};
    const length = numberOf({ length: 1 });
    const term = (name: string, type: Type) => {
      const compiled = this.compile(given[name], environment, `${path}.${name}`, depth + 1);
      this.expect(compiled, type, `${path}.${name}`);
      return compiled;
    };
    const terms = [
      term('span', length),
      term('depth', length),
      term('thickness', length),
      term('load-per-metre', numberOf({ mass: 1 })),
      term('modulus', COUNT),
    ];
    return whole(length, { path }, terms, sagFrom);
  }
}

/** In the order of the terms of `sag`. */
function sagFrom([span, depth, thickness, loadPerMetre, modulus]: readonly number[]): number {
  return sagOf({ span, depth, thickness, loadPerMetre, modulus });
}

function fault(path: string, reason: ExpressionReason, message: string): Fault {
  return new Fault({ path, reason, message });
}
