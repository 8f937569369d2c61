import { quantileOf } from '../intervals.ts';
import { compare } from '../order.ts';
import { parameterOf, type Design, type Value } from './designs.ts';

/** What a design can differ in: a parameter, or whether it has a material or a feature. */
export interface Attribute {
  readonly name: string;
  readonly kind: 'number' | 'choice' | 'material' | 'feature';
  /** In order: numbers upward, words by their bytes, `without` before `with`. */
  readonly levels: readonly string[];
}

/** Designs of one kit as levels of attributes. */
export interface LevelTable {
  readonly kit: string;
  readonly designs: readonly Design[];
  readonly attributes: readonly Attribute[];
  /** For each attribute and design the number of its level; -1 when it has none. */
  readonly codes: readonly Int16Array[];
}

const MOST_PLAIN_NUMBERS = 8;
const BANDS = 4;
const MOST_LEVELS = 100;
const MOST_ITEMS = 200;
export const WITHOUT = 'without';
export const WITH = 'with';

/**
 * Parts designs by kit and reads each as levels: words and yes or no as they are; numbers as they are up
 * to eight different ones, else in four bands of about equally many designs; materials and features as
 * with and without.
 *
 * Takes designs in any order; gives one table a kit, kits by their bytes, designs by time, then id.
 * A parameter with over a hundred words is nobody's choice between levels and is left out; of materials and of features the 200
 * most frequent are read.
 */
export function levelTables(designs: readonly Design[]): LevelTable[] {
  const kits = [...new Set(designs.map(({ kit }) => kit))].sort();
  return kits.map((kit) => {
    const own = designs
      .filter((design) => design.kit === kit)
      .sort((a, b) => a.at - b.at || compare(a.id, b.id));
    const read = [
      ...namesOf(own, ({ parameters }) => Object.keys(parameters)).map((name) =>
        parameterLevels(name, own),
      ),
      ...mostFrequent(own, ({ materials }) => materials).map((name) =>
        presence(
          name,
          'material',
          own.map(({ materials }) => materials.includes(name)),
        ),
      ),
      ...mostFrequent(own, ({ features }) => features).map((name) =>
        presence(
          name,
          'feature',
          own.map(({ features }) => features.includes(name)),
        ),
      ),
    ].filter(({ attribute }) => attribute.levels.length <= MOST_LEVELS);
    return {
      kit,
      designs: own,
      attributes: read.map(({ attribute }) => attribute),
      codes: read.map(({ codes }) => codes),
    };
  });
}

/** A level of an attribute in words. */
export function levelName({ name, kind, levels }: Attribute, level: number): string {
  if (kind === 'number' || kind === 'choice') return `${name}: ${levels[level]}`;
  return `${kind} ${name}: ${levels[level]}`;
}

interface ReadAttribute {
  readonly attribute: Attribute;
  readonly codes: Int16Array;
}

function namesOf(designs: readonly Design[], of: (design: Design) => readonly string[]): string[] {
  return [...new Set(designs.flatMap((design) => of(design)))].sort();
}

/** The materials or features of most designs; what is left out hardly anybody has. */
function mostFrequent(
  designs: readonly Design[],
  of: (design: Design) => readonly string[],
): string[] {
  const counts = new Map<string, number>();
  for (const name of designs.flatMap((design) => [...new Set(of(design))]))
    counts.set(name, (counts.get(name) ?? 0) + 1);
  const sorted = [...counts].sort(([a, x], [b, y]) => y - x || compare(a, b));
  return sorted
    .slice(0, MOST_ITEMS)
    .map(([name]) => name)
    .sort();
}

/** The same kit with some of its designs alone: those that are marked. */
export function partOf(table: LevelTable, inside: Uint8Array): LevelTable {
  return {
    ...table,
    designs: table.designs.filter((_, at) => inside[at]),
    codes: table.codes.map((column) => column.filter((_, at) => inside[at])),
  };
}

function parameterLevels(name: string, designs: readonly Design[]): ReadAttribute {
  const values = designs.map((design) => parameterOf(design, name));
  const numbers = values.flatMap((value) => (typeof value === 'number' ? [value] : []));
  const areNumbers = numbers.length === values.filter((value) => value !== undefined).length;
  if (areNumbers && new Set(numbers).size > MOST_PLAIN_NUMBERS) return bands(name, values, numbers);
  const levels = areNumbers
    ? [...new Set(numbers)].sort((a, b) => a - b).map(String)
    : [...new Set(values.flatMap((value) => (value === undefined ? [] : [String(value)])))].sort();
  const place = new Map(levels.map((level, index) => [level, index]));
  return {
    attribute: { name, kind: areNumbers ? 'number' : 'choice', levels },
    codes: Int16Array.from(values, (value) => place.get(String(value)) ?? -1),
  };
}

function bands(
  name: string,
  values: readonly (Value | undefined)[],
  numbers: readonly number[],
): ReadAttribute {
  const sorted = numbers.toSorted((a, b) => a - b);
  const cuts = Array.from({ length: BANDS - 1 }, (_, cut) =>
    quantileOf(sorted, (cut + 1) / BANDS),
  ).filter((cut, index, all) => cut !== all[index - 1] && cut < sorted[sorted.length - 1]);
  const ends = [sorted[0], ...cuts, sorted[sorted.length - 1]];
  const levels = ends.slice(1).map((end, index) => {
    const sign = index === 0 ? '' : 'over ';
    return `${sign}${shortNumber(ends[index])} to ${shortNumber(end)}`;
  });
  return {
    attribute: { name, kind: 'number', levels },
    codes: Int16Array.from(values, (value) =>
      typeof value === 'number' ? cuts.filter((cut) => value > cut).length : -1,
    ),
  };
}

function shortNumber(value: number): string {
  return String(Number(value.toPrecision(4)));
}

function presence(name: string, kind: 'material' | 'feature', has: boolean[]): ReadAttribute {
  return {
    attribute: { name, kind, levels: [WITHOUT, WITH] },
    codes: Int16Array.from(has, (own) => (own ? 1 : 0)),
  };
}
