import { sandwich } from '../covariance.ts';
import type { ChoiceSet } from '../choices/choice-set.ts';
import { fitLogit, type NotEstimable } from '../choices/logit-fit.ts';
import { groupedScores } from '../choices/logit-likelihood.ts';
import type { BestWorstTable } from './best-worst-table.ts';

/** Utilities of the items that add up to 0, and their covariances, items × items. */
export type BestWorstFit = Readonly<{
  kind: 'fit';
  utilities: Float64Array;
  covariance: Float64Array;
  /** Answers of one person allowed to hang together; null with one person. */
  robust: Float64Array | null;
  logLik: number;
  iterations: number;
}>;

/**
 * The sequential best-worst logit: the best among the set by e^u, then the worst among the rest by e^−u (Marley & Louviere 2005).
 * What is not estimable names items: one that was always best, say, has no end.
 */
export function fitBestWorst(table: BestWorstTable): BestWorstFit | NotEstimable {
  const { set, person } = bestWorstChoices(table);
  const fit = fitLogit(set);
  if (fit.kind === 'not-estimable') return { ...fit, terms: fit.terms.map((term) => term + 1) };
  const size = table.items.length;
  const count = table.people.length;
  const { coefficients, covariance, logLik, iterations } = fit;
  const mean = coefficients.reduce((sum, each) => sum + each, 0) / size;
  const utilities = Float64Array.from(
    { length: size },
    (_, at) => (at === 0 ? 0 : coefficients[at - 1]) - mean,
  );
  const scores = count > 1 ? groupedScores(set, coefficients, { groups: person, count }) : null;
  const scaled = scores?.map((each) => (each * count) / (count - 1));
  return {
    kind: 'fit',
    utilities,
    covariance: centred(covariance, size),
    robust: scaled ? centred(sandwich(covariance, scaled, size - 1), size) : null,
    logLik,
    iterations,
  };
}

/** A term an item, but the first, whose utility is held at 0. */
export function bestWorstChoices({ items, starts, item, worst, person }: BestWorstTable): {
  set: ChoiceSet;
  person: Int32Array;
} {
  const terms = items.length - 1;
  const rows = new Float64Array(item.length * terms);
  for (const [place, each] of item.entries()) if (each > 0) rows[place * terms + each - 1] = 1;
  const choices: { from: number; to: number; chosen: number; sign: number; person: number }[] = [];
  for (const [set, place] of worst.entries()) {
    const [from, to] = [starts[set], starts[set + 1]];
    choices.push({ from, to, chosen: from, sign: 1, person: person[set] });
    // With two items in the set the worst is what is left.
    if (to - from > 2)
      choices.push({ from: from + 1, to, chosen: place, sign: -1, person: person[set] });
  }
  return {
    set: {
      terms,
      rows,
      from: Int32Array.from(choices, ({ from }) => from),
      to: Int32Array.from(choices, ({ to }) => to),
      chosen: Int32Array.from(choices, ({ chosen }) => chosen),
      weights: new Float64Array(choices.length).fill(1),
      signs: Float64Array.from(choices, ({ sign }) => sign),
    },
    person: Int32Array.from(choices, (choice) => choice.person),
  };
}

/** The covariance of the utilities less their mean, from that of the utilities with the first at 0. */
function centred(covariance: Float64Array, size: number): Float64Array {
  const terms = size - 1;
  const at = (row: number, column: number) =>
    row === 0 || column === 0 ? 0 : covariance[(row - 1) * terms + column - 1];
  const means = Float64Array.from({ length: size }, (_, row) => {
    let sum = 0;
    for (let column = 0; column < size; column++) sum += at(row, column);
    return sum / size;
  });
  const all = means.reduce((sum, each) => sum + each, 0) / size;
  return Float64Array.from({ length: size * size }, (_, cell) => {
    const [row, column] = [Math.floor(cell / size), cell % size];
    return at(row, column) - means[row] - means[column] + all;
  });
}
