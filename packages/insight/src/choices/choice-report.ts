import { quoted } from '../cells.ts';
import { sandwich, standardErrorsOf } from '../covariance.ts';
import { chiSquareUpperTail, normalTwoSided } from '../distributions.ts';
import { normalInterval } from '../intervals.ts';
import { refuse, type NotEstimable as Unsaid, type Refusal } from '../refusal.ts';
import type { ChoiceReport, Coefficient, RatioTest } from './choice-findings.ts';
import type { Change } from './choice-spec.ts';
import { equalSharesLogLik, withTerms, type ChoiceSet } from './choice-set.ts';
import type { ChoiceTable } from './choice-table.ts';
import { warningsFor } from './choice-warnings.ts';
import { fitLogit, type LogitFit, type NotEstimable } from './logit-fit.ts';
import { groupedScores } from './logit-likelihood.ts';
import { shareDifferences, shareIntervals, sharesOf, type Shares } from './shares.ts';
import {
  changedTable,
  choiceSetOf,
  tasksOfChoices,
  utilityRows,
  type Term,
} from './utility-rows.ts';
import { willingnessToPay, type Willingness } from './willingness.ts';

export type ChoiceWish = Readonly<{
  model: 'mnl' | 'rank';
  terms: readonly Term[];
  /** The name of the term that is the price. */
  price?: string | undefined;
  changes?: readonly Change[] | undefined;
  /** Also test the model without each term in turn: one more fit a term. */
  dropEach?: boolean;
}>;

/**
 * Fits the conditional logit to a table of choices or rankings and says what it shows. Refuses `missing-value`, `bad-spec`, and
 * `not-estimable` with the terms that stand in the way.
 */
export function reportChoices(table: ChoiceTable, wish: ChoiceWish): ChoiceReport | Refusal {
  const { terms, changes, price } = wish;
  const rows = utilityRows(table, terms);
  if ('kind' in rows) return rows;
  const set = choiceSetOf(table, rows, terms.length);
  const fit = fitLogit(set);
  if (fit.kind === 'not-estimable')
    return refusalFor(
      fit,
      terms.map(({ name }) => name),
    );
  const coefficients = coefficientsOf(table, { set, fit, terms });
  const shares = sharesOf(table, rows, fit.coefficients);
  const after = changes && sharesAfter(table, { terms, changes, fit, before: shares });
  if (after && 'kind' in after) return after;
  const report: ChoiceReport = {
    model: wish.model,
    coefficients: wish.dropEach
      ? coefficients.map((each, at) => ({ ...each, likelihoodRatio: withoutTerm(set, fit, at) }))
      : coefficients,
    ...summaryOf(set, table, { logLik: fit.logLik, parameters: terms.length }),
    iterations: fit.iterations,
    shares: named(table, [...shares.shares]),
    sharesInterval: named(table, shareIntervals(shares, fit.covariance)),
    likelihoodRatio: ratioTests(table, { set, fit, terms }),
    ...after,
    ...(price === undefined ? {} : { willingnessToPay: worth(terms, fit, price) }),
    warnings: [],
  };
  return { ...report, warnings: warningsFor(report, { table, terms, price }) };
}

/** Why a model has no estimates, in words and with the names of its terms. */
export function refusalFor({ reason, terms }: NotEstimable, names: readonly string[]): Refusal {
  const listed = terms.map((at) => quoted(names[at]));
  const all = listed.join(', ');
  const messages: Record<NotEstimable['reason'], string> = {
    'no-choices': 'no task offers more than one alternative',
    constant: `constant: ${all} never differs between the alternatives of a task`,
    collinear: `collinear: ${listed.at(-1)} is made up of ${listed.slice(0, -1).join(', ')}; leave one out`,
    separated: `separated: ${all} tells every choice without fault, so that its coefficient has no end; more choices or fewer terms are needed`,
    'no-convergence': `no convergence: the likelihood of ${all} has no clear maximum`,
  };
  return refuse('not-estimable', `not estimable because ${messages[reason]}`);
}

type Fitted = { set: ChoiceSet; fit: LogitFit; terms: readonly Term[] };

function coefficientsOf(table: ChoiceTable, { set, fit, terms }: Fitted): Coefficient[] {
  const errors = standardErrorsOf(fit.covariance, terms.length);
  const robust = robustErrors(table, set, fit);
  return terms.map(({ name }, at) => {
    const [estimate, se] = [fit.coefficients[at], errors[at]];
    return { ...coefficient(name, estimate, se), ...(robust ? { robustSe: robust[at] } : {}) };
  });
}

