/**
 * MCS-1 written a second time, from the text alone: every quantity, every split, every vector is
 * tried, in BigInt. It is slow on purpose; it must be obvious, because the engine is held to it.
 */
import * as format from './public-format.ts';

type Options = format.Options<bigint>;
type Commitment = format.Commitment<bigint>;
type Offer = format.Offer<bigint>;
type FamilyOffer = format.FamilyOffer<bigint>;
type AwardOffer = format.AwardOffer<bigint>;
type Units = Record<string, bigint>;
type Sale = { offer: string; supplierCost: bigint; readyDay: bigint };
type Sums = Record<'quantity' | 'surplus' | 'fee' | 'rounding', bigint>;
type Outcome = Sale & Sums & { cleared: true; allocation: Units };

/** The result object of section 10 as plain JSON; of an award without its plan. */
export function clearNaively(instance: format.Instance): format.Json {
  return format.withNumbers(resultOf(format.withBigInts(instance)));
}

function resultOf(instance: format.Instance<bigint>): unknown {
  if (instance.kind === 'award') return award(instance);
  const { objective } = instance.options;
  const outcomes =
    instance.kind === 'family'
      ? instance.offers.flatMap((offer) => familyOutcomes(instance, offer))
      : poolOutcomes(instance);
  return outcomes.sort((a, b) => order(objective, a, b))[0] ?? { cleared: false };
}

export const total = (values: bigint[]): bigint => values.reduce((sum, value) => sum + value, 0n);
const demand = (some: Commitment[]): bigint => total(some.map(({ max }) => max));
const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
export const ceilDivide = (a: bigint, b: bigint): bigint => (a + b - 1n) / b;
const upTo = (top: bigint): bigint[] =>
  Array.from({ length: Number(top) + 1 }, (_, n) => BigInt(n));

/** Every way to take one from each list. */
const combinations = <T>(lists: T[][]): T[][] =>
  lists.reduce<T[][]>(
    (all, list) => all.flatMap((head) => list.map((one) => [...head, one])),
    [[]],
  );

// Sections 3 and 4: willingness, cost, fee.

export const gross = (price: bigint, taxBps: bigint): bigint =>
  price + (price * taxBps + 5000n) / 10000n;

const isWilling = (one: Commitment, price: bigint, day: bigint): boolean =>
  gross(price, one.taxBps) <= one.limit && (one.latestDay === null || day <= one.latestDay);

export function cost(offer: Offer, q: bigint): bigint {
  const priceAt = (unit: bigint): bigint =>
    (offer.tiers.findLast(({ from }) => from <= unit) ?? offer.tiers[0]!).price;
  const isAllUnits = offer.mode === 'all-units';
  const goods = upTo(q - 1n).map((before) => priceAt(isAllUnits ? q : before + 1n));
  return offer.tooling + total(goods) + shipping(offer, q);
}

const shipping = ({ freight }: Offer | FamilyOffer | AwardOffer, q: bigint): bigint =>
  freight ? freight.perContainer * ceilDivide(q, freight.unitsPerContainer) : 0n;

export const fee = (options: Options, q: bigint, supplierCost: bigint): bigint =>
  options.feeFixed + options.feePerUnit * q + ceilDivide(options.feeBps * supplierCost, 10000n);

export const isAllowed = (offer: Offer | AwardOffer, q: bigint): boolean =>
  [1n, offer.moq, offer.tiers[0]!.from].every((least) => q >= least) &&
  (offer.capacity === null || q <= offer.capacity);

// Section 5: who gets how many of q units.

function allocate(q: bigint, willing: Commitment[], rationing: Options['rationing']): Units {
  const queue = willing.toSorted((a, b) => (a.seq < b.seq ? -1 : 1));
  if (demand(queue) <= q) return unitsOf(queue, (one) => one.max);
  let left = q;
  if (rationing === 'time') {
    return unitsOf(queue, ({ min, max }) => {
      const most = max < left ? max : left;
      const given = most >= min ? most : 0n;
      left -= given;
      return given;
    });
  }
  const kept = queue.filter(({ min }) => {
    const fits = min <= left;
    if (fits) left -= min;
    return fits;
  });
  const wishes = kept.map(({ min, max }) => max - min);
  const share = rationing === 'prorata' ? byProportion : byLevel;
  const extras = total(wishes) <= left ? wishes : share(wishes, left);
  return unitsOf(kept, ({ min }, place) => min + extras[place]!);
}

const unitsOf = (queue: Commitment[], give: (one: Commitment, place: number) => bigint): Units =>
  Object.fromEntries(queue.map((one, n) => [one.id, give(one, n)] as const).filter(([, x]) => x));

function byProportion(wishes: bigint[], r: bigint): bigint[] {
  const all = total(wishes);
  const remainder = (place: number): bigint => (r * wishes[place]!) % all;
  const places = [...wishes.keys()].sort((a, b) => Number(remainder(b) - remainder(a)) || a - b);
  const shares = wishes.map((wish) => (r * wish) / all);
  for (const place of places.slice(0, Number(r - total(shares)))) shares[place]! += 1n;
  return shares;
}

