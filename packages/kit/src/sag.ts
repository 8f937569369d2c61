import { divideBig } from './exact.ts';

export interface Shelf {
  /** Between its supports, in micrometres. */
  readonly span: number;
  /** From front to back, in micrometres. */
  readonly depth: number;
  /** In micrometres. */
  readonly thickness: number;
  /** Of the load spread evenly along the span, in milligrams for each metre. */
  readonly loadPerMetre: number;
  /** Young's modulus of the material along the span, in megapascals. */
  readonly modulus: number;
}

// With g = 9.80665 m/s² and base units put into metres, kilograms and pascals, what is left is a power of ten.
const NUMERATOR = 5n * 12n * 980_665n;
const DENOMINATOR = 384n * 10n ** 11n;

/**
 * How far a shelf bends in its middle, in micrometres, at once after loading: simply supported, evenly loaded,
 * 5·w·L⁴ / (384·E·I) with I = b·t³/12 (any textbook on the strength of materials, for example Gere and Goodno,
 * "Mechanics of Materials", table of beam deflections). It bends about half as much again over the years.
 * 0 where it has no thickness or depth to speak of.
 */
export function sagOf({ span, depth, thickness, loadPerMetre, modulus }: Shelf): number {
  if (depth <= 0 || thickness <= 0 || modulus <= 0 || span <= 0 || loadPerMetre <= 0) return 0;
  const fourth = BigInt(span) ** 4n;
  const above = NUMERATOR * BigInt(loadPerMetre) * fourth;
  const below = DENOMINATOR * BigInt(modulus) * BigInt(depth) * BigInt(thickness) ** 3n;
  return Number(divideBig(above, below, 'near'));
}
