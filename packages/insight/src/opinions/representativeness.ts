import type { VoteCounts } from './vote-counts.ts';

export type Side = 'agree' | 'disagree';

/** One side of a statement as a group took it, beside everyone else. The letters are those of step 10. */
export interface SideFigures {
  readonly side: Side;
  /** Votes on this side, and all votes of the group on the statement. */
  readonly count: number;
  readonly seen: number;
  /** p = (count + 1) / (seen + 2). */
  readonly p: number;
  /** z against a share of one half. */
  readonly pTest: number;
  /** r = p over the p of the rest. */
  readonly repness: number;
  /** z of the two shares. */
  readonly repnessTest: number;
}

export interface StatementFigures {
  readonly statement: number;
  readonly agree: SideFigures;
  readonly disagree: SideFigures;
}

/** The one-sided 90 % point of the normal distribution, with the digits that Polis uses. */
export const SIGNIFICANT = 1.2816;
const MOST_SHOWN = 5;

/** z of a share against one half, with one success more: 2 sqrt(n + 1) ((k + 1)/(n + 1) - 1/2). */
export function shareTest(count: number, seen: number): number {
  return 2 * Math.sqrt(seen + 1) * ((count + 1) / (seen + 1) - 0.5);
}

/** z of two shares with one added to all four counts and pooled variance; 0 when the pooled share is 1. */
export function twoSharesTest(
  inside: { count: number; seen: number },
  outside: { count: number; seen: number },
): number {
  const [countIn, countOut] = [inside.count + 1, outside.count + 1];
  const [seenIn, seenOut] = [inside.seen + 1, outside.seen + 1];
  const pooled = (countIn + countOut) / (seenIn + seenOut);
  if (pooled === 1) return 0;
  const variance = pooled * (1 - pooled) * (1 / seenIn + 1 / seenOut);
  return (countIn / seenIn - countOut / seenOut) / Math.sqrt(variance);
}

/** Step 10 for every statement: `group` beside `rest`, the counts of everyone else. */
export function figuresOf(group: VoteCounts, rest: VoteCounts): StatementFigures[] {
  return Array.from(group.seen, (_, statement) => ({
    statement,
    agree: sideOf('agree', statement, group, rest),
    disagree: sideOf('disagree', statement, group, rest),
  }));
}

function sideOf(side: Side, statement: number, group: VoteCounts, rest: VoteCounts): SideFigures {
  const inside = { count: group[side][statement], seen: group.seen[statement] };
  const outside = { count: rest[side][statement], seen: rest.seen[statement] };
  const p = (inside.count + 1) / (inside.seen + 2);
  return {
    side,
    ...inside,
    p,
    pTest: shareTest(inside.count, inside.seen),
    repness: p / ((outside.count + 1) / (outside.seen + 2)),
    repnessTest: twoSharesTest(inside, outside),
  };
}

export interface Representative {
  readonly statement: number;
  readonly figures: SideFigures;
}

/**
 * Step 11 for one group, in the order in which Polis shows them. `skipped` are the statements moderated out and the metadata. Of the
 * agreed ones the best goes first even when it passes no test, and when nothing passes, one statement is shown all the same.
 */
export function representativeByPolis(
  all: readonly StatementFigures[],
  skipped: ReadonlySet<number>,
): Representative[] {
  const figures = all.filter(({ statement }) => !skipped.has(statement));
  const sufficient = figures.filter(passes).map(onSide);
  const agreed = bestAgreed(figures);
  const best = sufficient.length > 0 ? null : bestByTest(figures);
  if (sufficient.length === 0) return [agreed ?? best].filter((one) => one !== null);
  const ranked = sufficient
    .filter(({ statement }) => statement !== agreed?.statement)
    .sort((one, other) => rankOf(other.figures) - rankOf(one.figures));
  const shown = [...(agreed ? [agreed] : []), ...ranked].slice(0, MOST_SHOWN);
  return (['agree', 'disagree'] as const).flatMap((side) =>
    shown.filter((one) => one.figures.side === side),
  );
}