function byLevel(wishes: bigint[], r: bigint): bigint[] {
  const cutAt = (level: bigint): bigint[] => wishes.map((wish) => (wish < level ? wish : level));
  const level = upTo(r).findLast((height) => total(cutAt(height)) <= r)!;
  const shares = cutAt(level);
  const above = [...wishes.keys()].filter((place) => wishes[place]! > level);
  for (const place of above.slice(0, Number(r - total(shares)))) shares[place]! += 1n;
  return shares;
}

// Section 6: every outcome, no waste, and their order.

function poolOutcomes(instance: format.PoolInstance<bigint>): Outcome[] {
  const { kind, options, offers, commitments } = instance;
  const groups = kind === 'split' ? [offers] : offers.map((offer) => [offer]);
  return groups
    .flatMap((group) => salesOf(group, instance))
    .flatMap((sales) => {
      const feasible = sales.flatMap(({ q, split, ...sold }) => {
        const price = ceilDivide(sold.supplierCost + fee(options, q, sold.supplierCost), q);
        const willing = commitments.filter((one) => isWilling(one, price, sold.readyDay));
        const allocation = allocate(q, willing, options.rationing);
        if (total(Object.values(allocation)) !== q) return [];
        const outcome = outcomeOf(instance, sold, allocation, () => price);
        return [{ ...outcome, price, ...(kind === 'split' && { split }) }];
      });
      return feasible.filter(
        (one) => !feasible.some((more) => more.quantity > one.quantity && more.price <= one.price),
      );
    });
}

function outcomeOf(
  { options, commitments }: format.PoolInstance<bigint> | format.FamilyInstance<bigint>,
  sale: Sale,
  allocation: Units,
  priceFor: (one: Commitment) => bigint,
): Outcome {
  const served = commitments.filter(({ id }) => Object.hasOwn(allocation, id));
  const sum = (each: (one: Commitment) => bigint): bigint =>
    total(served.map((one) => each(one) * allocation[one.id]!));
  const quantity = sum(() => 1n);
  const surplus = sum((one) => one.limit - gross(priceFor(one), one.taxBps));
  const charged = fee(options, quantity, sale.supplierCost);
  const rounding = sum(priceFor) - sale.supplierCost - charged;
  return { cleared: true, ...sale, quantity, surplus, fee: charged, rounding, allocation };
}

/** Below 0 when a comes first. Revenue stands for P: among equal quantities the order is the same. */
function order(objective: Options['objective'], a: Outcome, b: Outcome): number {
  const revenue = (one: Outcome): bigint => one.supplierCost + one.fee + one.rounding;
  const [surplus, quantity] = [b.surplus - a.surplus, b.quantity - a.quantity];
  const paid = revenue(a) - revenue(b);
  const perUnit = revenue(a) * b.quantity - revenue(b) * a.quantity;
  const firstThree = {
    surplus: [surplus, quantity, paid],
    units: [quantity, surplus, paid],
    price: [perUnit, quantity, surplus],
  }[objective];
  const difference = [...firstThree, a.readyDay - b.readyDay].find((step) => step !== 0n);
  return Number(difference ?? byBytes(a.offer, b.offer));
}

// Section 7: for each ready day every quantity at its least cost; a single maker is a group of one.

function salesOf(group: Offer[], { kind, options, commitments }: format.PoolInstance<bigint>) {
  const most = demand(commitments);
  return [...new Set(group.map(({ leadDays }) => leadDays))].map((lead) => {
    const ready = group.filter(({ leadDays }) => leadDays <= lead);
    const best = cheapestSplits(ready, most, kind === 'split' ? options.maxSuppliers : undefined);
    return [...best].flatMap(([q, parts]) => {
      const used = parts.filter(({ units }) => units > 0n);
      if (!used.some(({ offer }) => offer.leadDays === lead)) return [];
      const split = Object.fromEntries(used.map(({ offer, units }) => [offer.id, units]));
      const offer = used.map((part) => part.offer.id).join('+');
      const supplierCost = total(used.map((part) => part.cost));
      return [{ q, offer, supplierCost, readyDay: options.closeDay + lead, split }];
    });
  });
}

type Part = { offer: Offer; units: bigint; cost: bigint };

function cheapestSplits(offers: Offer[], most: bigint, maxSuppliers?: bigint) {
  const menuOf = (offer: Offer): Part[] =>
    upTo(most)
      .filter((units) => units === 0n || isAllowed(offer, units))
      .map((units) => ({ offer, units, cost: units && cost(offer, units) }));
  const best = new Map<bigint, Part[]>();
  const sorted = offers.toSorted((a, b) => byBytes(a.id, b.id));
  for (const parts of combinations(sorted.map(menuOf))) {
    const q = total(parts.map(({ units }) => units));
    const rival = best.get(q);
    if (makersOf(parts) > (maxSuppliers ?? most)) continue;
    if (!rival || isBetterSplit(parts, rival)) best.set(q, parts);
  }
  return best;
}

