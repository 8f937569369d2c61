import { compare } from '../order.ts';
import { parameterOf, type Design, type Value } from './designs.ts';
import { rangesOf, valuesApart } from './families.ts';

export interface SideLoss {
  readonly side: string;
  readonly designs: number;
  /** The mean loss of its designs, in attributes given up. */
  readonly loss: number;
  /** What costs this side most, largest first. */
  readonly costliest: readonly { readonly attribute: string; readonly loss: number }[];
}

export interface Standard {
  readonly kit: string;
  readonly parameters: Readonly<Record<string, Value>>;
  readonly materials: readonly string[];
  readonly features: readonly string[];
  /** The sum over the designs, each by its weight: no other specification of this kind has less. */
  readonly loss: number;
  /** The mean loss of a design. */
  readonly meanLoss: number;
  /** Designs that are the standard already. */
  readonly unchanged: readonly string[];
  /** The design whose maker gives up least. */
  readonly nearest: { readonly design: string; readonly loss: number };
  readonly byGroup: readonly SideLoss[];
  readonly byPartner: readonly SideLoss[];
}

export interface StandardOptions {
  /** What a design counts: 1 each unless said; not negative, some above 0. */
  readonly weightOf?: (design: Design) => number;
  /** Ranges of numbers over the whole kit; those of the designs given unless said. */
  readonly ranges?: ReadonlyMap<string, number>;
}

const MOST_COSTLIEST = 3;

/**
 * The one specification that merges designs at least loss. A loss counts attributes given up:
 * |difference| / range for a number, 1 for another parameter that differs, 1 for each material or feature
 * that is lost or forced on. Attribute by attribute the least loss is the weighted median, the weighted
 * mode, and the majority, so that the sum is least as well. The median is the lower of two, so that the
 * standard only has values that somebody chose; whether the kit allows their combination is its to check.
 *
 * Takes at least one design of one kit; gives the standard with the loss of each side, group or partner.
 * The losses are those of these designs: there is no sample, and so no interval.
 */
export function standardOf(designs: readonly Design[], options: StandardOptions = {}): Standard {
  const weightOf = options.weightOf ?? (() => 1);
  const ranges = options.ranges ?? rangesOf(designs);
  const sorted = designs.toSorted((a, b) => compare(a.id, b.id));
  const weights = sorted.map(weightOf);
  const names = [...new Set(sorted.flatMap(({ parameters }) => Object.keys(parameters)))].sort();
  const parameters = Object.fromEntries(
    names.flatMap((name) => {
      const values = sorted.map((design) => parameterOf(design, name));
      const value = leastLoss(values, weights, ranges.get(name) ?? 0);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
  const materials = majority(
    sorted.map((design) => design.materials),
    weights,
  );
  const features = majority(
    sorted.map((design) => design.features),
    weights,
  );
  const target = { parameters, materials, features };
  const losses = sorted.map((design) => lossesOf(design, target, ranges));
  const totals = losses.map(sumOf);
  const order = totals.map((_, at) => at).sort((a, b) => totals[a] - totals[b]);
  return {
    kit: sorted[0].kit,
    ...target,
    loss: totals.reduce((sum, total, at) => sum + weights[at] * total, 0),
    meanLoss: totals.reduce((sum, total) => sum + total, 0) / totals.length,
    unchanged: sorted.filter((_, at) => totals[at] === 0).map(({ id }) => id),
    nearest: { design: sorted[order[0]].id, loss: totals[order[0]] },
    byGroup: sidesOf(
      sorted.map(({ group }) => group),
      losses,
    ),
    byPartner: sidesOf(
      sorted.map(({ partner }) => partner),
      losses,
    ),
  };
}

export type Specification = Pick<Design, 'parameters' | 'materials' | 'features'>;

/** What a design gives up for a specification, attribute by attribute; attributes without loss are left out. */
export function lossesOf(
  design: Specification,
  target: Specification,
  ranges: ReadonlyMap<string, number>,
): Map<string, number> {
  const losses = new Map<string, number>();
  const names = new Set([...Object.keys(design.parameters), ...Object.keys(target.parameters)]);
  for (const name of names) {
    const apart = valuesApart(
      parameterOf(design, name),
      parameterOf(target, name),
      ranges.get(name) ?? 0,
    );
    if (apart > 0) losses.set(name, apart);
  }
  for (const kind of ['materials', 'features'] as const) {
    for (const item of new Set([...design[kind], ...target[kind]])) {
      const inBoth = design[kind].includes(item) && target[kind].includes(item);
      if (!inBoth) losses.set(`${kind.slice(0, -1)} ${item}`, 1);
    }
  }
  return losses;
}

function sumOf(losses: ReadonlyMap<string, number>): number {
  return [...losses.values()].reduce((sum, loss) => sum + loss, 0);
}

/**
 * The value that somebody chose (or being without one) with the least weighted loss: for numbers the
 * lower weighted median, for words the weighted mode.
 */
function leastLoss(
  values: readonly (Value | undefined)[],
  weights: readonly number[],
  range: number,
): Value | undefined {
  const tried = [...new Set(values)].map((value) => ({
    value,
    loss: values.reduce<number>(
      (sum, own, at) => sum + weights[at] * valuesApart(own, value, range),
      0,
    ),
  }));
  tried.sort((a, b) => a.loss - b.loss || compareValues(a.value, b.value));
  return tried[0]?.value;
}

function compareValues(a: Value | undefined, b: Value | undefined): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : compare(String(a), String(b));
}

function majority(sets: readonly (readonly string[])[], weights: readonly number[]): string[] {
  const half = weights.reduce((sum, weight) => sum + weight, 0) / 2;
  const items = [...new Set(sets.flat())].sort();
  return items.filter(
    (item) => sets.reduce((sum, set, at) => sum + (set.includes(item) ? weights[at] : 0), 0) > half,
  );
}

function sidesOf(
  sides: readonly (string | undefined)[],
  losses: readonly ReadonlyMap<string, number>[],
): SideLoss[] {
  const named = [...new Set(sides.flatMap((side) => side ?? []))].sort();
  return named.map((side) => {
    const own = losses.filter((_, at) => sides[at] === side);
    const sums = new Map<string, number>();
    for (const [attribute, loss] of own.flatMap((map) => [...map]))
      sums.set(attribute, (sums.get(attribute) ?? 0) + loss / own.length);
    const costliest = [...sums]
      .map(([attribute, loss]) => ({ attribute, loss }))
      .sort((a, b) => b.loss - a.loss || compare(a.attribute, b.attribute));
    return {
      side,
      designs: own.length,
      loss: own.reduce((sum, map) => sum + sumOf(map), 0) / own.length,
      costliest: costliest.slice(0, MOST_COSTLIEST),
    };
  });
}
