import { betaQuantile, normalCdf } from '../distributions.ts';
import type { Interval } from '../intervals.ts';
import { adjustByBenjaminiHochberg } from '../many-tests.ts';
import { figuresOf, onSide, type Side, type SideFigures } from './representativeness.ts';
import { countsOfRest, type VoteCounts } from './vote-counts.ts';

/** A statement that tells a group from the rest, and on which side of it the group stands. */
export interface GroupFinding extends SideFigures {
  readonly group: number;
  readonly statement: number;
  /** Of p, 95 %. */
  readonly interval: Interval;
}

export interface CommonGround {
  readonly statement: number;
  readonly side: Side;
  readonly count: number;
  readonly seen: number;
  readonly p: number;
  readonly interval: Interval;
  /** The lower end of the interval in the group that holds least to it. */
  readonly least: number;
  readonly groups: readonly { readonly p: number; readonly interval: Interval }[];
}

const LEVEL = 0.95;
const FALSE_FINDINGS = 0.05;
const MOST_A_GROUP = 10;

/** The share p = (count + 1) / (seen + 2) is the mean of a beta distribution; this is its middle 95 %. */
export function shareInterval(count: number, seen: number): Interval {
  const [a, b] = [count + 1, seen - count + 1];
  return [betaQuantile((1 - LEVEL) / 2, a, b), betaQuantile((1 + LEVEL) / 2, a, b)];
}

/**
 * What each group stands for: statements on which more than half of it is on one side with 97.5 % certainty, and more of it than of the
 * rest (two-proportion test; of all findings together at most 5 % false: Benjamini and Hochberg, Journal of the Royal Statistical
 * Society B 57, 1995). At most ten a group, those that differ most first.
 */
export function groupFindings(counts: readonly VoteCounts[]): GroupFinding[] {
  if (counts.length < 2) return [];
  const tested = counts.flatMap((own, group) =>
    figuresOf(own, countsOfRest(counts, group))
      .map(onSide)
      .filter(({ figures }) => figures.seen > 0)
      .map(({ statement, figures }) => ({ group, statement, ...figures })),
  );
  const falseRate = adjustByBenjaminiHochberg(
    tested.map(({ repnessTest }) => normalCdf(-repnessTest)),
  );
  const kept = tested.filter((_, at) => falseRate[at] <= FALSE_FINDINGS);
  return counts.flatMap((_, group) =>
    kept
      .filter((one) => one.group === group && one.p > 0.5)
      .sort((one, other) => other.repnessTest - one.repnessTest || one.statement - other.statement)
      .map((one): GroupFinding => ({ ...one, interval: shareInterval(one.count, one.seen) }))
      .filter(({ interval }) => interval[0] > 0.5)
      .slice(0, MOST_A_GROUP),
  );
}

/** Statements on which more than half of every group is on the same side, each with 97.5 % certainty; the firmest first. */
export function commonGround(counts: readonly VoteCounts[]): CommonGround[] {
  if (counts.length === 0) return [];
  return (['agree', 'disagree'] as const)
    .flatMap((side) =>
      Array.from(counts[0].seen, (_, statement) => ground(counts, statement, side)),
    )
    .filter(({ least }) => least > 0.5)
    .sort((one, other) => other.least - one.least || one.statement - other.statement);
}

function ground(counts: readonly VoteCounts[], statement: number, side: Side): CommonGround {
  const groups = counts.map((own) => {
    const [count, seen] = [own[side][statement], own.seen[statement]];
    return { p: (count + 1) / (seen + 2), interval: shareInterval(count, seen) };
  });
  const count = counts.reduce((sum, own) => sum + own[side][statement], 0);
  const seen = counts.reduce((sum, own) => sum + own.seen[statement], 0);
  return {
    statement,
    side,
    count,
    seen,
    p: (count + 1) / (seen + 2),
    interval: shareInterval(count, seen),
    least: Math.min(...groups.map(({ interval }) => interval[0])),
    groups,
  };
}
