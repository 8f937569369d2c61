import type { Interval } from '../intervals.ts';
import { compare } from '../order.ts';
import type { NotEstimable } from '../refusal.ts';
import { PARTS, type Part, type ShortlistInput, type Weights } from './candidates.ts';
import { partsOf, type ScoredPart } from './parts.ts';
import {
  chancesOfFirst,
  firstShares,
  holdsWithin,
  weighted,
  type ScoreRow,
} from './weight-space.ts';

export interface Listed {
  readonly id: string;
  readonly title?: string;
  /** Every part, weighted or not. */
  readonly parts: Readonly<Record<Part, ScoredPart | NotEstimable>>;
  /** The weighted mean of the parts, 0 to 1; null when a weighted part is not known. */
  readonly score: number | null;
  /** 95 %; where a part is not known, what is possible for it. */
  readonly interval: Interval;
  readonly missing: readonly Part[];
  /** The share of all possible weights at which it is first; null without a score. */
  readonly firstShare: number | null;
  /** The chance to be first at the weights given, the parts being uncertain. */
  readonly chanceFirst: number | null;
  /** The same over all weights. */
  readonly chanceFirstAtAnyWeights: number | null;
  /** Candidates that are at least as good in every weighted part and better in one. */
  readonly dominatedBy: readonly string[];
}

export interface Shortlist {
  readonly kind: 'shortlist';
  readonly weights: Weights;
  /** By score; those without one come last, by what is possible for them. */
  readonly list: readonly Listed[];
  /** Between which weights of each part the first stays first, the other parts keeping their proportions. */
  readonly leaderHolds: readonly {
    readonly part: Part;
    readonly weight: number;
    readonly within: Interval;
  }[];
}

/**
 * What to make next: candidates by the weighted mean of preference, demand, momentum, feasibility and cost,
 * each part on a scale of its own that no other candidate moves. No score stands without its parts, and a
 * candidate with an unknown part gets none. How far the order rests on the weights is told three ways: the
 * share of all weights at which each is first, the chance to be first as the parts are uncertain, and how
 * far each single weight may move.
 *
 * Takes candidates with weights that sum up to 1 and a seed for the draws; gives the list. The interval of a
 * score joins those of its parts as independent (MOVER: Zou & Donner 2008, Statistics in Medicine 27).
 */
export function shortlistOf({ candidates, weights }: ShortlistInput, seed: number): Shortlist {
  const used = PARTS.filter((part) => weights[part] > 0);
  const vector = used.map((part) => weights[part]);
  const all = candidates
    .map(({ id, title, ...rest }) => ({ id, title, parts: partsOf({ id, title, ...rest }) }))
    .map((one) => ({ ...one, row: rowOf(one.parts, used) }))
    .sort((a, b) => compare(a.id, b.id));
  const known = all.filter(({ row }) => row !== null);
  const rows = known.flatMap(({ row }) => row ?? []);
  const first = rows.length > 0 ? firstShares(rows) : [];
  const chances = rows.length > 0 ? chancesOfFirst(rows, seed, vector) : [];
  const anywhere = rows.length > 0 ? chancesOfFirst(rows, seed, null) : [];
  const list = all.map(({ id, title, parts, row }): Listed => {
    const at = known.findIndex((one) => one.id === id);
    return {
      id,
      ...(title === undefined ? {} : { title }),
      parts,
      score: row === null ? null : weighted(row.scores, vector),
      interval: intervalOf(parts, used, vector),
      missing: used.filter((part) => parts[part].kind === 'not-estimable'),
      firstShare: first[at] ?? null,
      chanceFirst: chances[at] ?? null,
      chanceFirstAtAnyWeights: anywhere[at] ?? null,
      dominatedBy:
        row === null ? [] : known.filter((other) => dominates(other.row, row)).map((one) => one.id),
    };
  });
  list.sort(
    (a, b) =>
      (b.score ?? -1) - (a.score ?? -1) || b.interval[1] - a.interval[1] || compare(a.id, b.id),
  );
  const leader = known.findIndex(({ id }) => id === list[0].id);
  return {
    kind: 'shortlist',
    weights,
    list,
    leaderHolds:
      leader < 0
        ? []
        : used.map((part, at) => ({
            part,
            weight: weights[part],
            within: holdsWithin(rows, leader, vector, at),
          })),
  };
}

function rowOf(parts: Listed['parts'], used: readonly Part[]): ScoreRow | null {
  const own = used.flatMap((part) => {
    const found = parts[part];
    return found.kind === 'part' ? [found] : [];
  });
  if (own.length < used.length) return null;
  return { scores: own.map(({ score }) => score), intervals: own.map(({ interval }) => interval) };
}

/** Known parts join by their half widths; an unknown one may be anything from 0 to 1. */
function intervalOf(
  parts: Listed['parts'],
  used: readonly Part[],
  weights: readonly number[],
): Interval {
  let [least, most, below, above] = [0, 0, 0, 0];
  for (const [at, part] of used.entries()) {
    const found = parts[part];
    if (found.kind === 'not-estimable') {
      most += weights[at];
      continue;
    }
    least += weights[at] * found.score;
    most += weights[at] * found.score;
    below += (weights[at] * (found.score - found.interval[0])) ** 2;
    above += (weights[at] * (found.interval[1] - found.score)) ** 2;
  }
  return [Math.max(0, least - Math.sqrt(below)), Math.min(1, most + Math.sqrt(above))];
}

function dominates(other: ScoreRow | null, row: ScoreRow): boolean {
  if (other === null) return false;
  const gaps = other.scores.map((score, part) => score - row.scores[part]);
  return gaps.every((gap) => gap >= 0) && gaps.some((gap) => gap > 0);
}
