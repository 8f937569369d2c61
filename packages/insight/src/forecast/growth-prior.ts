/**
 * What is assumed until a dozen pools have finished: the course of 3,573 campaigns on Catarse from 2011 to 2016 with at least ten
 * contributions, all or nothing (daily counts, public repository Irio/work-harder, MIT). Percent of the final count that came in each
 * tenth of the time, for campaigns that reached their goal (a U) and those that did not (an L).
 */
const REACHED = [15.8, 8.0, 6.5, 6.5, 6.3, 6.8, 7.3, 8.7, 10.8, 23.4];
const MISSED = [28.2, 13.6, 9.6, 8.6, 7.3, 6.8, 6.4, 5.7, 5.5, 8.4];

/** Upper over lower end of the range that held 80 % of those campaigns, by share of the time; nothing is left to know at the end. */
const WIDTHS: readonly (readonly [share: number, ratio: number])[] = [
  [0, 8],
  [0.1, 6],
  [0.25, 4.5],
  [0.5, 2.9],
  [0.75, 2.1],
  [1, 1],
];

/** The words in which the prior is told to whoever reads a forecast that rests on it. */
export const PRIOR_IN_WORDS =
  'fewer than a dozen pools have finished here, so growth is taken from 3,573 crowdfunding campaigns (Catarse 2011 to 2016); your pools may differ';

export interface GrowthPrior {
  /** The logarithm of growth to the end for pools that reach and that miss their goal. */
  readonly reached: number;
  readonly missed: number;
  /** The logarithm of upper over lower end of an 80 % range. */
  readonly width: number;
}

/** The prior at a share 0 .. 1 of the time, linear between the tenths of the table. */
export function growthPriorAt(share: number): GrowthPrior {
  return {
    reached: -Math.log(shareIn(REACHED, share)),
    missed: -Math.log(shareIn(MISSED, share)),
    width: widthAt(share),
  };
}

/** What share of the final count is in; at the very start, the least that a day of a long pool would bring. */
function shareIn(tenths: readonly number[], share: number): number {
  const all = tenths.reduce((sum, tenth) => sum + tenth, 0);
  const at = Math.min(10, share * 10);
  const whole = Math.floor(at);
  const before = tenths.slice(0, whole).reduce((sum, tenth) => sum + tenth, 0);
  return Math.max(0.01, (before + (at - whole) * (tenths[whole] ?? 0)) / all);
}

function widthAt(share: number): number {
  const after = Math.max(
    1,
    WIDTHS.findIndex(([moment]) => moment >= share),
  );
  const [[from, wide], [to, narrow]] = [WIDTHS[after - 1], WIDTHS[after]];
  const way = (share - from) / (to - from);
  return Math.log(wide) + way * (Math.log(narrow) - Math.log(wide));
}
