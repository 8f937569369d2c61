import type { SpecSheet } from './spec-sheet.ts';

type Described = { title: string; spec: SpecSheet };

/** From here on two wanteds are shown to each other as nearly the same. */
export const ALIKE = 0.45;

/**
 * How alike two wanteds are, from 0 to 1: the share of words of both titles and of attributes with equal values among all
 * that either has (Jaccard). An attribute counts as three words: what is measured says more than what is called.
 */
export function likeness(one: Described, other: Described): number {
  const [first, second] = [featuresOf(one), featuresOf(other)];
  let shared = 0;
  let all = 0;
  for (const [feature, weight] of new Map([...first, ...second])) {
    all += weight;
    if (first.has(feature) && second.has(feature)) shared += weight;
  }
  return all === 0 ? 0 : shared / all;
}

const ATTRIBUTE_WEIGHT = 3;
const SHORTEST_WORD = 3;

function featuresOf({ title, spec }: Described): Map<string, number> {
  const words = title
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length >= SHORTEST_WORD);
  const features = new Map(words.map((word) => [word, 1]));
  for (const { name, value } of spec)
    features.set(`${name.toLowerCase()}=${String(value).toLowerCase()}`, ATTRIBUTE_WEIGHT);
  return features;
}
