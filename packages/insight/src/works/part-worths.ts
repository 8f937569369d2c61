import { studentQuantile } from '../distributions.ts';
import type { Interval } from '../intervals.ts';
import { notEstimable, type NotEstimable } from '../refusal.ts';
import { factorise, logDeterminant, solveFactored } from '../symmetric.ts';
import { levelName, type LevelTable } from './levels.ts';

export interface PartWorth {
  readonly level: string;
  /** What the level adds to the mean support, in the unit of the support. */
  readonly worth: number;
  /** 95 %. */
  readonly interval: Interval;
  readonly designs: number;
}

export interface AdditiveModel {
  readonly kind: 'model';
  readonly mean: number;
  readonly partWorths: readonly PartWorth[];
  readonly designs: number;
  /** The share of the spread between designs that it predicts for designs left out of it, one at a time. */
  readonly predicts: number;
  /** How strongly part-worths were drawn to 0. */
  readonly penalty: number;
  /** The expected support of a combination, one level an attribute, and its interval at the level asked for. */
  readonly expect: (levels: readonly number[], level: number) => Expectation;
}

export interface Expectation {
  readonly support: number;
  readonly interval: Interval;
}

const LEAST_DESIGNS = 12;
/** One-sided 5 % of the normal distribution. */
const SURE = 1.645;
const MOST_TERMS = 300;
/** How strongly part-worths are drawn to 0; the data choose among these. */
const PENALTIES = Array.from({ length: 25 }, (_, step) => 10 ** (-2 + step / 4));

/**
 * What each level adds to a design's support: additive part-worths, all drawn to 0 by a penalty that
 * the data choose (ridge regression as a Bayesian model, the penalty by its marginal likelihood: MacKay
 * 1992, Neural Computation 4), so that many levels and few designs stay estimable.
 *
 * Takes the levels of one kit whose designs tell their support; gives the model, or why there is none:
 * too few designs, no spread, or part-worths that predict left-out designs no better than the mean does.
 */
export function partWorthsOf(table: LevelTable): AdditiveModel | NotEstimable {
  const rows = [...table.designs.keys()].filter((at) => table.designs[at].support !== undefined);
  if (rows.length < LEAST_DESIGNS)
    return notEstimable(`${rows.length} designs tell their support, ${LEAST_DESIGNS} are needed`);
  const support = rows.map((at) => table.designs[at].support ?? 0);
  const mean = meanOf(support);
  const centred = support.map((value) => value - mean);
  if (!centred.some((value) => Math.abs(value) > 1e-12 * Math.abs(mean)))
    return notEstimable('all designs have the same support');
  const terms = termsOf(table, rows);
  if (terms.length === 0) return notEstimable('the designs do not differ in any level');
  if (terms.length > MOST_TERMS) return notEstimable(`over ${MOST_TERMS} levels`);
  const fit = bestFit(
    terms.map(({ column }) => column),
    centred,
  );
  const leftOut = leaveOneOut(
    fit,
    terms.map(({ column }) => column),
    centred,
  );
  if (leftOut.sureness < SURE)
    return notEstimable('part-worths predict designs left out no better than the mean does');
  const reach = studentQuantile(0.975, rows.length - 1);
  return {
    kind: 'model',
    mean,
    designs: rows.length,
    predicts: leftOut.share,
    penalty: fit.penalty,
    partWorths: terms.map(({ attribute, code, share }, index) => {
      const unit = terms.map((_, other) => (other === index ? 1 : 0));
      const error = Math.sqrt(fit.variance * varianceOf(fit, unit));
      const worth = fit.worths[index];
      return {
        level: levelName(table.attributes[attribute], code),
        worth,
        interval: [worth - reach * error, worth + reach * error],
        designs: Math.round(share * rows.length),
      };
    }),
    expect: (levels, level) => {
      const row = terms.map(
        ({ attribute, code, share }) => (levels[attribute] === code ? 1 : 0) - share,
      );
      const expected = mean + row.reduce((sum, value, at) => sum + value * fit.worths[at], 0);
      const error = Math.sqrt(fit.variance * (1 / rows.length + varianceOf(fit, row)));
      const own = studentQuantile(0.5 + level / 2, rows.length - 1) * error;
      return { support: expected, interval: [expected - own, expected + own] };
    },
  };
}

