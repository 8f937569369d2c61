import { integerIn } from '../cells.ts';
import { normalInterval, wilsonInterval, type Interval } from '../intervals.ts';
import { refuse, type Refusal } from '../refusal.ts';

export type PromoterReport = Readonly<{
  answers: number;
  promoters: number;
  passives: number;
  detractors: number;
  /** Points from −100 to 100. */
  nps: number;
  se: number;
  /** By the variance of the difference; too narrow when nearly all are of one kind. */
  interval: Interval;
  /** By Wilson's intervals of both shares, put together for a difference; holds near the ends too. */
  scoreInterval: Interval;
}>;

/** Reads one answer, 0 to 10. */
export function scoreIn(text: string, row: number): number | Refusal {
  return integerIn({ text, row, column: 'score' }, 0, 10);
}

/**
 * The net promoter score (Reichheld 2003): share of 9 and 10 less share of 0 to 6, times 100. Variance (p + d − (p − d)²)/n, as of a
 * difference within one multinomial; beside it Newcombe's interval (1998, method 10, for differences of paired shares).
 */
export function promoterScore(scores: ArrayLike<number>): PromoterReport | Refusal {
  const answers = scores.length;
  if (answers === 0) return refuse('empty', 'there are no scores in the table');
  let [promoters, detractors] = [0, 0];
  for (let at = 0; at < answers; at++) {
    if (scores[at] >= 9) promoters += 1;
    else if (scores[at] <= 6) detractors += 1;
  }
  const [p, d] = [promoters / answers, detractors / answers];
  const se = Math.sqrt(Math.max(0, p + d - (p - d) ** 2) / answers);
  const [low, high] = normalInterval(p - d, se);
  return {
    answers,
    promoters,
    passives: answers - promoters - detractors,
    detractors,
    nps: 100 * (p - d),
    se: 100 * se,
    interval: [100 * Math.max(-1, low), 100 * Math.min(1, high)],
    scoreInterval: newcombe(promoters, detractors, answers),
  };
}

function newcombe(promoters: number, detractors: number, answers: number): Interval {
  const [p, d] = [promoters / answers, detractors / answers];
  const [lowP, highP] = wilsonInterval(promoters, answers);
  const [lowD, highD] = wilsonInterval(detractors, answers);
  const spread = p * (1 - p) * d * (1 - d);
  // Nobody is both: promoters and detractors hang together by −pd.
  const together = spread > 0 ? (-p * d) / Math.sqrt(spread) : 0;
  const reach = (a: number, b: number) =>
    Math.sqrt(Math.max(0, a * a - 2 * together * a * b + b * b));
  const [down, up] = [reach(p - lowP, highD - d), reach(highP - p, d - lowD)];
  return [100 * Math.max(-1, p - d - down), 100 * Math.min(1, p - d + up)];
}
