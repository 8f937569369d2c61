import { compare } from '../order.ts';
import { notEstimable, type NotEstimable } from '../refusal.ts';
import { parameterOf, type Design, type Value } from './designs.ts';

export interface Family {
  /** The design with the most near ones: every member lies within the distance of it. */
  readonly centre: string;
  /** The centre included, nearest first. */
  readonly designs: readonly string[];
  /** The distance of each member from the centre, in the same order. */
  readonly distances: readonly number[];
}

export interface Families {
  readonly kind: 'families';
  /** The largest first; designs that are near to no other are in none. */
  readonly families: readonly Family[];
  readonly farthest: number;
}

export const MOST_DESIGNS_OF_A_KIT = 5_000;
export const USUAL_FARTHEST = 0.1;

/**
 * Families of near-identical designs of one kit: the design with the most others within a distance takes
 * them as its family, then the next, until nobody has another near. No chains: every member is near to
 * the centre itself.
 *
 * Takes designs of one kit in any order and the farthest distance, 0 to 1; gives the families, or says
 * that there are too many designs to compare each with each.
 */
export function familiesOf(
  designs: readonly Design[],
  farthest = USUAL_FARTHEST,
): Families | NotEstimable {
  if (designs.length > MOST_DESIGNS_OF_A_KIT)
    return notEstimable(`over ${MOST_DESIGNS_OF_A_KIT} designs of one kit; take a part of them`);
  const sorted = designs.toSorted((a, b) => compare(a.id, b.id));
  const distance = distanceIn(sorted);
  const near = sorted.map((): { at: number; distance: number }[] => []);
  for (let a = 0; a < sorted.length; a += 1) {
    for (let b = 0; b < a; b += 1) {
      const apart = distance(sorted[a], sorted[b]);
      if (apart > farthest) continue;
      near[a].push({ at: b, distance: apart });
      near[b].push({ at: a, distance: apart });
    }
  }
  const taken = new Uint8Array(sorted.length);
  const order = Array.from(near.keys()).sort((a, b) => near[b].length - near[a].length || a - b);
  const families: Family[] = [];
  for (;;) {
    const free = (at: number) => near[at].filter((one) => !taken[one.at]);
    let centre = -1;
    let most = 0;
    for (const at of order) {
      if (near[at].length <= most) break;
      const count = taken[at] ? 0 : free(at).length;
      if (count > most) [centre, most] = [at, count];
    }
    if (centre < 0) break;
    const members = [{ at: centre, distance: 0 }, ...free(centre)];
    members.sort(
      (a, b) =>
        a.distance - b.distance || Number(b.at === centre) - Number(a.at === centre) || a.at - b.at,
    );
    for (const { at } of members) taken[at] = 1;
    families.push({
      centre: sorted[centre].id,
      designs: members.map(({ at }) => sorted[at].id),
      distances: members.map((member) => member.distance),
    });
  }
  return { kind: 'families', families, farthest };
}

/**
 * Gower's distance (Biometrics 27, 1971) between designs of one kit, 0 to 1: the mean over what both can
 * be compared in, of |difference| / range for numbers, 0 or 1 for other parameters, and one minus the
 * Jaccard similarity for the set of materials and for that of features.
 *
 * Takes all designs of the kit, whose ranges count; gives the distance of two of them.
 */
export function distanceIn(designs: readonly Design[]): (a: Design, b: Design) => number {
  const ranges = rangesOf(designs);
  const someMaterial = designs.some(({ materials }) => materials.length > 0);
  const someFeature = designs.some(({ features }) => features.length > 0);
  const names = [...new Set(designs.flatMap(({ parameters }) => Object.keys(parameters)))];
  return (a, b) => {
    let sum = 0;
    let count = 0;
    for (const name of names) {
      const one = parameterOf(a, name);
      const other = parameterOf(b, name);
      if (one === undefined && other === undefined) continue;
      sum += valuesApart(one, other, ranges.get(name) ?? 0);
      count += 1;
    }
    if (someMaterial) sum += setsApart(a.materials, b.materials);
    if (someFeature) sum += setsApart(a.features, b.features);
    count += Number(someMaterial) + Number(someFeature);
    return count > 0 ? sum / count : 0;
  };
}

/** For each parameter that is ever a number, its largest minus its smallest. */
export function rangesOf(designs: readonly Design[]): Map<string, number> {
  const ends = new Map<string, { least: number; most: number }>();
  for (const { parameters } of designs) {
    for (const [name, value] of Object.entries(parameters)) {
      if (typeof value !== 'number') continue;
      const { least, most } = ends.get(name) ?? { least: value, most: value };
      ends.set(name, { least: Math.min(least, value), most: Math.max(most, value) });
    }
  }
  return new Map([...ends].map(([name, { least, most }]) => [name, most - least]));
}

/** How far two values of a parameter are apart, 0 to 1; a missing one is as far as can be. */
export function valuesApart(
  one: Value | undefined,
  other: Value | undefined,
  range: number,
): number {
  if (one === other) return 0;
  if (typeof one !== 'number' || typeof other !== 'number') return 1;
  return range > 0 ? Math.abs(one - other) / range : 0;
}

function setsApart(one: readonly string[], other: readonly string[]): number {
  const all = new Set([...one, ...other]);
  if (all.size === 0) return 0;
  const common = new Set(one.filter((item) => other.includes(item))).size;
  return 1 - common / all.size;
}
