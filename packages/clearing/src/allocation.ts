import type { CommitmentColumns, Willing } from './commitment-columns.ts';
import type { Rationing } from './instance-shape.ts';
import { grossPrice } from './money.ts';

/** Among whom, how many units, and by which rule. */
export interface Asked extends Willing {
  readonly units: number;
  readonly rationing: Rationing;
}

/**
 * Shares `units` out among the willing, in seq order, by the rule; writes each one's units to `out`
 * (0 for the unwilling) and returns how many were handed out.
 */
export function allocate(columns: CommitmentColumns, asked: Asked, out: Int32Array): number {
  const { units, rationing } = asked;
  const wanted = giveAll(columns, asked, out);
  if (wanted <= units) return wanted;
  if (rationing === 'time') return giveInTurn(columns, units, out);
  return giveShares(columns, units, rationing, out);
}

/** S = Σ (limit − gross(price))·x, in minor units. */
export function surplusOf(columns: CommitmentColumns, price: number, given: Int32Array): number {
  const { limits, taxesBps, count } = columns;
  let surplus = 0;
  if (taxesBps === null) {
    for (let at = 0; at < count; at++) surplus += (limits[at] - price) * given[at];
    return surplus;
  }
  for (let at = 0; at < count; at++) {
    if (given[at] > 0) surplus += (limits[at] - grossPrice(price, taxesBps[at])) * given[at];
  }
  return surplus;
}

function giveAll(columns: CommitmentColumns, willing: Willing, out: Int32Array): number {
  const { accepted, maximums, latestDays, count } = columns;
  const { price, day } = willing;
  let wanted = 0;
  for (let at = 0; at < count; at++) {
    const units = accepted[at] >= price ? maximums[at] : 0;
    out[at] = units;
    wanted += units;
  }
  if (latestDays === null) return wanted;
  for (let at = 0; at < count; at++) {
    if (latestDays[at] >= day) continue;
    wanted -= out[at];
    out[at] = 0;
  }
  return wanted;
}

/** Time: one pass; each gets what is left up to its max, or nothing if that is below its min. */
function giveInTurn(columns: CommitmentColumns, units: number, out: Int32Array): number {
  const { minimums, count } = columns;
  let left = units;
  for (let at = 0; at < count; at++) {
    const given = Math.min(out[at], left);
    const least = minimums === null ? 1 : minimums[at];
    out[at] = given >= least ? given : 0;
    left -= out[at];
  }
  return units - left;
}

/** Pro rata and uniform: minimums first, in seq order, then the rest by weight max − min. */
function giveShares(
  columns: CommitmentColumns,
  units: number,
  rationing: Rationing,
  out: Int32Array,
): number {
  const { minimums, count } = columns;
  const weights = new Int32Array(count);
  let left = units;
  let weight = 0;
  for (let at = 0; at < count; at++) {
    if (out[at] === 0) continue;
    const least = minimums === null ? 1 : minimums[at];
    if (least > left) {
      out[at] = 0;
      continue;
    }
    weights[at] = out[at] - least;
    out[at] = least;
    left -= least;
    weight += weights[at];
  }
  if (weight <= left) {
    for (let at = 0; at < count; at++) out[at] += weights[at];
    return units - left + weight;
  }
  if (rationing === 'uniform') giveUniform(weights, left, out);
  else giveProRata(weights, weight, left, out);
  return units;
}

/** floor(r·w / W) each; units left over go one each by largest remainder, ties to the smaller seq. */
function giveProRata(weights: Int32Array, weight: number, units: number, out: Int32Array): void {
  const isExact = units * weight <= Number.MAX_SAFE_INTEGER;
  const remainders: { at: number; remainder: number }[] = [];
  let left = units;
  for (let at = 0; at < weights.length; at++) {
    if (weights[at] === 0) continue;
    const product = isExact ? 0n : BigInt(units) * BigInt(weights[at]);
    const share = isExact
      ? Math.floor((units * weights[at]) / weight)
      : Number(product / BigInt(weight));
    const remainder = isExact
      ? units * weights[at] - share * weight
      : Number(product % BigInt(weight));
    out[at] += share;
    left -= share;
    remainders.push({ at, remainder });
  }
  remainders.sort((one, other) => other.remainder - one.remainder || one.at - other.at);
  for (const { at } of remainders.slice(0, left)) out[at] += 1;
}

/** Level L is the largest with Σ min(w, L) ≤ r; one more each, in seq order, while units are left. */
function giveUniform(weights: Int32Array, units: number, out: Int32Array): void {
  let level = 0;
  let above = units + 1;
  while (above - level > 1) {
    const middle = level + Math.floor((above - level) / 2);
    if (filledTo(weights, middle) <= units) level = middle;
    else above = middle;
  }
  let left = units - filledTo(weights, level);
  for (let at = 0; at < weights.length; at++) {
    out[at] += Math.min(weights[at], level);
    if (weights[at] <= level || left === 0) continue;
    out[at] += 1;
    left -= 1;
  }
}

function filledTo(weights: Int32Array, level: number): number {
  let filled = 0;
  for (let at = 0; at < weights.length; at++) filled += Math.min(weights[at], level);
  return filled;
}