const makersOf = (parts: Part[]): bigint => BigInt(parts.filter(({ units }) => units > 0n).length);

function isBetterSplit(a: Part[], b: Part[]): boolean {
  const cheaper = total(a.map((part) => part.cost)) - total(b.map((part) => part.cost));
  const most = a.map(({ units }, place) => b[place]!.units - units);
  return ([cheaper, makersOf(a) - makersOf(b), ...most].find((step) => step !== 0n) ?? 0n) < 0n;
}

// Section 8: the componentwise largest consistent vector, looked for among all vectors.

function familyOutcomes(instance: format.FamilyInstance<bigint>, offer: FamilyOffer): Outcome[] {
  const { options, variants, commitments } = instance;
  const readyDay = options.closeDay + offer.leadDays;
  const wishing = variants.map((variant) => commitments.filter((one) => one.variant === variant));
  const priceOf = (q: bigint[], v: number): bigint =>
    familyPrice(offer, options, variants[v]!, q[v]!, total(q));
  const willing = (q: bigint[], v: number): Commitment[] =>
    q[v] === 0n ? [] : wishing[v]!.filter((one) => isWilling(one, priceOf(q, v), readyDay));
  const consistent = combinations(wishing.map((some) => upTo(demand(some)))).filter(
    (q) =>
      [1n, offer.moq, offer.tiers[0]!.from].every((least) => total(q) >= least) &&
      q.every((units, v) => units === 0n || units >= offer.variantMoq[variants[v]!]!) &&
      q.every((units, v) => units === demand(willing(q, v))),
  );
  const tops = variants.map((_, v) =>
    consistent.map((q) => q[v]!).reduce((a, b) => (a > b ? a : b), 0n),
  );
  if (consistent.length === 0) return [];
  const q = consistent.find((one) => one.every((units, v) => units === tops[v]));
  if (!q) throw new Error('Section 8 promises a componentwise largest consistent vector.');

  const by = <T>(value: (v: number) => T) =>
    Object.fromEntries(variants.map((id, v) => [id, value(v)]));
  const prices = by((v) => (q[v] === 0n ? null : priceOf(q, v)));
  const sale = { offer: offer.id, supplierCost: variantCost(offer, variants, q), readyDay };
  const allocation = unitsOf(
    variants.flatMap((_, v) => willing(q, v)),
    (one) => one.max,
  );
  const outcome = outcomeOf(instance, sale, allocation, (one) => prices[one.variant!]!);
  const found = { ...outcome, quantities: by((v) => q[v]!), prices };
  return [found];
}

/** p_v, every term over the one denominator q·Q·10000. */
export function familyPrice(
  ...[offer, options, variant, q, all]: [FamilyOffer, Options, string, bigint, bigint]
): bigint {
  const goods = offer.tiers.findLast(({ from }) => from <= all)!.prices[variant]!;
  const unit = goods * q * all + offer.variantTooling[variant]! * all + offer.tooling * q;
  const extra = options.feePerUnit * q * all + options.feeFixed * q;
  return ceilDivide(unit * (10000n + options.feeBps) + extra * 10000n, q * all * 10000n);
}

// Section 9: every way to hand every demanded unit to a maker.

function award({ options, variants, offers, demand: wanted }: format.AwardInstance<bigint>) {
  const vectors = combinations(variants.map((variant) => upTo(wanted[variant]!)));
  const menus = offers.map((offer) => vectors.filter((q) => canMake(offer, variants, q)));
  const plans = combinations(menus).filter((plan) => {
    const makers = plan.filter((q) => total(q) > 0n).length;
    const isServed = variants.every((id, v) => total(plan.map((q) => q[v]!)) === wanted[id]);
    return isServed && makers <= (options.maxSuppliers ?? makers);
  });
  const costs = plans.map((plan) =>
    total(plan.map((q, n) => variantCost(offers[n]!, variants, q))),
  );
  if (costs.length === 0) return { feasible: false };
  const least = costs.reduce((a, b) => (a < b ? a : b));
  return { feasible: true, cost: least, bound: least };
}

export const canMake = (offer: AwardOffer, variants: string[], q: bigint[]): boolean =>
  total(q) === 0n ||
  (isAllowed(offer, total(q)) &&
    variants.every((id, v) => q[v]! <= (offer.variantCapacity[id] ?? q[v]!)));

/** What a maker asks for these units of each variant; the tier follows their total. */
export function variantCost(
  offer: FamilyOffer | AwardOffer,
  variants: string[],
  q: bigint[],
): bigint {
  if (total(q) === 0n) return 0n;
  const { prices } = offer.tiers.findLast(({ from }) => from <= total(q))!;
  const tooling = (id: string): bigint =>
    'variantTooling' in offer ? offer.variantTooling[id]! : 0n;
  const each = variants.map((id, v) => q[v]! && prices[id]! * q[v]! + tooling(id));
  return offer.tooling + total(each) + shipping(offer, total(q));
}
