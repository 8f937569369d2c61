import { wilsonInterval, type Interval } from '../intervals.ts';
import { notEstimable, type NotEstimable } from '../refusal.ts';

export interface Batch {
  /** Where it stands: batches are taken in this order. */
  readonly at: number;
  readonly relevant: number;
  readonly total: number;
}

export interface BatchBurst {
  readonly from: number;
  readonly to: number;
  readonly batches: number;
  readonly relevant: number;
  readonly total: number;
  /** The share of relevant ones within the burst, with its 95 % interval. */
  readonly share: number;
  readonly interval: Interval;
  /** How much cheaper the burst explains these batches than the usual share, in natural logarithms. */
  readonly weight: number;
}

export interface BatchBurstOptions {
  /** How many times the usual share a burst has; above 1, 2 unless said. */
  readonly step?: number;
  /** What it costs to enter a burst, times ln(batches); above 0, 1 unless said. */
  readonly reluctance?: number;
}

export type BatchBursts =
  | {
      readonly kind: 'bursts';
      /** For each batch 1 within a burst, else 0. */
      readonly states: readonly number[];
      readonly bursts: readonly BatchBurst[];
      readonly cost: number;
      /** The usual share: all relevant ones of all. */
      readonly share: number;
    }
  | NotEstimable;

/**
 * Bursts in counts per period (Kleinberg 2003, section 4, "enumerating bursts"): of each batch's total
 * a share p0 is relevant as a rule, and step · p0 within a burst; a sequence of states costs minus
 * the logarithm of its binomial likelihood plus reluctance · ln(batches) for each entry; Viterbi
 * finds the cheapest exactly.
 *
 * Takes batches with 0 <= relevant <= total, in any order; empty batches say nothing and are skipped.
 * Gives the bursts in their order, or the reason why none can be told.
 */
export function burstsOfBatches(
  input: readonly Batch[],
  options: BatchBurstOptions = {},
): BatchBursts {
  const step = options.step ?? 2;
  const reluctance = options.reluctance ?? 1;
  const batches = input.filter(({ total }) => total > 0).toSorted((a, b) => a.at - b.at);
  const total = batches.reduce((sum, batch) => sum + batch.total, 0);
  const relevant = batches.reduce((sum, batch) => sum + batch.relevant, 0);
  if (batches.length < 2) return notEstimable('there are fewer than two periods');
  if (relevant === 0) return notEstimable('nothing is relevant in any period');
  const share = relevant / total;
  if (share * step >= 1) {
    return notEstimable(
      `${step} times the usual share of ${share.toPrecision(3)} is no share; give a smaller step`,
    );
  }
  const rise = reluctance * Math.log(batches.length);
  const gains = batches.map((batch) => gainOfBurst(batch, share, share * step));
  const { states, gain } = bestStates(gains, rise);
  const calm = batches.reduce((sum, batch) => sum + costOfBatch(batch, share), 0);
  return {
    kind: 'bursts',
    states,
    bursts: burstsOf(batches, states, gains),
    cost: calm - gain,
    share,
  };
}

/** Minus the logarithm of the binomial likelihood, without the coefficient that all states share. */
export function costOfBatch({ relevant, total }: Batch, share: number): number {
  return -(relevant * Math.log(share) + (total - relevant) * Math.log(1 - share));
}

function gainOfBurst(batch: Batch, usual: number, burst: number): number {
  return costOfBatch(batch, usual) - costOfBatch(batch, burst);
}

/** The sequence of states with the highest gain over never leaving the usual one. */
function bestStates(gains: readonly number[], rise: number) {
  let calm = 0;
  let bursting = -Infinity;
  const entered = gains.map(() => false);
  const left = gains.map(() => false);
  for (const [index, gain] of gains.entries()) {
    entered[index] = calm - rise > bursting;
    left[index] = bursting > calm;
    const nextCalm = Math.max(calm, bursting);
    bursting = Math.max(bursting, calm - rise) + gain;
    calm = nextCalm;
  }
  const states = gains.map(() => 0);
  let state = bursting > calm ? 1 : 0;
  for (let index = gains.length - 1; index >= 0; index -= 1) {
    states[index] = state;
    if (state === 1 ? entered[index] : left[index]) state = 1 - state;
  }
  return { states, gain: Math.max(calm, bursting) };
}

function burstsOf(
  batches: readonly Batch[],
  states: readonly number[],
  gains: readonly number[],
): BatchBurst[] {
  const bursts: BatchBurst[] = [];
  for (let from = 0; from < states.length; from += 1) {
    if (states[from] === 0) continue;
    let to = from;
    while (to < states.length && states[to] === 1) to += 1;
    const inside = batches.slice(from, to);
    const relevant = inside.reduce((sum, batch) => sum + batch.relevant, 0);
    const total = inside.reduce((sum, batch) => sum + batch.total, 0);
    bursts.push({
      from: inside[0].at,
      to: inside[inside.length - 1].at,
      batches: inside.length,
      relevant,
      total,
      share: relevant / total,
      interval: wilsonInterval(relevant, total),
      weight: gains.slice(from, to).reduce((sum, gain) => sum + gain, 0),
    });
    from = to;
  }
  return bursts;
}