/** An estimate with its standard error, told by z-test and 95 % interval. */
export function coefficient(name: string, estimate: number, se: number): Coefficient {
  const z = estimate / se;
  return { name, estimate, se, z, p: normalTwoSided(z), interval: normalInterval(estimate, se) };
}

/** Clusters are people; with fewer than two of them nothing can be said. */
function robustErrors(table: ChoiceTable, set: ChoiceSet, fit: LogitFit): Float64Array | null {
  const count = table.people?.length ?? 0;
  if (count < 2) return null;
  const groups = tasksOfChoices(table).map((task) => table.person[task]);
  const filling = groupedScores(set, fit.coefficients, { groups, count });
  const scaled = filling.map((each) => (each * count) / (count - 1));
  const size = fit.coefficients.length;
  return standardErrorsOf(sandwich(fit.covariance, scaled, size), size);
}

/** The figures that say how far a model goes beyond equal shares. */
export function summaryOf(
  set: ChoiceSet,
  table: ChoiceTable,
  { logLik, parameters }: { logLik: number; parameters: number },
) {
  const logLikNull = equalSharesLogLik(set);
  return {
    logLik,
    logLikNull,
    tasks: table.tasks.length,
    choices: set.from.length,
    people: table.people?.length ?? null,
    rhoSquare: logLikNull === 0 ? 0 : 1 - logLik / logLikNull,
    aic: 2 * parameters - 2 * logLik,
    bic: parameters * Math.log(set.from.length) - 2 * logLik,
  };
}

/** Twice the difference of log likelihoods is χ² when the smaller model is true (Wilks 1938). */
export function ratioTest(against: string, difference: number, degrees: number): RatioTest {
  const chiSquare = Math.max(0, 2 * difference);
  return { against, chiSquare, degrees, p: chiSquareUpperTail(chiSquare, degrees) };
}

function ratioTests(table: ChoiceTable, { set, fit, terms }: Fitted): RatioTest[] {
  const tests = [ratioTest('equal shares', fit.logLik - equalSharesLogLik(set), terms.length)];
  const kept = [...terms.keys()].filter((at) => terms[at].factors.length === 0);
  if (kept.length === 0 || kept.length === terms.length) return tests;
  const smaller = fitLogit(withTerms(set, kept));
  if (smaller.kind !== 'fit') return tests;
  return [
    ...tests,
    ratioTest('constants alone', fit.logLik - smaller.logLik, terms.length - kept.length),
  ];
}

function withoutTerm(set: ChoiceSet, fit: LogitFit, left: number): RatioTest | Unsaid {
  const kept = [...fit.coefficients.keys()].filter((at) => at !== left);
  const smaller = fitLogit(withTerms(set, kept));
  if (smaller.kind === 'fit') return ratioTest('without this term', fit.logLik - smaller.logLik, 1);
  return { kind: 'not-estimable', because: `the model without this term is ${smaller.reason}` };
}

type What = { terms: readonly Term[]; changes: readonly Change[]; fit: LogitFit; before: Shares };

function sharesAfter(table: ChoiceTable, { terms, changes, fit, before }: What) {
  const changed = changedTable(table, changes);
  if ('kind' in changed) return changed;
  const rows = utilityRows(changed, terms);
  if ('kind' in rows) return rows;
  return changeOf(table, {
    before,
    after: sharesOf(changed, rows, fit.coefficients),
    covariance: fit.covariance,
  });
}

/** Shares after a change and what the change does to each, as printed. */
export function changeOf(
  table: ChoiceTable,
  { before, after, covariance }: { before: Shares; after: Shares; covariance: Float64Array },
) {
  const differences = shareDifferences(before, after, covariance);
  const told = differences.map(({ difference, se }) => ({
    difference,
    interval: normalInterval(difference, se),
  }));
  return { sharesAfter: named(table, [...after.shares]), sharesChange: named(table, told) };
}

/** Figures by the names of the alternatives. */
export function named<T>({ alternatives }: ChoiceTable, figures: readonly T[]): Record<string, T> {
  return Object.fromEntries(alternatives.map((name, at) => [name, figures[at]]));
}

function worth(terms: readonly Term[], fit: LogitFit, price: string): Willingness[] | Unsaid {
  const names = terms.map(({ name }) => name);
  const at = names.indexOf(price);
  if (at < 0) return { kind: 'not-estimable', because: `the model has no term ${quoted(price)}` };
  return willingnessToPay(
    { names, coefficients: fit.coefficients, covariance: fit.covariance },
    at,
  );
}
