import { quoted } from '../cells.ts';
import { chanceFrom } from '../chance.ts';
import { standardErrorsOf } from '../covariance.ts';
import { normalCdf } from '../distributions.ts';
import { refuse, type NotEstimable as Unsaid, type Refusal } from '../refusal.ts';
import type { ChoiceReport, Coefficient } from './choice-findings.ts';
import type { Change } from './choice-spec.ts';
import { changeOf, coefficient, named, ratioTest, refusalFor, summaryOf } from './choice-report.ts';
import type { ChoiceTable } from './choice-table.ts';
import { warningsFor } from './choice-warnings.ts';
import { MOST_HALTON_DIMENSIONS } from './halton.ts';
import { fitLogit } from './logit-fit.ts';
import { fitMixed, type MixedFit } from './mixed-fit.ts';
import {
  coefficientsInto,
  normalDraws,
  personCoefficients,
  randomTerms,
  type MixedPlan,
} from './mixed-likelihood.ts';
import { shareIntervals, sharesOf, type Shares } from './shares.ts';
import { changedTable, offeredChoices, utilityRows, type Term } from './utility-rows.ts';
import { willingnessToPay, type Willingness } from './willingness.ts';

export type MixedWish = Readonly<{
  terms: readonly Term[];
  seed: number;
  draws: number;
  price?: string | undefined;
  changes?: readonly Change[] | undefined;
  /** Also say what is known of each person. */
  individuals?: boolean;
}>;

export type MixedReport = Omit<ChoiceReport, 'coefficients'> & {
  /** For a random term its centre, then `sd:name`; of a log-normal term both are those of the logarithm. */
  coefficients: Coefficient[];
  draws: number;
  /** What the random terms look like among people, and the share of people for whom each is above 0. */
  spread: {
    name: string;
    distribution: string;
    mean: number;
    sd: number;
    median: number;
    aboveZero: number;
  }[];
  individuals?: Record<string, Record<string, { mean: number; sd: number }>>;
};

/** As many draws as keep the noise of simulation below a tenth of the standard errors in ordinary tables. */
export const USUAL_DRAWS = 500;

/**
 * Fits the mixed logit by simulation and says what it shows. Refuses what {@link refusalFor} names, `bad-spec` when no term has a
 * distribution or more have one than there are good draws for, and `not-estimable` when no maximum is reached.
 */
export function reportMixed(table: ChoiceTable, wish: MixedWish): MixedReport | Refusal {
  const { terms, draws } = wish;
  const distributions = terms.map(({ distribution }) => distribution);
  const random = randomTerms(distributions);
  if (random.length === 0)
    return refuse('bad-spec', 'the mixed model needs a term with a distribution');
  if (random.length > MOST_HALTON_DIMENSIONS)
    return refuse('bad-spec', `at most ${MOST_HALTON_DIMENSIONS} terms may have a distribution`);
  const byPerson = tasksByPerson(table);
  const rows = utilityRows(byPerson, terms);
  if ('kind' in rows) return rows;
  const set = offeredChoices(byPerson, rows, terms.length);
  const plain = fitLogit(set);
  if (plain.kind === 'not-estimable')
    return refusalFor(
      plain,
      terms.map(({ name }) => name),
    );
  const ofPerson = firstTasks(byPerson);
  const chance = chanceFrom(wish.seed);
  const normals = normalDraws(ofPerson.length - 1, draws, { random: random.length, chance });
  const plan: MixedPlan = { set, ofPerson, distributions, draws, normals };
  const fit = fitMixed(plan, plain);
  if (fit === null || fit.covariance === null) {
    const names = random.map((at) => quoted(terms[at].name)).join(', ');
    return refuse(
      'not-estimable',
      `not estimable because the choices do not tell how ${names} varies between people; fix some of them`,
    );
  }
  return assembled(byPerson, {
    wish,
    plan,
    fit,
    covariance: fit.covariance,
    plainLogLik: plain.logLik,
  });
}

type Mixed = {
  wish: MixedWish;
  plan: MixedPlan;
  fit: MixedFit;
  covariance: Float64Array;
  plainLogLik: number;
};