interface Term {
  readonly attribute: number;
  readonly code: number;
  /** The share of the designs that have it. */
  readonly share: number;
  /** 1 or 0 a design, less the share. */
  readonly column: Float64Array;
}

function termsOf({ attributes, codes }: LevelTable, rows: readonly number[]): Term[] {
  return attributes.flatMap(({ levels }, attribute) =>
    levels.flatMap((_, code): Term[] => {
      const has = rows.map((at) => (codes[attribute][at] === code ? 1 : 0));
      const share = meanOf(has);
      if (share === 0 || share === 1) return [];
      return [{ attribute, code, share, column: Float64Array.from(has, (one) => one - share) }];
    }),
  );
}

interface Fit {
  readonly penalty: number;
  readonly worths: Float64Array;
  readonly factor: Extract<ReturnType<typeof factorise>, { kind: 'factor' }>;
  /** The variance of one design's support around the model. */
  readonly variance: number;
}

/** The penalty with the highest marginal likelihood; a penalty above 0 always has a factor. */
function bestFit(columns: readonly Float64Array[], support: readonly number[]): Fit {
  const size = columns.length;
  const count = support.length;
  const crossed = Float64Array.from(columns, (column) => dot(column, support));
  const grams = new Float64Array(size * size);
  for (const [a, one] of columns.entries())
    for (const [b, other] of columns.entries()) grams[a * size + b] = dot(one, other);
  const square = dot(support, support);
  let best: { fit: Fit; evidence: number } | null = null;
  for (const penalty of PENALTIES) {
    const ridged = grams.map((value, at) => (at % (size + 1) === 0 ? value + penalty : value));
    const factor = factorise(ridged, size);
    if (factor.kind === 'not-definite') continue;
    const worths = solveFactored(factor, crossed);
    const rest = Math.max(square - dot(worths, crossed), 1e-12 * square);
    const evidence =
      (size / 2) * Math.log(penalty) - logDeterminant(factor) / 2 - (count / 2) * Math.log(rest);
    if (best === null || evidence > best.evidence)
      best = { fit: { penalty, worths, factor, variance: rest / (count - 1) }, evidence };
  }
  if (best === null) throw new Error('a penalised system is always definite');
  return best.fit;
}

function varianceOf({ factor }: Fit, row: readonly number[]): number {
  return Math.max(0, dot(solveFactored(factor, row), row));
}

interface LeftOut {
  /** One minus the squared errors of designs left out, over those of the mean of the others. */
  readonly share: number;
  /** By how many of its standard errors the gain over the mean lies above 0. */
  readonly sureness: number;
}

/** Each design predicted from the others, by the closed form for a fixed penalty. */
function leaveOneOut(
  fit: Fit,
  columns: readonly Float64Array[],
  support: readonly number[],
): LeftOut {
  const count = support.length;
  const errors = support.map((value, at) => {
    const row = columns.map((column) => column[at]);
    const leverage = Math.min(1 / count + varianceOf(fit, row), 1 - 1e-9);
    return {
      own: ((value - dot(row, fit.worths)) / (1 - leverage)) ** 2,
      ofMean: (value / (1 - 1 / count)) ** 2,
    };
  });
  const gains = errors.map(({ own, ofMean }) => ofMean - own);
  const gain = meanOf(gains);
  const spread = Math.sqrt(meanOf(gains.map((one) => (one - gain) ** 2)) / (count - 1));
  return {
    share: gain / meanOf(errors.map(({ ofMean }) => ofMean)),
    sureness: spread > 0 ? gain / spread : 0,
  };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += a[at] * b[at];
  return sum;
}
