import type { Limit } from './limit-table.ts';

/**
 * The distribution of limits that is likeliest: masses on stretches of price, upward. A stretch from its lower end (included) up to its
 * upper one (not included), or one price when both are the same; where in the stretch its mass lies cannot be known.
 */
export type DemandSteps = Readonly<{
  lower: Float64Array;
  upper: Float64Array;
  masses: Float64Array;
  /** The largest gain that any stretch still promises, per unit of log likelihood: 0 at the maximum. */
  gap: number;
  rounds: number;
}>;

/** Limits as ranges of stretches, for any counting of the same limits. */
export type StepPlan = Readonly<{
  lower: Float64Array;
  upper: Float64Array;
  /** Each limit covers the stretches first[i] to last[i]. */
  first: Int32Array;
  last: Int32Array;
  /** The different ranges of stretches, and which of them each limit covers: resamples count these, not limits. */
  ranges: Readonly<{ first: Int32Array; last: Int32Array; of: Int32Array }>;
}>;

const MOST_ROUNDS = 20_000;
const ENOUGH = 1e-7;

/**
 * The stretches that can carry mass (Turnbull 1976; Peto 1973): those from an end where some limit begins to the next end where some limit
 * stops, with no other in between. Ends are ordered so that a limit below a price stops before one of that price begins.
 */
export function stepPlan(limits: readonly Limit[]): StepPlan {
  const values = Float64Array.from(
    new Set(limits.flatMap(({ lower, upper }) => [lower, upper])),
  ).sort();
  const rank = new Map([...values].map((value, at) => [value, at]));
  // Even places are prices, odd ones what lies between a price and the next.
  const placeOf = (value: number) => 2 * (rank.get(value) ?? 0);
  const starts = Int32Array.from(limits, ({ lower }) => placeOf(lower));
  const stops = Int32Array.from(limits, ({ lower, upper }) =>
    lower === upper ? placeOf(upper) : placeOf(upper) - 1,
  );
  const kinds = new Uint8Array(2 * values.length);
  for (const place of starts) kinds[place] |= 1;
  for (const place of stops) kinds[place] |= 2;
  const [lowers, uppers]: [number[], number[]] = [[], []];
  const [begins, ends]: [number[], number[]] = [[], []];
  let open = -1;
  for (let place = 0; place < kinds.length; place++) {
    if (kinds[place] & 1) open = place;
    if (!(kinds[place] & 2) || open < 0) continue;
    begins.push(open);
    ends.push(place);
    lowers.push(values[open >> 1]);
    uppers.push(place % 2 === 0 ? values[place >> 1] : values[(place + 1) >> 1]);
    open = -1;
  }
  const first = starts.map((place) => firstAtLeast(begins, place));
  const last = stops.map((place) => firstAtLeast(ends, place + 1) - 1);
  return {
    lower: Float64Array.from(lowers),
    upper: Float64Array.from(uppers),
    first,
    last,
    ranges: rangesOf(first, last, begins.length),
  };
}

/** Limits that cover the same stretches, together. */
function rangesOf(first: Int32Array, last: Int32Array, size: number): StepPlan['ranges'] {
  const numbers = new Map<number, number>();
  const of = first.map((from, at) => {
    const key = from * size + last[at];
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  });
  const keys = [...numbers.keys()];
  return {
    first: Int32Array.from(keys, (key) => Math.floor(key / size)),
    last: Int32Array.from(keys, (key) => key % size),
    of,
  };
}

function firstAtLeast(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The non-parametric maximum likelihood of limits that are known exactly or as ranges, by self-consistency (Turnbull 1976): each limit is
 * shared out over the stretches it covers as the masses stand. The maximum is reached when no stretch gains, which is checked and
 * told (`gap`; Gentleman & Geyer 1994). With limits that are exact or open upward alone this is Kaplan & Meier's curve.
 * `weights` says how much each limit counts. Resamples may start from masses that are near and end sooner.
 */
export function demandSteps(
  plan: StepPlan,
  weights: Float64Array,
  near?: { masses: Float64Array; enough: number },
): DemandSteps {
  const size = plan.lower.length;
  const total = weights.reduce((sum, each) => sum + each, 0);
  const even = 1 / size;
  const masses = near
    ? near.masses.map((each) => 0.999 * each + 0.001 * even)
    : new Float64Array(size).fill(even);
  const enough = near?.enough ?? ENOUGH;
  const gains = new Float64Array(size);
  const { first, last, of } = plan.ranges;
  const ranges: Ranges = { first, last, weights: new Float64Array(first.length) };
  for (let at = 0; at < of.length; at++) ranges.weights[of[at]] += weights[at];
  let [gap, rounds] = [Infinity, 0];
  for (; rounds < MOST_ROUNDS && gap > enough; rounds++) {
    gap = 0;
    gainsInto(gains, masses, ranges);
    for (let at = 0; at < size; at++) {
      const gain = gains[at] / total;
      gap = Math.max(gap, gain - 1);
      masses[at] *= gain;
    }
  }
  return { lower: plan.lower, upper: plan.upper, masses, gap, rounds };
}

type Ranges = { first: Int32Array; last: Int32Array; weights: Float64Array };

/** Σ weight / (mass covered) over the limits that cover each stretch, by sums up to and differences. */
function gainsInto(
  gains: Float64Array,
  masses: Float64Array,
  { first, last, weights }: Ranges,
): void {
  const size = masses.length;
  const upTo = new Float64Array(size + 1);
  for (let at = 0; at < size; at++) upTo[at + 1] = upTo[at] + masses[at];
  const steps = new Float64Array(size + 1);
  for (let at = 0; at < first.length; at++) {
    const covered =
      first[at] === last[at] ? masses[first[at]] : upTo[last[at] + 1] - upTo[first[at]];
    const share = weights[at] / Math.max(covered, 1e-300);
    steps[first[at]] += share;
    steps[last[at] + 1] -= share;
  }
  let sum = 0;
  for (let at = 0; at < size; at++) gains[at] = sum += steps[at];
}

/**
 * The share willing to pay a price: surely (mass whose stretch begins at or above it), and at most (also mass that may lie there).
 */
export function shareWilling(
  { lower, upper, masses }: DemandSteps,
  price: number,
): { share: number; most: number } {
  let [share, most] = [0, 0];
  for (let at = masses.length - 1; at >= 0; at--) {
    if (lower[at] >= price) share += masses[at];
    else if (upper[at] > price) most += masses[at];
    else break;
  }
  return { share: Math.min(1, share), most: Math.min(1, share + most) };
}
