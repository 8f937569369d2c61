import type { AwardColumn } from './award-model.ts';
import { tierAt } from './family-prices.ts';
import type { AwardInstance, VariantOffer } from './instance-shape.ts';
import { divideUp } from './money.ts';

/** Units by offer and variant, in the instance's order. */
export type Plan = readonly (readonly number[])[];

/** The plan that a solver's values stand for: units rounded to whole ones. */
export function planOf(
  instance: AwardInstance,
  columns: readonly AwardColumn[],
  values: ArrayLike<number>,
): Plan {
  const plan = instance.offers.map(() => instance.variants.map(() => 0));
  columns.forEach((column, at) => {
    if (column.kind === 'units') plan[column.offer][column.variant] += Math.round(values[at]);
  });
  return plan;
}

/**
 * The whole cost of a plan in integers, or null when it breaks a term of a maker or the demand.
 * `mayExceed`: more than demanded is allowed. This, not the solver, is what is published.
 */
export function planCost(instance: AwardInstance, plan: Plan, mayExceed: boolean): number | null {
  const { demand, offers, options } = instance;
  const isDemandMet = demand.every((demanded, variant) => {
    const bought = plan.reduce((sum, units) => sum + units[variant], 0);
    return mayExceed ? bought >= demanded : bought === demanded;
  });
  const suppliers = plan.filter((units) => units.some((each) => each > 0)).length;
  if (!isDemandMet || suppliers > (options.maxSuppliers ?? offers.length)) return null;
  let cost = 0;
  for (const [at, offer] of offers.entries()) {
    const part = offerCost(offer, plan[at]);
    if (part === null) return null;
    cost += part;
  }
  return Number.isSafeInteger(cost) ? cost : null;
}

function offerCost(offer: VariantOffer, units: readonly number[]): number | null {
  const total = units.reduce((sum, each) => sum + each, 0);
  if (total === 0) return units.every((each) => each === 0) ? 0 : null;
  const isAllowed =
    total >= Math.max(1, offer.moq, offer.tiers[0].from) &&
    total <= (offer.capacity ?? Infinity) &&
    units.every(
      (each, variant) => each >= 0 && each <= (offer.variantCapacity[variant] ?? Infinity),
    );
  if (!isAllowed) return null;
  const { prices } = offer.tiers[tierAt(offer, total)];
  const goods = units.reduce((sum, each, variant) => sum + each * prices[variant], 0);
  const { freight } = offer;
  const containers = freight === null ? 0 : divideUp(total, freight.unitsPerContainer);
  return offer.tooling + goods + containers * (freight?.perContainer ?? 0);
}
