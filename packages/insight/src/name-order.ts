/** Compares names by their code units: the same order in every place and language. Negative when `one` comes first. */
export function byCodeUnits(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
