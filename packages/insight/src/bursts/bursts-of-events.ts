import { notEstimable, type NotEstimable } from '../refusal.ts';

export interface EventBurst {
  /** 1 is the slowest burst; a burst of level 2 lies within one of level 1. */
  readonly level: number;
  /** Times of its first and last event, in the unit of the input. */
  readonly from: number;
  readonly to: number;
  /** Events from the first to the last. */
  readonly events: number;
  /** How much cheaper the level explains these gaps than the one below, in natural logarithms. */
  readonly weight: number;
}

export interface EventBurstOptions {
  /** How much faster each level is than the one below; above 1, 2 unless said. */
  readonly step?: number;
  /** What it costs to rise a level, times ln(gaps); above 0, 1 unless said. */
  readonly reluctance?: number;
}

export type EventBursts =
  | {
      readonly kind: 'bursts';
      /** For each gap between neighbouring events the level that explains it best. */
      readonly levels: readonly number[];
      readonly bursts: readonly EventBurst[];
      /** What the sequence of levels costs: the least of all sequences. */
      readonly cost: number;
      /** Events per unit of time over the whole stream. */
      readonly rate: number;
      /** How many events shared their time with another, and were spread within it. */
      readonly spread: number;
    }
  | NotEstimable;

const MOST_LEVELS = 60;

/**
 * Bursts in a stream of events (Kleinberg 2003, "Bursty and hierarchical structure in streams", Data
 * Mining and Knowledge Discovery 7, section 2): gaps come from one of infinitely many levels, level
 * i having the rate step^i / mean gap; rising from i to j costs (j - i) · reluctance · ln(gaps),
 * falling is free; Viterbi finds the cheapest sequence exactly. Levels beyond
 * 1 + log(time span / smallest gap) to the base of the step can never be the cheapest (section 3).
 *
 * Takes times in any order and unit; gives the bursts by level, then time, or the reason why none can
 * be told. Times that several events share are read as a clock too coarse: they are spread evenly
 * over the smallest gap that the clock shows.
 */
export function burstsOfEvents(
  times: readonly number[],
  options: EventBurstOptions = {},
): EventBursts {
  const step = options.step ?? 2;
  const reluctance = options.reluctance ?? 1;
  const { sorted, spread } = spreadTies(times);
  if (sorted.length < 3) return notEstimable('there are fewer than three events');
  const gaps = sorted.slice(1).map((time, index) => time - sorted[index]);
  const span = sorted[sorted.length - 1] - sorted[0];
  const least = gaps.reduce((smallest, gap) => Math.min(smallest, gap), Infinity);
  if (!(span > 0) || !(least > 0)) return notEstimable('all events have the same time');
  if (!Number.isFinite(gaps.length / least) || !Number.isFinite(span / least))
    return notEstimable('the times are too close or too far apart to compute with');
  const levels = Math.ceil(1 + Math.log(span / least) / Math.log(step));
  const model = {
    rates: Array.from(
      { length: Math.max(2, Math.min(MOST_LEVELS, levels)) },
      (_, level) => (step ** level * gaps.length) / span,
    ),
    rise: reluctance * Math.log(gaps.length),
  };
  const { path, cost } = cheapestPath(gaps, model);
  return {
    kind: 'bursts',
    levels: path,
    bursts: burstsOf({ path, gaps, sorted, rates: model.rates }),
    cost,
    rate: gaps.length / span,
    spread,
  };
}

/** What it costs to see a gap at a rate: minus the logarithm of the exponential density. */
export function costOfGap(gap: number, rate: number): number {
  return rate * gap - Math.log(rate);
}

function spreadTies(times: readonly number[]): { sorted: number[]; spread: number } {
  const sorted = times.toSorted((a, b) => a - b);
  const distinct = sorted.filter((time, index) => index === 0 || time !== sorted[index - 1]);
  let tick = Infinity;
  for (let index = 1; index < distinct.length; index += 1)
    tick = Math.min(tick, distinct[index] - distinct[index - 1]);
  if (distinct.length === sorted.length || tick === Infinity) return { sorted, spread: 0 };
  let spread = 0;
  for (let from = 0; from < sorted.length;) {
    let to = from + 1;
    while (to < sorted.length && sorted[to] === sorted[from]) to += 1;
    if (to - from > 1) spread += to - from;
    const time = sorted[from];
    for (let index = from; index < to; index += 1)
      sorted[index] = time + (tick * (index - from)) / (to - from);
    from = to;
  }
  return { sorted, spread };
}

interface EventModel {
  readonly rates: readonly number[];
  readonly rise: number;
}

/** Viterbi in time gaps × levels: the best way up is carried upward, the best way down downward. */
function cheapestPath(gaps: readonly number[], { rates, rise }: EventModel) {
  const count = rates.length;
  const came = new Uint8Array(gaps.length * count);
  let costs = rates.map((_, level) => (level === 0 ? 0 : Infinity));
  for (const [index, gap] of gaps.entries()) {
    const next = costs.map(() => Infinity);
    let below = 0;
    for (let level = 0; level < count; level += 1) {
      if (costs[level] - level * rise < costs[below] - below * rise) below = level;
      next[level] = costs[below] + (level - below) * rise;
      came[index * count + level] = below;
    }
    let above = count - 1;
    for (let level = count - 1; level >= 0; level -= 1) {
      if (costs[level] <= costs[above]) above = level;
      if (costs[above] < next[level]) {
        next[level] = costs[above];
        came[index * count + level] = above;
      }
    }
    costs = next.map((cost, level) => cost + costOfGap(gap, rates[level]));
  }
  const cost = Math.min(...costs);
  const path = Array.from(gaps, () => 0);
  let level = costs.indexOf(cost);
  for (let index = gaps.length - 1; index >= 0; index -= 1) {
    path[index] = level;
    level = came[index * count + level];
  }
  return { path, cost };
}

interface Story {
  readonly path: readonly number[];
  readonly gaps: readonly number[];
  readonly sorted: readonly number[];
  readonly rates: readonly number[];
}

/** Every run of gaps at or above a level is a burst of that level. */
function burstsOf({ path, gaps, sorted, rates }: Story): EventBurst[] {
  const highest = path.reduce((most, level) => Math.max(most, level), 0);
  const bursts: EventBurst[] = [];
  for (let level = 1; level <= highest; level += 1) {
    for (let from = 0; from < path.length; from += 1) {
      if (path[from] < level) continue;
      let to = from;
      let weight = 0;
      while (to < path.length && path[to] >= level) {
        weight += costOfGap(gaps[to], rates[level - 1]) - costOfGap(gaps[to], rates[level]);
        to += 1;
      }
      bursts.push({ level, from: sorted[from], to: sorted[to], events: to - from + 1, weight });
      from = to;
    }
  }
  return bursts;
}
