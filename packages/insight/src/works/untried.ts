import type { Interval } from '../intervals.ts';
import type { NotEstimable } from '../refusal.ts';
import { levelName, type LevelTable } from './levels.ts';
import { partWorthsOf, type AdditiveModel, type PartWorth } from './part-worths.ts';

export interface Untried {
  /** One level an attribute, in words. */
  readonly levels: readonly string[];
  /** What the part-worths expect of its support, with an 80 % interval. */
  readonly support: number;
  readonly interval: Interval;
  /** The tried design that it differs from in the fewest attributes, and what is different. */
  readonly nearest: { readonly design: string; readonly changes: readonly string[] };
}

export interface UntriedReport {
  readonly kind: 'untried';
  /** Highest lower end of the interval first. */
  readonly suggestions: readonly Untried[];
  readonly partWorths: readonly PartWorth[];
  readonly mean: number;
  readonly designs: number;
  /** The share of the spread that the part-worths predict of designs left out. */
  readonly predicts: number;
  /** The highest support that a design has. */
  readonly best: { readonly design: string; readonly support: number };
}

const MOST_SUGGESTIONS = 10;
/** So many of the best combinations are looked at; their tried ones drop out. */
const BREADTH = 2_000;
const LEVEL = 0.8;
const LEAST_DESIGNS_OF_LEVEL = 2;

/**
 * Combinations of levels that nobody has tried and that the part-worths of those tried expect much of,
 * by the lower end of an 80 % interval: what is promising and not merely uncertain. Additive: that two
 * levels spoil each other, or that the kit forbids them together, it does not see.
 *
 * Takes the levels of one kit; gives the suggestions, or why part-worths are not estimable.
 */
export function untriedIn(table: LevelTable): UntriedReport | NotEstimable {
  const model = partWorthsOf(table);
  if (model.kind === 'not-estimable') return model;
  const tried = new Set(table.designs.map((_, at) => keyOf(levelsOf(table, at))));
  const suggestions = bestCombinations(table, model)
    .filter((levels) => !tried.has(keyOf(levels)))
    .map((levels) => ({ levels, ...model.expect(levels, LEVEL) }))
    .sort((a, b) => b.interval[0] - a.interval[0] || b.support - a.support)
    .slice(0, MOST_SUGGESTIONS)
    .map(({ levels, support, interval }) => ({
      levels: levels.flatMap((code, index) =>
        code < 0 ? [] : [levelName(table.attributes[index], code)],
      ),
      support,
      interval,
      nearest: nearestTo(table, levels),
    }));
  const supported = table.designs.flatMap(({ id, support }) =>
    support === undefined ? [] : [{ design: id, support }],
  );
  const best = supported.reduce((top, one) => (one.support > top.support ? one : top));
  const { partWorths, mean, designs, predicts } = model;
  return { kind: 'untried', suggestions, partWorths, mean, designs, predicts, best };
}

function levelsOf({ codes }: LevelTable, at: number): number[] {
  return codes.map((column) => column[at]);
}

function keyOf(levels: readonly number[]): string {
  return levels.join(' ');
}

/**
 * The combinations with the highest sums, exactly: of partial sums only the best can be part of the
 * best whole ones. Levels that a single design has are left out, for nothing is known of them.
 */
function bestCombinations(table: LevelTable, model: AdditiveModel): number[][] {
  const worth = new Map(model.partWorths.map(({ level, worth: own }) => [level, own]));
  let partial: { levels: number[]; sum: number }[] = [{ levels: [], sum: 0 }];
  for (const [index, attribute] of table.attributes.entries()) {
    const codes = attribute.levels
      .map((_, code) => code)
      .filter((code) => countOfLevel(table, index, code) >= LEAST_DESIGNS_OF_LEVEL);
    const choices = codes.length > 0 ? codes : [-1];
    partial = partial
      .flatMap(({ levels, sum }) =>
        choices.map((code) => ({
          levels: [...levels, code],
          sum: sum + (code < 0 ? 0 : (worth.get(levelName(attribute, code)) ?? 0)),
        })),
      )
      .sort((a, b) => b.sum - a.sum)
      .slice(0, BREADTH);
  }
  return partial.map(({ levels }) => levels);
}

function countOfLevel({ codes }: LevelTable, attribute: number, code: number): number {
  return codes[attribute].filter((own) => own === code).length;
}

function nearestTo(table: LevelTable, levels: readonly number[]): Untried['nearest'] {
  let nearest = { at: 0, differs: Infinity };
  for (const at of table.designs.keys()) {
    const differs = levels.filter((code, index) => table.codes[index][at] !== code).length;
    if (differs < nearest.differs) nearest = { at, differs };
  }
  return {
    design: table.designs[nearest.at].id,
    changes: levels.flatMap((code, index) =>
      code < 0 || table.codes[index][nearest.at] === code
        ? []
        : [levelName(table.attributes[index], code)],
    ),
  };
}
