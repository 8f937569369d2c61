import { planCost } from './award-plan.ts';
import type { AwardInstance } from './instance-shape.ts';

/** What is wrong with a published award, in the order in which it is looked for. */
export type AwardFault =
  | 'award-is-malformed'
  | 'plan-names-nobody'
  | 'plan-breaks-a-term'
  | 'cost-differs'
  | 'bound-above-cost';

export type RecheckedAward =
  | { readonly kind: 'sound'; readonly cost: number | null; readonly bound: number | null }
  | { readonly kind: 'fault'; readonly fault: AwardFault; readonly expected: string | null };

/**
 * Holds a published award (the `award` object of section "Results") against its instance in integers:
 * every maker's terms, the demand to the unit, the cost. It needs no solver, so it cannot say that
 * nothing cheaper exists: that is what the bound claims. `cost` and `bound`, in minor units, are null
 * for an award that says that nothing is feasible.
 */
export function recheckAward(instance: AwardInstance, published: unknown): RecheckedAward {
  const award = readAward(published);
  if (award === null) return faulty('award-is-malformed');
  if (!award.feasible) return { kind: 'sound', cost: null, bound: null };
  const plan = instance.offers.map(({ id }) =>
    instance.variants.map((variant) => award.plan.get(id)?.get(variant) ?? 0),
  );
  if (unitsOf(award.plan) !== plan.flat().reduce((sum, units) => sum + units, 0)) {
    return faulty('plan-names-nobody');
  }
  const cost = planCost(instance, plan, false);
  if (cost === null) return faulty('plan-breaks-a-term');
  if (cost !== award.cost) return faulty('cost-differs', String(cost));
  return award.bound > cost
    ? faulty('bound-above-cost', String(cost))
    : { kind: 'sound', cost, bound: award.bound };
}

type NamedPlan = ReadonlyMap<string, ReadonlyMap<string, number>>;
type ReadAward =
  | { readonly feasible: false }
  | {
      readonly feasible: true;
      readonly cost: number;
      readonly bound: number;
      readonly plan: NamedPlan;
    };

function readAward(published: unknown): ReadAward | null {
  const fields = entriesOf(published);
  if (fields === null) return null;
  const { feasible, cost, bound, plan } = Object.fromEntries(fields);
  if (feasible === false) return fields.length === 1 ? { feasible } : null;
  const named = readPlan(plan);
  if (feasible !== true || !isCount(cost) || !isCount(bound) || named === null) return null;
  return { feasible, cost, bound, plan: named };
}

function readPlan(plan: unknown): NamedPlan | null {
  const named = new Map<string, ReadonlyMap<string, number>>();
  for (const [offer, units] of entriesOf(plan) ?? [['', null]]) {
    const ofOffer = entriesOf(units);
    if (ofOffer === null) return null;
    const counts = new Map<string, number>();
    for (const [variant, count] of ofOffer) {
      if (!isCount(count)) return null;
      counts.set(variant, count);
    }
    named.set(offer, counts);
  }
  return named;
}

function unitsOf(plan: NamedPlan): number {
  let sum = 0;
  for (const units of plan.values()) for (const count of units.values()) sum += count;
  return sum;
}

function entriesOf(value: unknown): [string, unknown][] | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value)
    : null;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function faulty(fault: AwardFault, expected: string | null = null): RecheckedAward {
  return { kind: 'fault', fault, expected };
}
