import type { Expression } from './expression.ts';
import type { NodeType, Parameter } from './kit.ts';

/**
 * The parameters of a type whose defaults need nothing of where an instance stands: those a parent may ask for before
 * it has given its children their places.
 */
export function plainParameters({ parameters }: NodeType): ReadonlySet<string> {
  const plain = new Set<string>();
  for (const { id, default: otherwise } of parameters) {
    if (isPlain(otherwise, plain)) plain.add(id);
  }
  return plain;
}

/** Whether an expression can be worked out from these parameters and the root's alone. */
function isPlain(expression: Expression, plain: ReadonlySet<string>): boolean {
  return namesIn(expression).every((name) => name.startsWith('root.') || plain.has(name));
}

/** Whether the bounds of a parameter are known before its instance has a place. */
export function limitsArePlain({ min, max }: Parameter, plain: ReadonlySet<string>): boolean {
  return [min, max].every((limit) => limit === undefined || isPlain(limit, plain));
}

function namesIn(expression: Expression | readonly Expression[]): string[] {
  if (typeof expression !== 'object') return [];
  return Object.entries(expression).flatMap(([operator, operand]) => {
    if (operator === 'get' && typeof operand === 'string') return [operand];
    return namesIn(operand);
  });
}
