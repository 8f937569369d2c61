/** Deliberately wrong rules. Each replaces one text that must stand exactly once in its source file. */

export interface Mutant {
  name: string;
  file: string;
  find: string;
  replace: string;
}

export const mutants: readonly Mutant[] = [
  {
    name: 'price rounded down',
    file: 'offer-cost.ts',
    find: 'return divideUp(cost + feeOn(fees, cost, units), units);',
    replace: 'return Math.floor((cost + feeOn(fees, cost, units)) / units);',
  },
  {
    name: 'fee on the goods only',
    file: 'offer-cost.ts',
    find: 'return divideUp(cost + feeOn(fees, cost, units), units);',
    replace: 'return divideUp(cost + feeOn(fees, goodsOf(offer, units), units), units);',
  },
  {
    name: 'tooling ignored',
    file: 'offer-cost.ts',
    find: 'return offer.tooling + goodsOf(offer, units) + freight;',
    replace: 'return goodsOf(offer, units) + freight;',
  },
  {
    name: 'started containers not paid',
    file: 'offer-cost.ts',
    find: 'divideUp(units, offer.unitsPerContainer)',
    replace: 'Math.floor(units / offer.unitsPerContainer)',
  },
  {
    name: 'one container too many at the brim',
    file: 'offer-cost.ts',
    find: 'divideUp(units, offer.unitsPerContainer)',
    replace: 'divideUp(units + 1, offer.unitsPerContainer)',
  },
  {
    name: 'minimum order ignored',
    file: 'offer-cost.ts',
    find: 'Math.max(1, offer.moq, froms[0])',
    replace: 'Math.max(1, froms[0])',
  },
  {
    name: 'first tier open below its start',
    file: 'offer-cost.ts',
    find: 'Math.max(1, offer.moq, froms[0])',
    replace: 'Math.max(1, offer.moq)',
  },
  {
    name: 'capacity ignored',
    file: 'offer-cost.ts',
    find: 'most: offer.capacity ?? MAX_UNITS,',
    replace: 'most: MAX_UNITS,',
  },
  {
    name: 'lead time not added to the close',
    file: 'offer-cost.ts',
    find: 'readyDay: options.closeDay + offer.leadDays',
    replace: 'readyDay: offer.leadDays',
  },
  {
    name: 'tier starts one unit late',
    file: 'offer-cost.ts',
    find: 'froms[tier] > units',
    replace: 'froms[tier] >= units',
  },
  {
    name: 'incremental taken as all-units',
    file: 'offer-cost.ts',
    find: "offer.mode === 'incremental' ? carriedCosts(offer) : null",
    replace: 'null',
  },
  {
    name: 'incremental tier one unit short',
    file: 'offer-cost.ts',
    find: '(units - froms[tier] + 1)',
    replace: '(units - froms[tier])',
  },
  {
    name: 'tax truncated',
    file: 'money.ts',
    find: '(priceMinor * taxBps + 5_000)',
    replace: '(priceMinor * taxBps)',
  },
  {
    name: 'accepted price without the half cent',
    file: 'money.ts',
    find: '(limitMinor * BPS + 4_999)',
    replace: '(limitMinor * BPS)',
  },
  {
    name: 'fee rounded down',
    file: 'money.ts',
    find: 'Math.ceil((rateBps * rest) / BPS)',
    replace: 'Math.floor((rateBps * rest) / BPS)',
  },
  {
    name: 'fee per unit taken once',
    file: 'money.ts',
    find: 'fees.feePerUnit * units',
    replace: 'fees.feePerUnit',
  },
  {
    name: 'strict limit',
    file: 'allocation.ts',
    find: 'accepted[at] >= price ?',
    replace: 'accepted[at] > price ?',
  },
  {
    name: 'ready day ignored',
    file: 'allocation.ts',
    find: 'if (latestDays[at] >= day) continue;',
    replace: 'if (latestDays[at] >= 0) continue;',
  },
  {
    name: 'ready on the latest day is late',
    file: 'allocation.ts',
    find: 'if (latestDays[at] >= day) continue;',
    replace: 'if (latestDays[at] > day) continue;',
  },
  {
    name: 'less than the minimum given',
    file: 'allocation.ts',
    find: 'out[at] = given >= least ? given : 0;',
    replace: 'out[at] = given;',
  },
  {
    name: 'a minimum that just fits is out',
    file: 'allocation.ts',
    find: 'if (least > left) {',
    replace: 'if (least >= left) {',
  },
  {
    name: 'largest remainder ties to the later',
    file: 'allocation.ts',
    find: 'other.remainder - one.remainder || one.at - other.at',
    replace: 'other.remainder - one.remainder || other.at - one.at',
  },
  {
    name: 'smallest remainder first',
    file: 'allocation.ts',
    find: 'other.remainder - one.remainder || one.at - other.at',
    replace: 'one.remainder - other.remainder || one.at - other.at',
  },
  {
    name: 'uniform level one too low',
    file: 'allocation.ts',
    find: '  let left = units - filledTo(weights, level);',
    replace: '  level = Math.max(0, level - 1);\n  let left = units - filledTo(weights, level);',
  },
  {
    name: 'surplus without the tax',
    file: 'allocation.ts',
    find: '(limits[at] - grossPrice(price, taxesBps[at]))',
    replace: '(limits[at] - price)',
  },
  {
    name: 'priority by id',
    file: 'commitment-columns.ts',
    find: 'return isOrdered ? commitments : commitments.toSorted((one, other) => one.seq - other.seq);',
    replace:
      'return isOrdered ? commitments : commitments.toSorted((a, b) => (a.id < b.id ? -1 : 1));',
  },
  {
    name: 'lowest-first fixpoint',
    file: 'feasible.ts',
    find: '  let quantity = end;\n',
    replace: `  let quantity = start;
  for (let next = end; next > quantity; ) {
    next = Math.min(end, demand.at(poolPrice(offer, fees, quantity)));
    if (next > quantity) [quantity, next] = [next, next + 1];
  }
`,
  },
  {
    name: 'waste kept',
    file: 'feasible.ts',
    find: 'largest !== null && largest.price < best',
    replace: 'largest !== null',
  },
  {
    name: 'a rationed quantity passes for full',
    file: 'feasible.ts',
    find: 'const handed = wanted === quantity ? quantity : demand.handedOut(price, quantity);',
    replace: 'const handed = quantity;',
  },
  {
    name: 'objective units prefers the price to the surplus',
    file: 'outcome-order.ts',
    find: 'return first || other.surplus - one.surplus || price;',
    replace: 'return first || price || other.surplus - one.surplus;',
  },
  {
    name: 'objective price prefers the surplus to the units',
    file: 'outcome-order.ts',
    find: ': price || quantity;',
    replace: ': price || other.surplus - one.surplus || quantity;',
  },
  {
    name: 'the later ready day wins a tie',
    file: 'outcome-order.ts',
    find: 'one.readyDay - other.readyDay',
    replace: 'other.readyDay - one.readyDay',
  },
  {
    name: 'ids compared by UTF-16 units',
    file: 'byte-order.ts',
    find: 'return byteRank(one) - byteRank(other);',
    replace: 'return one - other;',
  },
  {
    name: 'a price that rises is taken',
    file: 'instance-offers.ts',
    find: 'if (before && price > before.price) refuseRise(',
    replace: 'if (before && price < 0) refuseRise(',
  },
  {
    name: 'one place in the log taken twice',
    file: 'instance-commitments.ts',
    find: 'if (sameSeq !== undefined) refuseSame(',
    replace: 'if (sameSeq === -1) refuseSame(',
  },
  {
    name: 'split ties give the first maker fewer',
    file: 'split-table.ts',
    find: 'values[back - 1] > value',
    replace: 'values[back - 1] >= value',
  },
  {
    name: 'split ties take more makers',
    file: 'split-table.ts',
    find: 'const fixed = piece.fixed * MAKERS_FACTOR + 1;',
    replace: 'const fixed = piece.fixed * MAKERS_FACTOR;',
  },
  {
    name: 'most suppliers ignored',
    file: 'split-table.ts',
    find: 'const isBound = maxSuppliers !== null && maxSuppliers < offers.length;',
    replace: 'const isBound = maxSuppliers === -1;',
  },
  {
    name: 'a split waits for a maker it does not use',
    file: 'clear-split.ts',
    find: 'if (!usesThisDay) continue;',
    replace: '',
  },
  {
    name: 'a split uses makers not ready yet',
    file: 'clear-split.ts',
    find: 'priced.filter(({ readyDay }) => readyDay <= day)',
    replace: 'priced',
  },
  {
    name: 'a split keeps waste at the same price',
    file: 'clear-split.ts',
    find: 'price >= best ||',
    replace: 'price > best ||',
  },
  {
    name: 'family price without its own tooling',
    file: 'family-prices.ts',
    find: 'price + tooling / units + offer.tooling / total',
    replace: 'price + offer.tooling / total',
  },
  {
    name: 'family tooling of a variant not paid',
    file: 'family-prices.ts',
    find: 'cost += prices[variant] * units + offer.variantTooling[variant];',
    replace: 'cost += prices[variant] * units;',
  },
  {
    name: 'family started from the first price',
    file: 'family-vector.ts',
    find: 'const quantities = everybody.slice();\n  const prices = new',
    replace:
      'const quantities = everybody.map((_, variant) => demand(variant, offer.tiers[0].prices[variant]));\n  const prices = new',
  },
  {
    name: 'family minimum of a variant ignored',
    file: 'family-vector.ts',
    find: 'willing < offer.variantMoq[variant] ? 0 : willing;\n      if (kept === units)',
    replace: 'willing;\n      if (kept === units)',
  },
  {
    name: 'family minimum of all ignored',
    file: 'family-vector.ts',
    find: 'Math.max(1, offer.moq, offer.tiers[0].from)',
    replace: 'Math.max(1, offer.tiers[0].from)',
  },
  {
    name: 'family price compared by revenue',
    file: 'clear-family.ts',
    find: 'return comparePerUnit(one, other) || quantity',
    replace: 'return revenue || quantity',
  },
  {
    name: 'award tooling not paid',
    file: 'award-plan.ts',
    find: 'return offer.tooling + goods +',
    replace: 'return goods +',
  },
  {
    name: 'award above a capacity',
    file: 'award-model.ts',
    find: 'Math.min(next - 1, offer.capacity ?? Infinity, this.mostUnits)',
    replace: 'Math.min(next - 1, this.mostUnits)',
  },
  {
    name: 'award with any number of suppliers',
    file: 'award-model.ts',
    find: 'if (maxSuppliers === null || maxSuppliers >= this.instance.offers.length) return;',
    replace: 'if (maxSuppliers !== -1) return;',
  },
  {
    name: 'award satisfied by a plan within one percent',
    file: 'highs-solver.node.ts',
    find: 'mip_rel_gap: 0,',
    replace: 'mip_rel_gap: 0.01,',
  },
  {
    name: 'uniform and pro rata exchanged',
    file: 'allocation.ts',
    find: "if (rationing === 'uniform')",
    replace: "if (rationing !== 'uniform')",
  },
  {
    name: 'gap counted from the cleared quantity',
    file: 'live-book.ts',
    find: 'Math.max(0, froms[tier] - accepting)',
    replace: 'Math.max(0, froms[tier] - (this.leading()?.quantity ?? 0))',
  },
  {
    name: 'gap counted at the price of today',
    file: 'live-book.ts',
    find: 'Math.max(0, froms[tier] - accepting)',
    replace: 'Math.max(0, froms[tier] - this.sides[at].at(this.leading()?.price ?? prices[tier]))',
  },
  {
    name: 'lowering a maximum loses its place',
    file: 'live-book.ts',
    find: 'if (commitment.seq === before.seq && onlyLowers(before, commitment)) {',
    replace: 'if (commitment.seq === -1) {',
  },
  {
    name: 'a late maker counts in the live book',
    file: 'live-book.ts',
    find: 'commitment.latestDay === null || day <= commitment.latestDay',
    replace: 'day >= 0',
  },
];
