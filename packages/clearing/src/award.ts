import { awardModel, type AwardModel } from './award-model.ts';
import { planCost, planOf, type Plan } from './award-plan.ts';
import type { AwardInstance } from './instance-shape.ts';
import type { AwardResult, UnitsById } from './result.ts';

/** What a solver says of a model; `values` are its columns, `bound` a lower bound of the cost. */
export type AwardSolution =
  | { readonly kind: 'infeasible' }
  | {
      readonly kind: 'solved' | 'stopped';
      readonly values: ArrayLike<number>;
      readonly bound: number;
    }
  | { readonly kind: 'unsolved'; readonly status: string };

/** Minimises a model with relative gap 0 and absolute gap below one minor unit. */
export type AwardSolver = (model: AwardModel) => Promise<AwardSolution>;

/** Buying more than was demanded, where that costs less. `extra` is what nobody has asked for. */
export interface AwardAlternative {
  readonly cost: number;
  readonly saving: number;
  readonly plan: Readonly<Record<string, UnitsById>>;
  /** Units by variant beyond the demand: they are the host's, who must say so before accepting. */
  readonly extra: UnitsById;
}

export type ClearedAward =
  | {
      readonly kind: 'award';
      readonly result: AwardResult;
      /** Null: buying more costs no less, or it was not asked for. */
      readonly alternative: AwardAlternative | null;
    }
  /** The solver gave nothing that holds in integers; no result is better than a wrong one. */
  | { readonly kind: 'unsolved'; readonly status: string };

/**
 * Awards fixed demands to several makers at the least total cost: section 9 of the rule.
 * The solver's plan is rounded to units and re-checked and re-priced in integers; its bound is
 * published beside it and equals the cost when the plan is proven best.
 */
export async function clearAward(
  instance: AwardInstance,
  solver: AwardSolver,
  asked: { readonly alternative: boolean } = { alternative: true },
): Promise<ClearedAward> {
  if (instance.demand.every((units) => units === 0)) {
    const result = { feasible: true, cost: 0, plan: {}, bound: 0 } as const;
    return { kind: 'award', result, alternative: null };
  }
  const best = await solve(instance, solver, false);
  if (best.kind === 'unsolved') return best;
  const more = asked.alternative ? await solve(instance, solver, true) : null;
  const alternative = more?.kind === 'plan' ? alternativeOf(instance, best, more) : null;
  if (best.kind === 'infeasible')
    return { kind: 'award', result: { feasible: false }, alternative };
  const { cost, bound, plan } = best;
  const result = { feasible: true, cost, plan: namedPlan(instance, plan), bound } as const;
  return { kind: 'award', result, alternative };
}

type Solved =
  | { readonly kind: 'infeasible' }
  | { readonly kind: 'unsolved'; readonly status: string }
  | { readonly kind: 'plan'; readonly plan: Plan; readonly cost: number; readonly bound: number };

async function solve(
  instance: AwardInstance,
  solver: AwardSolver,
  mayExceed: boolean,
): Promise<Solved> {
  const model = awardModel(instance, mayExceed);
  // No maker can make anything: a solver calls such a model empty, not infeasible.
  if (model.columns.length === 0) return { kind: 'infeasible' };
  const solution = await solver(model);
  if (solution.kind === 'infeasible' || solution.kind === 'unsolved') return solution;
  const plan = planOf(instance, model.columns, solution.values);
  const cost = planCost(instance, plan, mayExceed);
  if (cost === null) return { kind: 'unsolved', status: 'the plan breaks a term in integers' };
  // Costs are whole, so the bound may be rounded up; a millionth is left for the solver's own error.
  const bound = Math.ceil(solution.bound - 1e-6 * Math.max(1, Math.abs(solution.bound) * 1e-6));
  return { kind: 'plan', plan, cost, bound: Math.min(cost, bound) };
}

function alternativeOf(
  instance: AwardInstance,
  best: Solved,
  more: Extract<Solved, { kind: 'plan' }>,
): AwardAlternative | null {
  if (best.kind !== 'plan' || more.cost >= best.cost) return null;
  const extra = instance.demand.map(
    (demanded, variant) => more.plan.reduce((sum, units) => sum + units[variant], 0) - demanded,
  );
  return {
    cost: more.cost,
    saving: best.cost - more.cost,
    plan: namedPlan(instance, more.plan),
    extra: positive(instance.variants, extra),
  };
}

function namedPlan(instance: AwardInstance, plan: Plan): Record<string, UnitsById> {
  const used = instance.offers.flatMap(({ id }, at): [string, UnitsById][] =>
    plan[at].some((units) => units > 0) ? [[id, positive(instance.variants, plan[at])]] : [],
  );
  return Object.fromEntries(used);
}

function positive(ids: readonly string[], units: readonly number[]): UnitsById {
  const entries = ids.map((id, at): [string, number] => [id, units[at]]);
  return Object.fromEntries(entries.filter(([, each]) => each > 0));
}
