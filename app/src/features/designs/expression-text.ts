import { UNITS } from '@muster/kit/dimension';

/** Whole numbers, or such as `18 mm`. */
const QUANTITY = /^(-?\d{1,15})(?:\s+([a-z0-9]+))?$/;

/** An expression as its author types it: a quantity with its unit, a word, yes or no; anything else is its JSON. */
export function expressionText(expression: unknown): string {
  if (typeof expression === 'number' || typeof expression === 'boolean') return String(expression);
  if (typeof expression === 'string')
    return readExpression(expression) === expression ? expression : JSON.stringify(expression);
  const literal = literalOf(expression);
  return literal ?? JSON.stringify(expression);
}

/** What was typed as an expression. Nothing here judges what it means: `compileKit` does. */
export function readExpression(text: string): unknown {
  const typed = text.trim();
  if (typed === 'true' || typed === 'false') return typed === 'true';
  const [, amount, unit] = QUANTITY.exec(typed) ?? [];
  if (amount !== undefined && unit === undefined) return Number(amount);
  if (amount !== undefined && unit !== undefined && Object.hasOwn(UNITS, unit))
    return { [unit]: Number(amount) };
  if (!/^[[{"]/.test(typed)) return text;
  try {
    const read: unknown = JSON.parse(typed);
    return read;
  } catch {
    return text;
  }
}

function literalOf(expression: unknown): string | null {
  if (typeof expression !== 'object' || expression === null) return null;
  const [entry, ...others] = Object.entries(expression);
  if (!entry || others.length > 0) return null;
  const [unit, amount]: [string, unknown] = entry;
  return Object.hasOwn(UNITS, unit) && typeof amount === 'number' ? `${amount} ${unit}` : null;
}
