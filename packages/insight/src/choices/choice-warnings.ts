import { quoted } from '../cells.ts';
import type { ChoiceReport, Warning } from './choice-findings.ts';
import type { ChoiceTable } from './choice-table.ts';
import type { Term } from './utility-rows.ts';

/** Fewer events a coefficient bias it away from 0 (Peduzzi et al. 1996). */
const FEWEST_CHOICES_A_TERM = 10;
const FEWEST_CHOICES_OF_ONE = 10;
/** The usual rule of thumb where choice experiments are sold: 300 to begin with, 200 for each group that is reported apart. */
const FEWEST_PEOPLE = 300;
const ALIKE = 1.5;

/** What is weak about a fitted model's data. */
export function warningsFor(
  report: ChoiceReport,
  {
    table,
    terms,
    price,
  }: { table: ChoiceTable; terms: readonly Term[]; price?: string | undefined },
): Warning[] {
  const told: Warning[] = [];
  const add = (kind: Warning['kind'], message: string) => told.push({ kind, message });
  const perTerm = report.choices / report.coefficients.length;
  if (perTerm < FEWEST_CHOICES_A_TERM)
    add(
      'few-choices',
      `${report.choices} choices for ${report.coefficients.length} coefficients: below ${FEWEST_CHOICES_A_TERM} each they come out too large`,
    );
  if (report.people !== null && report.people < FEWEST_PEOPLE)
    add(
      'few-people',
      `${report.people} people: the rule of thumb is ${FEWEST_PEOPLE}, and 200 for each group that is reported apart`,
    );
  for (const { name, count } of rarelyChosen(table, terms))
    add('rarely-chosen', `${quoted(name)} was chosen ${count} times: its constant rests on that`);
  const alone = table.tasks.filter(
    (_, task) => table.starts[task + 1] - table.starts[task] < 2,
  ).length;
  if (alone > 0)
    add('nothing-to-choose', `${alone} tasks offer one alternative only and say nothing`);
  const cost = report.coefficients.find(({ name }) => name === price);
  if (cost && !(cost.interval[1] < 0 || cost.interval[0] > 0))
    add(
      'price-unclear',
      `${quoted(cost.name)} could as well do nothing: what things are worth in it has no bounds`,
    );
  const alike = report.coefficients.filter(({ se, robustSe = 0 }) => robustSe > ALIKE * se);
  if (alike.length > 0)
    add(
      'people-answer-alike',
      `a person's answers hang together: read robustSe for ${alike.map(({ name }) => quoted(name)).join(', ')}`,
    );
  return told;
}

function rarelyChosen(
  table: ChoiceTable,
  terms: readonly Term[],
): { name: string; count: number }[] {
  const counts = new Int32Array(table.alternatives.length);
  for (const row of table.first) counts[table.alternative[row]] += 1;
  return terms
    .filter(({ factors }) => factors.length === 0)
    .map(({ alternative }) => alternative ?? 0)
    .filter((at) => counts[at] < FEWEST_CHOICES_OF_ONE)
    .map((at) => ({ name: table.alternatives[at], count: counts[at] }));
}
