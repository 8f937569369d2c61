import type { Chance } from '../../src/chance.ts';
import type { ChoiceSet } from '../../src/choices/choice-set.ts';

/** How choices are made up: so many, of so many alternatives, by these coefficients. */
export type Making = Readonly<{
  tasks: number;
  alternatives: number;
  /** The coefficients of a choice's person. */
  coefficientsOf: (task: number) => readonly number[];
}>;

/** Choices that follow the logit exactly: normal columns, and the best of the utilities with Gumbel noise is chosen. */
export function simulatedChoices(
  { tasks, alternatives, coefficientsOf }: Making,
  chance: Chance,
): ChoiceSet {
  const terms = coefficientsOf(0).length;
  const rows = Float64Array.from({ length: tasks * alternatives * terms }, () => chance.normal());
  const chosen = new Int32Array(tasks);
  for (let task = 0; task < tasks; task++) {
    const coefficients = coefficientsOf(task);
    let best = -Infinity;
    for (let row = task * alternatives; row < (task + 1) * alternatives; row++) {
      let utility = -Math.log(-Math.log(chance.uniform() || 0.5));
      for (let at = 0; at < terms; at++) utility += rows[row * terms + at] * coefficients[at];
      if (utility <= best) continue;
      best = utility;
      chosen[task] = row;
    }
  }
  const from = Int32Array.from({ length: tasks }, (_, task) => task * alternatives);
  return {
    terms,
    rows,
    from,
    to: from.map((start) => start + alternatives),
    chosen,
    weights: new Float64Array(tasks).fill(1),
  };
}

/** Choices from lists of alternatives; the first of each list is the one chosen. */
export function choicesOf(tasks: readonly (readonly (readonly number[])[])[]): ChoiceSet {
  const rows = tasks.flat();
  const from = new Int32Array(tasks.length);
  for (let task = 1; task < tasks.length; task++)
    from[task] = from[task - 1] + tasks[task - 1].length;
  return {
    terms: rows[0].length,
    rows: Float64Array.from(rows.flat()),
    from,
    to: from.map((start, task) => start + tasks[task].length),
    chosen: from,
    weights: new Float64Array(tasks.length).fill(1),
  };
}
