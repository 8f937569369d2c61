/** Quantities at which the stair of an offer is drawn, `points` at the most: its tiers, and even steps to twice the last one. */
export function stairQuantities(
  froms: readonly number[],
  { least, most }: { readonly least: number; readonly most: number },
  points: number,
): number[] {
  const last = Math.min(most, froms[froms.length - 1] * 2);
  const even = Array.from({ length: Math.max(0, points - froms.length) }, (_, at) =>
    Math.round(least + ((last - least) * at) / Math.max(1, points - 1)),
  );
  return [...new Set([...froms, ...even])]
    .filter((units) => units >= least && units <= most)
    .sort((one, other) => one - other)
    .slice(0, points);
}
