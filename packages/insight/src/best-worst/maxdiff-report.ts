import { quoted } from '../cells.ts';
import { refusalFor } from '../choices/choice-report.ts';
import { equalSharesLogLik } from '../choices/choice-set.ts';
import { shareIntervals } from '../choices/shares.ts';
import { standardErrorsOf } from '../covariance.ts';
import { normalInterval, type Interval } from '../intervals.ts';
import { notEstimable, type NotEstimable } from '../refusal.ts';
import { closedForm, countItems, type ItemCount } from './best-worst-counts.ts';
import { bestWorstChoices, fitBestWorst } from './best-worst-logit.ts';
import { personUtilities, type PersonUtilities } from './best-worst-people.ts';
import type { BestWorstTable } from './best-worst-table.ts';

type Unfit = Exclude<ReturnType<typeof fitBestWorst>, { kind: 'fit' }>;
type Estimate = { estimate: number; se: number; interval: Interval };

/** One item, by every way of scoring it. */
export type ItemFinding = ItemCount & {
  item: string;
  interval: Interval;
  closedForm: (Estimate & { share: number | null }) | NotEstimable;
  logit:
    (Estimate & { robustSe: number | null; share: number; shareInterval: Interval }) | NotEstimable;
  /** Shares of each person's own utilities, averaged over people. */
  people: { meanShare: number; interval: Interval; sd: number } | NotEstimable;
};

export type MaxDiffReport = {
  people: number;
  sets: number;
  /** Those that win first. */
  items: ItemFinding[];
  logLik: number | NotEstimable;
  logLikNull: number;
  iterations: number | null;
  warnings: { kind: 'few-people' | 'large-sets' | 'seldom-seen' | 'uneven'; message: string }[];
  individuals?: Record<string, { fit: number; utilities: Record<string, number> }>;
};

/** Below this empirical Bayes has too little to learn the spread from. */
const FEWEST_PEOPLE = 100;
const FEWEST_LOOKS = 3;
const UNEVEN = 1.5;

/** Scores of a best-worst table by counts, in closed form, by the sequential logit and for each person. */
export function reportMaxDiff(
  table: BestWorstTable,
  wish: { individuals: boolean },
): MaxDiffReport {
  const counts = countItems(table);
  const fit = fitBestWorst(table);
  const because = fit.kind === 'fit' ? '' : whyNot(table, fit, counts);
  const start =
    fit.kind === 'fit' ? fit.utilities : Float64Array.from(counts, ({ score }) => score);
  const known = table.people.length > 1 ? personUtilities(table, start) : null;
  const logits =
    fit.kind === 'fit' ? logitFindings(fit) : table.items.map(() => notEstimable(because));
  const closed = closedFindings(counts);
  const items = counts.map((count, at): ItemFinding => ({
    item: table.items[at],
    ...count,
    interval: normalInterval(count.score, count.se),
    closedForm: closed[at],
    logit: logits[at],
    people: known
      ? meanShare(known, at, table.items.length)
      : notEstimable('one person is no crowd'),
  }));
  return {
    people: table.people.length,
    sets: table.worst.length,
    items: items.toSorted((one, other) => other.score - one.score),
    logLik: fit.kind === 'fit' ? fit.logLik : notEstimable(because),
    logLikNull: equalSharesLogLik(bestWorstChoices(table).set),
    iterations: fit.kind === 'fit' ? fit.iterations : null,
    warnings: warningsOf(table, counts),
    ...(wish.individuals && known ? { individuals: individualsOf(table, known) } : {}),
  };
}

function whyNot(table: BestWorstTable, fit: Unfit, counts: readonly ItemCount[]): string {
  const ends = table.items.filter((_, at) => Math.abs(counts[at].score) === 1).map(quoted);
  return fit.reason === 'separated' && ends.length > 0
    ? `separated: ${ends.join(', ')} was best, or worst, every time it was seen`
    : refusalFor(fit, table.items).message.replace(/^not estimable because /, '');
}