function assembled(table: ChoiceTable, mixed: Mixed): MixedReport | Refusal {
  const { wish, plan, fit, covariance, plainLogLik } = mixed;
  const { terms, price, changes } = wish;
  const random = randomTerms(plan.distributions);
  const shares = populationShares(table, plan, fit.parameters);
  const after = changes && changedShares(table, mixed, shares);
  if (after && 'kind' in after) return after;
  const report: MixedReport = {
    model: 'mixed',
    coefficients: mixedCoefficients(mixed),
    ...summaryOf(plan.set, table, { logLik: fit.logLik, parameters: fit.parameters.length }),
    iterations: fit.iterations,
    draws: plan.draws,
    shares: named(table, [...shares.shares]),
    sharesInterval: named(table, shareIntervals(shares, covariance)),
    spread: random.map((at, place) =>
      spreadOf(terms[at], fit.parameters[at], Math.abs(fit.parameters[terms.length + place])),
    ),
    // A spread of 0 lies at the edge, where χ² asks for more than it should: p errs to the safe side.
    likelihoodRatio: [
      ratioTest('the same model without spread', fit.logLik - plainLogLik, random.length),
    ],
    ...after,
    ...(price === undefined ? {} : { willingnessToPay: worth(mixed, price) }),
    ...(wish.individuals ? { individuals: individualsOf(table, plan, { fit, terms }) } : {}),
    warnings: [],
  };
  return { ...report, warnings: warningsFor(report, { table, terms, price }) };
}

function mixedCoefficients({ wish: { terms }, plan, fit, covariance }: Mixed): Coefficient[] {
  const size = fit.parameters.length;
  const names = [
    ...terms.map(({ name }) => name),
    ...randomTerms(plan.distributions).map((at) => `sd:${terms[at].name}`),
  ];
  const errors = standardErrorsOf(covariance, size);
  const robust = fit.robust && standardErrorsOf(fit.robust, size);
  return names.map((name, at) => ({
    ...coefficient(
      name,
      at < terms.length ? fit.parameters[at] : Math.abs(fit.parameters[at]),
      errors[at],
    ),
    ...(robust ? { robustSe: robust[at] } : {}),
  }));
}

/** The tasks with those of one person next to each other; without people every task is its own person. */
function tasksByPerson(table: ChoiceTable): ChoiceTable {
  if (table.people === null) return table;
  const order = [...table.tasks.keys()].sort(
    (one, other) => table.person[one] - table.person[other] || one - other,
  );
  const rows = order.flatMap((task) =>
    Array.from(
      { length: table.starts[task + 1] - table.starts[task] },
      (_, at) => table.starts[task] + at,
    ),
  );
  const starts = new Int32Array(order.length + 1);
  order.forEach(
    (task, at) => (starts[at + 1] = starts[at] + table.starts[task + 1] - table.starts[task]),
  );
  return {
    ...table,
    tasks: order.map((task) => table.tasks[task]),
    starts,
    alternative: Int32Array.from(rows, (row) => table.alternative[row]),
    first: Int32Array.from(
      order,
      (task, at) => starts[at] + table.first[task] - table.starts[task],
    ),
    ranked: Int32Array.from(order, (task) => table.ranked[task]),
    weights: Float64Array.from(order, (task) => table.weights[task]),
    person: Int32Array.from(order, (task) => table.person[task]),
    fileRow: Int32Array.from(rows, (row) => table.fileRow[row]),
    numbers: new Map(
      [...table.numbers].map(([column, cells]) => [
        column,
        Float64Array.from(rows, (row) => cells[row]),
      ]),
    ),
    words: new Map(
      [...table.words].map(([column, cells]) => [column, rows.map((row) => cells[row])]),
    ),
  };
}

function firstTasks({ people, person, tasks }: ChoiceTable): Int32Array {
  if (people === null) return Int32Array.from({ length: tasks.length + 1 }, (_, at) => at);
  const firsts = [...person.keys()].filter((at) => at === 0 || person[at] !== person[at - 1]);
  return Int32Array.from([...firsts, tasks.length]);
}

