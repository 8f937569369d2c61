import {
  MAKERS_FACTOR,
  MAX_AWARD_COLUMNS,
  MAX_EXACT,
  MAX_SPLIT_CELLS,
  MAX_SPLIT_STEPS,
  MAX_SPLIT_UNITS,
  MAX_UNITS,
} from './bounds.ts';
import type { Inspection } from './inspection.ts';
import type {
  AwardInstance,
  Commitment,
  FamilyInstance,
  Freight,
  Options,
  PlainInstance,
} from './instance-shape.ts';

/**
 * Refuses an instance in which a sum could pass 2^53 - 1, so that the clearing itself may use plain
 * numbers. The sums here are the worst that any outcome could need, in BigInt.
 */
export function checkTotals(inspection: Inspection, instance: PlainInstance): void {
  const units = checkDemand(inspection, instance.commitments);
  if (units > MAX_UNITS) return;
  const isSplit = instance.kind === 'split';
  const most = isSplit ? Math.floor(MAX_EXACT / MAKERS_FACTOR) : MAX_EXACT;
  let all = 0n;
  let makeable = 0;
  instance.offers.forEach((offer, at) => {
    const reachable = Math.min(units, offer.capacity ?? units);
    makeable += reachable;
    const goods = BigInt(offer.tiers[0].price) * BigInt(isSplit ? units : reachable);
    const cost = goods + BigInt(offer.tooling) + freightOf(offer.freight, reachable);
    all += cost;
    const total = withFees(instance.options, isSplit ? all : cost, units);
    if (total > BigInt(most)) refuseTotal(inspection, `offers[${at}]`, 'cost and fees', most);
  });
  if (isSplit) checkSplit(inspection, instance, Math.min(units, makeable));
}

/** The same as `checkTotals` for families and awards: refuses sums that could pass 2^53 - 1. */
export function checkVariantTotals(
  inspection: Inspection,
  instance: FamilyInstance | AwardInstance,
): void {
  const units =
    instance.kind === 'award'
      ? checkUnits(inspection, instance.demand)
      : checkDemand(inspection, instance.commitments);
  if (units > MAX_UNITS) return;
  let all = 0n;
  instance.offers.forEach((offer, at) => {
    const dearest = Math.max(0, ...(offer.tiers[0]?.prices ?? []));
    const goods = BigInt(dearest) * BigInt(Math.max(units, offer.tiers.at(-1)?.from ?? 0));
    const tooling = offer.variantTooling.reduce((sum, each) => sum + BigInt(each), 0n);
    const cost = goods + tooling + BigInt(offer.tooling) + freightOf(offer.freight, units);
    all += cost;
    const total = withFees(instance.options, instance.kind === 'award' ? all : cost, units);
    if (total > BigInt(MAX_EXACT)) {
      refuseTotal(inspection, `offers[${at}]`, 'cost and fees', MAX_EXACT);
    }
  });
  if (instance.kind === 'award') checkAward(inspection, instance);
}

function checkDemand(inspection: Inspection, commitments: readonly Commitment[]): number {
  let units = 0;
  let money = 0;
  for (const { max, limit } of commitments) {
    units += max;
    // Plain sums are safe here: each step adds less than 2^62, and inexactness starts past the bound.
    money += max * limit;
  }
  if (units > MAX_UNITS) refuseTotal(inspection, 'commitments', 'units (max)', MAX_UNITS);
  else if (money > MAX_EXACT) refuseTotal(inspection, 'commitments', 'limit x max', MAX_EXACT);
  return units;
}

function checkUnits(inspection: Inspection, demand: readonly number[]): number {
  const units = demand.reduce((sum, each) => sum + each, 0);
  if (units > MAX_UNITS) refuseTotal(inspection, 'demand', 'units', MAX_UNITS);
  return units;
}

function checkSplit(inspection: Inspection, instance: PlainInstance, units: number): void {
  const { offers, options } = instance;
  if (units > MAX_SPLIT_UNITS) {
    refuseTotal(inspection, 'commitments', 'units of a split', MAX_SPLIT_UNITS);
  }
  const layers = Math.min(options.maxSuppliers ?? offers.length, offers.length);
  const rows = layers < offers.length ? layers : 1;
  if (units * offers.length * rows > MAX_SPLIT_CELLS) {
    refuseTotal(inspection, 'offers', 'units x offers x suppliers of a split', MAX_SPLIT_CELLS);
  }
  const days = new Set(offers.map(({ leadDays }) => leadDays)).size;
  const pieces = offers.reduce((sum, { tiers, freight }) => {
    const containers = freight === null ? 0 : Math.ceil(units / freight.unitsPerContainer);
    return sum + tiers.length + (freight?.unitsPerContainer === 1 ? 0 : containers);
  }, 0);
  if (pieces * units * rows * days > MAX_SPLIT_STEPS) {
    refuseTotal(inspection, 'offers', 'tiers and containers x units of a split', MAX_SPLIT_STEPS);
  }
}

function checkAward(inspection: Inspection, instance: AwardInstance): void {
  const columns = instance.offers.reduce(
    (sum, offer) => sum + offer.tiers.length * (instance.variants.length + 1) + 1,
    0,
  );
  if (columns > MAX_AWARD_COLUMNS) {
    refuseTotal(inspection, 'offers', 'tiers x variants of an award', MAX_AWARD_COLUMNS);
  }
}

function freightOf(freight: Freight | null, units: number): bigint {
  if (freight === null) return 0n;
  const containers = Math.ceil(units / freight.unitsPerContainer);
  return BigInt(freight.perContainer) * BigInt(containers);
}

/** With room for twice the units, as a price rounded up may add one minor unit to each. */
function withFees(options: Options, cost: bigint, units: number): bigint {
  const share = (cost * BigInt(options.feeBps)) / 10_000n + 1n;
  const perUnit = (BigInt(options.feePerUnit) + 1n) * BigInt(units);
  return cost + share + BigInt(options.feeFixed) + perUnit;
}

function refuseTotal(inspection: Inspection, path: string, what: string, most: number): void {
  const message = `the sum of ${what} could pass ${most}, up to which results are exact`;
  inspection.refuse(path, 'total-too-large', message);
}
