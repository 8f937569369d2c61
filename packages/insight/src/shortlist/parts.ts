import { chiSquareQuantile } from '../distributions.ts';
import { normalInterval, wilsonInterval, type Interval } from '../intervals.ts';
import { notEstimable, type NotEstimable } from '../refusal.ts';
import type { Candidate, Estimate, Part } from './candidates.ts';

/** One part of a score: its own figure, and the same as 0 to 1. */
export interface ScoredPart {
  readonly kind: 'part';
  /** A share, units, a ratio of rates, a chance, a margin: what `unit` says. */
  readonly value: number;
  readonly valueInterval: Interval;
  readonly unit: 'share' | 'units' | 'ratio' | 'chance' | 'margin';
  /** 0 to 1 on a scale that the other candidates do not move. */
  readonly score: number;
  readonly interval: Interval;
}

/** Stated limits exceed those that people act on by 21 % on average (Schmidt & Bijmolt 2020, 115 effects). */
export const HYPOTHETICAL_BIAS = 1.21;

/** Every part of a candidate, each with its 95 % interval, or why it is not known. */
export function partsOf(candidate: Candidate): Readonly<Record<Part, ScoredPart | NotEstimable>> {
  return {
    preference: shareOf(candidate.preference, 'share'),
    demand: demandOf(candidate),
    momentum: momentumOf(candidate.momentum),
    feasibility: shareOf(candidate.feasibility, 'chance'),
    cost: marginOf(candidate),
  };
}

function shareOf(given: Estimate | undefined, unit: 'share' | 'chance'): ScoredPart | NotEstimable {
  if (given === undefined) return notEstimable('it is not given');
  const value = 'share' in given ? given.share : given.count / given.of;
  const interval = 'share' in given ? given.interval : wilsonInterval(given.count, given.of);
  return { kind: 'part', value, valueInterval: interval, unit, score: value, interval };
}

/**
 * Units wanted at the price over the target, at most 1. Commitments count by their own limit. Me-toos
 * count when their limit, less the usual exaggeration, reaches the price, times the rate that the host
 * knows; without a rate they only lift the upper end, for no rate is made up. The interval of the
 * commitments is Garwood's for a Poisson count of people (Biometrika 28, 1936).
 */
function demandOf({ demand, price }: Candidate): ScoredPart | NotEstimable {
  if (demand === undefined) return notEstimable('it is not given');
  if (price === undefined) return notEstimable('there is no price to count limits at');
  const { target, meTooRate } = demand;
  const committed = demand.commitments.filter(({ limit }) => limit >= price);
  const units = unitsOf(committed);
  const people = committed.filter(({ quantity }) => quantity > 0).length;
  const each = people > 0 ? units / people : 1;
  const [low, high] = poissonInterval(people);
  const stated = unitsOf(demand.meToos.filter(({ limit }) => limit / HYPOTHETICAL_BIAS >= price));
  const value = units + stated * (meTooRate?.share ?? 0);
  const valueInterval = [
    low * each + stated * (meTooRate?.interval[0] ?? 0),
    high * each + stated * (meTooRate?.interval[1] ?? 1),
  ] as const;
  return scaled({ value, valueInterval, unit: 'units' }, (own) => Math.min(1, own / target));
}

function unitsOf(wanting: readonly { readonly quantity: number }[]): number {
  return wanting.reduce((sum, { quantity }) => sum + quantity, 0);
}

/** The exact 95 % interval of a Poisson mean after `count` events. */
export function poissonInterval(count: number): Interval {
  const low = count === 0 ? 0 : chiSquareQuantile(0.025, 2 * count) / 2;
  return [low, chiSquareQuantile(0.975, 2 * count + 2) / 2];
}

/**
 * The recent rate over the earlier one, r, scored r / (1 + r): one half when steady. Half a sign is added
 * to both counts so that a stretch without any has a rate, and the interval is normal in the logarithm
 * (Haldane 1956, Annals of Human Genetics 20).
 */
function momentumOf(given: Candidate['momentum']): ScoredPart | NotEstimable {
  if (given === undefined) return notEstimable('it is not given');
  const { recent, recentDays, before, beforeDays } = given;
  if (recent + before === 0) return notEstimable('there was no sign of interest in either stretch');
  const value = (recent + 0.5) / recentDays / ((before + 0.5) / beforeDays);
  const error = Math.sqrt(1 / (recent + 0.5) + 1 / (before + 0.5));
  const [low, high] = normalInterval(Math.log(value), error);
  const valueInterval = [Math.exp(low), Math.exp(high)] as const;
  return scaled({ value, valueInterval, unit: 'ratio' }, (ratio) => ratio / (1 + ratio));
}

/** What is left of the price after the cost, as a share of the price; nothing left scores 0. */
function marginOf({ cost, price }: Candidate): ScoredPart | NotEstimable {
  if (cost === undefined) return notEstimable('it is not given');
  if (price === undefined) return notEstimable('there is no price to compare the cost with');
  const marginAt = (unit: number) => (price - unit) / price;
  const [least, most] = cost.interval;
  const value = marginAt(cost.unit);
  const valueInterval = [
    marginAt(Math.max(most, cost.unit)),
    marginAt(Math.min(least, cost.unit)),
  ] as const;
  return scaled({ value, valueInterval, unit: 'margin' }, (own) => Math.min(1, Math.max(0, own)));
}

function scaled(
  given: Pick<ScoredPart, 'value' | 'valueInterval' | 'unit'>,
  scale: (value: number) => number,
): ScoredPart {
  const [low, high] = given.valueInterval;
  return { kind: 'part', ...given, score: scale(given.value), interval: [scale(low), scale(high)] };
}
