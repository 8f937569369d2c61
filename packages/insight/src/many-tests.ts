/**
 * Bonferroni: multiplies each p by their number, at most 1. Holds the chance of even one false
 * finding; strict. Takes p-values; gives adjusted ones in the same order.
 */
export function adjustByBonferroni(values: readonly number[]): number[] {
  return values.map((value) => Math.min(1, value * values.length));
}

/**
 * Benjamini & Hochberg 1995 (J. R. Stat. Soc. B 57): the false discovery rate at which each would
 * just be kept. Takes p-values; gives q-values in the same order, never falling as p rises.
 */
export function adjustByBenjaminiHochberg(values: readonly number[]): number[] {
  const order = values.map((_, index) => index).sort((a, b) => values[b] - values[a] || a - b);
  const adjusted = values.map(() => 1);
  let least = 1;
  for (const [place, index] of order.entries()) {
    least = Math.min(least, (values[index] * values.length) / (values.length - place));
    adjusted[index] = least;
  }
  return adjusted;
}