/** Whether a side is both common in the group and more common there than among the rest. */
export function isSignificant({ pTest, repnessTest }: SideFigures): boolean {
  return pTest > SIGNIFICANT && repnessTest > SIGNIFICANT;
}

/** What Polis ranks by: r * r-test * p * p-test. */
export function rankOf({ repness, repnessTest, p, pTest }: SideFigures): number {
  return repness * repnessTest * p * pTest;
}

/** The side on which the group differs more from the rest. */
export function onSide({ statement, agree, disagree }: StatementFigures): Representative {
  return { statement, figures: agree.repnessTest > disagree.repnessTest ? agree : disagree };
}

function passes({ agree, disagree }: StatementFigures): boolean {
  return isSignificant(agree) || isSignificant(disagree);
}

function bestByTest(figures: readonly StatementFigures[]): Representative | null {
  let best: StatementFigures | null = null;
  for (const one of figures) {
    if (best === null || largestTest(one) > onSide(best).figures.repnessTest) best = one;
  }
  return best && onSide(best);
}

function largestTest({ agree, disagree }: StatementFigures): number {
  return Math.max(agree.repnessTest, disagree.repnessTest);
}

/** The running best of what the group agrees on: by rank once it is more than the rest agrees, by share and its test until then. */
function bestAgreed(figures: readonly StatementFigures[]): Representative | null {
  let best: StatementFigures | null = null;
  for (const one of figures) if (beats(one, best)) best = one;
  return best && onSide(best);
}

function beats({ agree, disagree }: StatementFigures, best: StatementFigures | null): boolean {
  if (agree.count === 0 && disagree.count === 0) return false;
  if (best === null) return agree.pTest > SIGNIFICANT || (agree.repness > 1 && agree.p > 0.5);
  if (best.agree.repness > 1) return rankOf(agree) > rankOf(best.agree);
  return agree.p * agree.pTest > best.agree.p * best.agree.pTest;
}

export interface Consensus {
  readonly statement: number;
  readonly side: Side;
  readonly count: number;
  readonly seen: number;
  readonly p: number;
  readonly pTest: number;
}

/** Step 12 over everyone: five statements a side, of those with p above one half and a significant test, by p * p-test. */
export function consensusByPolis(all: VoteCounts, skipped: ReadonlySet<number>): Consensus[] {
  return (['agree', 'disagree'] as const).flatMap((side) =>
    Array.from(all.seen, (seen, statement): Consensus => {
      const count = all[side][statement];
      const p = (count + 1) / (seen + 2);
      return { statement, side, count, seen, p, pTest: shareTest(count, seen) };
    })
      .filter(
        ({ statement, p, pTest }) => !skipped.has(statement) && p > 0.5 && pTest > SIGNIFICANT,
      )
      .sort((one, other) => other.p * other.pTest - one.p * one.pTest)
      .slice(0, MOST_SHOWN),
  );
}

/** The group-aware consensus of step 12 for each statement: the product over groups of (A + 1) / (S + 2). */
export function groupAwareConsensus(
  groups: readonly VoteCounts[],
  statements: number,
): Float64Array {
  const product = new Float64Array(statements).fill(1);
  for (const { agree, seen } of groups) {
    for (let at = 0; at < statements; at++) product[at] *= (agree[at] + 1) / (seen[at] + 2);
  }
  return product;
}

const METADATA_PRIORITY = 7;

/** Step 13: how urgently the statement is to be shown next; `extremity` is that of its position. */
export function routingPriority(
  {
    agree,
    passed,
    seen,
    extremity,
  }: { agree: number; passed: number; seen: number; extremity: number },
  isMetadata = false,
): number {
  if (isMetadata) return METADATA_PRIORITY ** 2;
  const p = (passed + 1) / (seen + 2);
  const a = (agree + 1) / (seen + 2);
  return ((1 - p) * (extremity + 1) * a * (1 + 8 * 2 ** (-seen / 5))) ** 2;
}
