/**
 * What a number counts. All numbers of a design are whole numbers of a base unit: micrometres, milligrams, minor units
 * of money, seconds, small calories, millionths (of a share), or pieces. Sums never mix dimensions; products make new
 * ones, such as length·length for areas in square micrometres.
 */
export const BASE_DIMENSIONS = ['length', 'mass', 'money', 'time', 'energy', 'share'] as const;
export type BaseDimension = (typeof BASE_DIMENSIONS)[number];

/** Powers of the base dimensions by name; a plain number has none. */
export type Dimension = Readonly<Partial<Record<BaseDimension, number>>>;

export const PLAIN: Dimension = {};

/** The dimensions that a parameter or a takeoff may have, by the name that a kit calls them. */
export const NAMED_DIMENSIONS: Readonly<Record<string, Dimension>> = {
  number: PLAIN,
  length: { length: 1 },
  area: { length: 2 },
  mass: { mass: 1 },
  money: { money: 1 },
  time: { time: 1 },
  energy: { energy: 1 },
  share: { share: 1 },
};

/** Units in which a kit writes literals, as whole numbers of the base unit. */
export const UNITS: Readonly<
  Record<string, { readonly dimension: Dimension; readonly base: number }>
> = {
  um: { dimension: { length: 1 }, base: 1 },
  mm: { dimension: { length: 1 }, base: 1_000 },
  cm: { dimension: { length: 1 }, base: 10_000 },
  m: { dimension: { length: 1 }, base: 1_000_000 },
  mm2: { dimension: { length: 2 }, base: 1_000_000 },
  m2: { dimension: { length: 2 }, base: 1_000_000_000_000 },
  mg: { dimension: { mass: 1 }, base: 1 },
  g: { dimension: { mass: 1 }, base: 1_000 },
  kg: { dimension: { mass: 1 }, base: 1_000_000 },
  minor: { dimension: { money: 1 }, base: 1 },
  seconds: { dimension: { time: 1 }, base: 1 },
  minutes: { dimension: { time: 1 }, base: 60 },
  cal: { dimension: { energy: 1 }, base: 1 },
  kcal: { dimension: { energy: 1 }, base: 1_000 },
  percent: { dimension: { share: 1 }, base: 10_000 },
  ppm: { dimension: { share: 1 }, base: 1 },
};

/** Whether two numbers may be added or compared. */
export function isSameDimension(one: Dimension, other: Dimension): boolean {
  return BASE_DIMENSIONS.every((base) => (one[base] ?? 0) === (other[base] ?? 0));
}

/** The dimension of a product (`sign` 1) or of a quotient (`sign` -1). */
export function combine(one: Dimension, other: Dimension, sign: 1 | -1): Dimension {
  const powers: Partial<Record<BaseDimension, number>> = {};
  for (const base of BASE_DIMENSIONS) {
    const power = (one[base] ?? 0) + sign * (other[base] ?? 0);
    if (power !== 0) powers[base] = power;
  }
  return powers;
}

/** Such as `length^2` or `number`, for messages. */
export function dimensionText(dimension: Dimension): string {
  const parts = BASE_DIMENSIONS.filter((base) => dimension[base]).map((base) => {
    const power = dimension[base] ?? 0;
    return power === 1 ? base : `${base}^${power}`;
  });
  return parts.join('·') || 'number';
}
