import { columnsOf, printInterval, printNumber, printShare, printTable } from '../printed-table.ts';
import type { ChoiceReport } from './choice-findings.ts';
import type { MixedReport } from './mixed-report.ts';

const LABELS = {
  mnl: 'conditional logit',
  rank: 'ranked choices (exploded logit)',
  mixed: 'mixed logit',
};

/** A choice model for people: coefficients and shares with their 95 % intervals, worth, and what to make of it. */
export function readingOf(report: ChoiceReport | MixedReport): string {
  const { model, tasks, people, logLik, logLikNull, rhoSquare } = report;
  const who = people === null ? '' : ` of ${people} people`;
  const parts = [
    `${LABELS[model]}: ${tasks} tasks${who}, log likelihood ${printNumber(logLik)} (equal shares ${printNumber(logLikNull)}, rho² ${printNumber(rhoSquare)})\n`,
    coefficientTable(report),
    ...('spread' in report ? [spreadTable(report)] : []),
    shareTable(report),
    ...worthTable(report),
    testsOf(report),
    ...report.warnings.map(({ message }) => `Note: ${message}.\n`),
    reading(report),
  ];
  return parts.join('\n');
}

function coefficientTable({ coefficients }: Pick<ChoiceReport, 'coefficients'>): string {
  return printTable(
    columnsOf('term', 'estimate', '95 % interval', 'z', 'p'),
    coefficients.map(({ name, estimate, interval, z, p }) => [
      name,
      printNumber(estimate, 4),
      printInterval(interval, 4),
      printNumber(z),
      printNumber(p, 4),
    ]),
  );
}

function spreadTable({ spread }: MixedReport): string {
  return printTable(
    columnsOf('among people', 'mean', 'median', 'sd', 'above 0'),
    spread.map(({ name, mean, median, sd, aboveZero }) => [
      name,
      printNumber(mean, 4),
      printNumber(median, 4),
      printNumber(sd, 4),
      printShare(aboveZero),
    ]),
  );
}

function shareTable({
  shares,
  sharesInterval,
  sharesAfter,
  sharesChange,
}: ChoiceReport | MixedReport): string {
  const later = sharesAfter ? ['after', 'change', '95 % interval'] : [];
  return printTable(
    columnsOf('alternative', 'share', '95 % interval', ...later),
    Object.entries(shares).map(([name, share]) => [
      name,
      printNumber(share, 3),
      printInterval(sharesInterval[name], 3),
      ...(sharesAfter && sharesChange
        ? [
            printNumber(sharesAfter[name], 3),
            printNumber(sharesChange[name].difference, 3),
            printInterval(sharesChange[name].interval, 3),
          ]
        : []),
    ]),
  );
}

function worthTable({ willingnessToPay }: ChoiceReport | MixedReport): string[] {
  if (willingnessToPay === undefined) return [];
  if (!Array.isArray(willingnessToPay))
    return [`Willingness to pay: not estimable because ${willingnessToPay.because}.\n`];
  return [
    printTable(
      columnsOf('worth of one more', 'price', '95 % interval', 'Fieller'),
      willingnessToPay.map(({ name, estimate, interval, fieller }) => [
        name,
        printNumber(estimate, 3),
        printInterval(interval, 3),
        fieller === null ? 'no bounds' : printInterval(fieller, 3),
      ]),
    ),
  ];
}

function testsOf({ likelihoodRatio }: ChoiceReport | MixedReport): string {
  return likelihoodRatio
    .map(
      ({ against, chiSquare, degrees, p }) =>
        `Against ${against}: χ² ${printNumber(chiSquare)} with ${degrees} degrees, p ${printNumber(p, 4)}.\n`,
    )
    .join('');
}

function reading({ model }: ChoiceReport | MixedReport): string {
  const alike =
    model === 'mixed'
      ? ''
      : ' Two alternatives that are near the same take from the others as if they were not.';
  return `It means: a term above 0 draws choices to an alternative, and the shares are of those who answered and of what was offered to them.
It does not mean: that so many buy. Shares say what is preferred among the alternatives shown, before anyone pays.${alike}
`;
}
