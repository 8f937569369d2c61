import { MAX_VALUE } from './bounds.ts';
import type { RoundingMode } from './expression.ts';

/**
 * a·b/c as a whole number, exact although the product may pass 2^53; null where c is 0 or the result is too large.
 * `near` rounds halves away from zero.
 */
export function scale(
  a: number,
  b: number,
  c: number,
  round: RoundingMode = 'near',
): number | null {
  if (c === 0) return null;
  const product = a * b;
  const value = Number.isSafeInteger(product)
    ? divide(product, c, round)
    : Number(divideBig(BigInt(a) * BigInt(b), BigInt(c), round));
  return Math.abs(value) <= MAX_VALUE ? value : null;
}

/** a/b as a whole number, rounded as asked. b is not 0. */
export function divide(a: number, b: number, round: RoundingMode): number {
  const down = Math.floor(a / b);
  // The quotient of two exact integers may round to a whole number that it is not.
  const exact = down * b > a === b > 0 ? down - 1 : down;
  const rest = a - exact * b;
  if (rest === 0 || round === 'down') return exact;
  if (round === 'up') return exact + 1;
  const twice = Math.abs(rest) * 2;
  if (twice === Math.abs(b)) return a >= 0 === b > 0 ? exact + 1 : exact;
  return twice > Math.abs(b) ? exact + 1 : exact;
}

/** The same for BigInt. */
export function divideBig(a: bigint, b: bigint, round: RoundingMode): bigint {
  const truncated = a / b;
  const rest = a % b;
  const down = rest !== 0n && rest < 0n !== b < 0n ? truncated - 1n : truncated;
  if (rest === 0n || round === 'down') return down;
  if (round === 'up') return down + 1n;
  const left = a - down * b;
  const twice = (left < 0n ? -left : left) * 2n;
  const size = b < 0n ? -b : b;
  if (twice === size) return a >= 0n === b > 0n ? down + 1n : down;
  return twice > size ? down + 1n : down;
}