/** The shares of a population in which coefficients are spread as estimated: averaged over the draws of the first person. */
function populationShares(table: ChoiceTable, plan: MixedPlan, parameters: Float64Array): Shares {
  const terms = plan.distributions.length;
  const random = parameters.length - terms;
  const shares = new Float64Array(table.alternatives.length);
  const slopes = new Float64Array(shares.length * parameters.length);
  const one = { coefficients: new Float64Array(terms), slopes: new Float64Array(terms) };
  for (let draw = 0; draw < plan.draws; draw++) {
    const own = plan.normals.subarray(draw * random, (draw + 1) * random);
    coefficientsInto(one, plan, parameters, own);
    const found = sharesOf(table, plan.set.rows, one.coefficients);
    for (let alternative = 0; alternative < shares.length; alternative++) {
      shares[alternative] += found.shares[alternative] / plan.draws;
      for (let term = 0, next = 0; term < terms; term++) {
        const slope = (found.slopes[alternative * terms + term] * one.slopes[term]) / plan.draws;
        slopes[alternative * parameters.length + term] += slope;
        if (plan.distributions[term] === 'fixed') continue;
        slopes[alternative * parameters.length + terms + next] += slope * own[next];
        next += 1;
      }
    }
  }
  return { shares, slopes, terms: parameters.length };
}

function changedShares(table: ChoiceTable, { wish, plan, fit, covariance }: Mixed, before: Shares) {
  const changed = changedTable(table, wish.changes ?? []);
  if ('kind' in changed) return changed;
  const rows = utilityRows(changed, wish.terms);
  if ('kind' in rows) return rows;
  const after = populationShares(changed, { ...plan, set: { ...plan.set, rows } }, fit.parameters);
  return changeOf(table, { before, after, covariance });
}

function spreadOf({ name, distribution }: Term, centre: number, spread: number) {
  if (distribution === 'normal' || distribution === 'fixed') {
    const aboveZero = spread === 0 ? Number(centre > 0) : normalCdf(centre / spread);
    return { name, distribution, mean: centre, sd: spread, median: centre, aboveZero };
  }
  const sign = distribution === 'log-normal' ? 1 : -1;
  const mean = Math.exp(centre + spread ** 2 / 2);
  const sd = mean * Math.sqrt(Math.expm1(spread ** 2));
  return {
    name,
    distribution,
    mean: sign * mean,
    sd,
    median: sign * Math.exp(centre),
    aboveZero: sign > 0 ? 1 : 0,
  };
}

function worth({ wish: { terms }, fit, covariance }: Mixed, price: string): Willingness[] | Unsaid {
  const at = terms.findIndex(({ name }) => name === price);
  if (terms[at]?.distribution !== 'fixed') {
    return {
      kind: 'not-estimable',
      because:
        'a ratio to a price that varies between people has no mean; give the price no distribution',
    };
  }
  const straight = [...terms.keys()].filter(
    (each) => !terms[each].distribution.endsWith('log-normal'),
  );
  const size = fit.parameters.length;
  return willingnessToPay(
    {
      names: straight.map((each) => terms[each].name),
      coefficients: Float64Array.from(straight, (each) => fit.parameters[each]),
      covariance: Float64Array.from(
        straight.flatMap((one) => straight.map((other) => covariance[one * size + other])),
      ),
    },
    straight.indexOf(at),
  );
}

function individualsOf(
  table: ChoiceTable,
  plan: MixedPlan,
  { fit, terms }: { fit: MixedFit; terms: readonly Term[] },
) {
  const { means, deviations } = personCoefficients(plan, fit.parameters);
  const people = table.people ?? table.tasks;
  return Object.fromEntries(
    people.map((person, row) => [
      person,
      Object.fromEntries(
        terms.map(({ name }, at) => [
          name,
          { mean: means[row * terms.length + at], sd: deviations[row * terms.length + at] },
        ]),
      ),
    ]),
  );
}