function closedFindings(counts: readonly ItemCount[]): ItemFinding['closedForm'][] {
  const found = counts.map(closedForm);
  const sum = found.reduce(
    (total, each) => total + (each === null ? Number.NaN : Math.exp(each.utility)),
    0,
  );
  return found.map((each) => {
    if (each === null) return notEstimable('it was best, or worst, every time it was seen');
    const { utility, se } = each;
    const share = Number.isNaN(sum) ? null : Math.exp(utility) / sum;
    return { estimate: utility, se, interval: normalInterval(utility, se), share };
  });
}

type Fit = Extract<ReturnType<typeof fitBestWorst>, { kind: 'fit' }>;

function logitFindings({ utilities, covariance, robust }: Fit): ItemFinding['logit'][] {
  const size = utilities.length;
  const errors = standardErrorsOf(covariance, size);
  const robustErrors = robust && standardErrorsOf(robust, size);
  const shares = softmax(utilities);
  const slopes = Float64Array.from({ length: size * size }, (_, cell) => {
    const [one, other] = [Math.floor(cell / size), cell % size];
    return shares[one] * ((one === other ? 1 : 0) - shares[other]);
  });
  const intervals = shareIntervals({ shares, slopes, terms: size }, robust ?? covariance);
  return [...utilities].map((estimate, at) => ({
    estimate,
    se: errors[at],
    robustSe: robustErrors && robustErrors[at],
    interval: normalInterval(estimate, (robustErrors ?? errors)[at]),
    share: shares[at],
    shareInterval: intervals[at],
  }));
}

function softmax(utilities: Float64Array): Float64Array {
  const highest = utilities.reduce((sofar, each) => Math.max(sofar, each), -Infinity);
  const weights = utilities.map((each) => Math.exp(each - highest));
  const sum = weights.reduce((total, each) => total + each, 0);
  return weights.map((each) => each / sum);
}

function meanShare(
  { utilities, spread }: PersonUtilities,
  item: number,
  size: number,
): ItemFinding['people'] {
  const people = utilities.length / size;
  const shares = Array.from(
    { length: people },
    (_, person) => softmax(utilities.subarray(person * size, (person + 1) * size))[item],
  );
  const mean = shares.reduce((sum, each) => sum + each, 0) / people;
  const square = shares.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (people - 1);
  return {
    meanShare: mean,
    interval: normalInterval(mean, Math.sqrt(square / people)),
    sd: spread[item],
  };
}

function warningsOf(
  table: BestWorstTable,
  counts: readonly ItemCount[],
): MaxDiffReport['warnings'] {
  const told: MaxDiffReport['warnings'] = [];
  const people = table.people.length;
  if (people < FEWEST_PEOPLE)
    told.push({
      kind: 'few-people',
      message: `${people} people: from about ${FEWEST_PEOPLE} on the figures of single people can be trusted`,
    });
  const largest = table.worst.reduce(
    (most, _, set) => Math.max(most, table.starts[set + 1] - table.starts[set]),
    0,
  );
  if (largest * 2 > table.items.length)
    told.push({
      kind: 'large-sets',
      message: `sets of ${largest} among ${table.items.length} items: more than half of the items in a set says little about the order`,
    });
  const seen = counts.map((count) => count.seen);
  const [least, most] = [Math.min(...seen), Math.max(...seen)];
  const seldom = counts.findIndex((count) => count.seen === least);
  if (least < FEWEST_LOOKS * people)
    told.push({
      kind: 'seldom-seen',
      message: `${quoted(table.items[seldom])} was seen ${(least / people).toFixed(1)} times a person; ${FEWEST_LOOKS} to 5 are usual`,
    });
  if (most > UNEVEN * least)
    told.push({
      kind: 'uneven',
      message: `items were seen ${least} to ${most} times: counts compare what was not shown alike; read the logit`,
    });
  return told;
}

function individualsOf(table: BestWorstTable, { utilities, fit }: PersonUtilities) {
  const size = table.items.length;
  return Object.fromEntries(
    table.people.map((person, row) => [
      person,
      {
        fit: fit[row],
        utilities: Object.fromEntries(
          table.items.map((item, at) => [item, utilities[row * size + at]]),
        ),
      },
    ]),
  );
}
