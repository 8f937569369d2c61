/**
 * Choices as columns. Alternatives are rows of `terms` numbers in `rows`; a choice was made among the rows
 * from `from[t]` up to, not including, `to[t]`. Choices may share rows: a ranking is a choice of the first
 * among all, then of the second among the rest, and so on, with the rows in the order of the ranking.
 */
export type ChoiceSet = Readonly<{
  terms: number;
  /** Row after row, rows × terms. */
  rows: Float64Array;
  from: Int32Array;
  to: Int32Array;
  /** The row that was chosen, between from and to. */
  chosen: Int32Array;
  /** How much each choice counts; 1 where nobody said otherwise. */
  weights: Float64Array;
  /** −1 for a choice of the worst: the same utilities, turned round. Absent: all are choices of the best. */
  signs?: Float64Array;
}>;

/** The weighted number of choices. */
export function totalWeight({ weights }: ChoiceSet): number {
  return weights.reduce((sum, each) => sum + each, 0);
}

/** The log likelihood when every alternative on offer is as likely as any other. */
export function equalSharesLogLik({ from, to, weights }: ChoiceSet): number {
  let sum = 0;
  for (let task = 0; task < from.length; task++)
    sum -= weights[task] * Math.log(to[task] - from[task]);
  return sum;
}

/** The same choices with some of the terms only, in the order given. */
export function withTerms(set: ChoiceSet, kept: readonly number[]): ChoiceSet {
  const { terms, rows } = set;
  const count = rows.length / terms;
  const fewer = new Float64Array(count * kept.length);
  for (let row = 0; row < count; row++)
    for (let at = 0; at < kept.length; at++)
      fewer[row * kept.length + at] = rows[row * terms + kept[at]];
  return { ...set, terms: kept.length, rows: fewer };
}
