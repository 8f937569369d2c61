/**
 * Random small instances of MCS-1, one a seed. Small numbers make ties, equal limits and tier edges
 * common; limits are mostly set exactly at, just below or just above a price that can occur.
 */
import { diceFrom, type Dice } from './dice.ts';
import { ceilDivide, cost, familyPrice, fee, gross } from './naive.ts';
import { withBigInts } from './public-format.ts';
import type * as format from './public-format.ts';

export type Kind = format.Instance['kind'];
type Terms = Pick<
  format.Offer<number>,
  'id' | 'mode' | 'tooling' | 'moq' | 'capacity' | 'leadDays' | 'freight'
>;

// Ids that sort differently by bytes, by UTF-16 unit, by number and by the words of a locale.
const IDS = ['a', 'b', 'B', 'Z', 'c', '9', '10', 'é', '\u{1f600}', '\uff5e', 'a-1', 'constructor'];
const SCALES = [3, 12, 100, 2500, 2500, 2_000_000_000] as const;
const HIGHEST_LIMIT = 2_147_483_647;
const TAXES = [0, 0, 700, 1900, 2100, 2500, 10_000] as const;
const LEADS = [0, 0, 14, 30] as const;

/** How many instances of each kind a hundred seeds hold; an award costs most, it runs a solver. */
const MIX: readonly [Kind, number][] = [
  ['single', 50],
  ['split', 24],
  ['family', 24],
  ['award', 2],
];

export function randomInstance(seed: number, kind: Kind = kindOf(seed)): format.Instance {
  const dice = diceFrom(seed);
  if (kind === 'family') return randomFamily(dice);
  if (kind === 'award') return randomAward(dice);
  return randomPool(dice, kind);
}

function kindOf(seed: number): Kind {
  let left = diceFrom(seed ^ 0x9e3779b9).below(100);
  for (const [kind, share] of MIX) {
    if (left < share) return kind;
    left -= share;
  }
  return 'single';
}

function randomOptions(dice: Dice, scale: number): format.Options<number> {
  const feeBps = dice.chance(50) ? 0 : dice.pick([1, 250, 500, 3333]);
  return {
    objective: dice.pick(['surplus', 'units', 'price']),
    rationing: dice.pick(['time', 'uniform', 'prorata']),
    feeBps,
    feePerUnit: dice.chance(70) ? 0 : dice.between(1, Math.ceil(scale / 10)),
    feeFixed: dice.chance(70) ? 0 : dice.between(1, scale),
    closeDay: dice.between(0, 3),
    ...(dice.chance(30) && { maxSuppliers: dice.between(1, 3) }),
  };
}

function randomTerms(dice: Dice, id: string, units: number, scale: number): Terms {
  const moq = dice.chance(60) ? dice.below(2) : dice.between(2, units);
  return {
    id,
    mode: dice.chance(60) ? 'all-units' : 'incremental',
    tooling: dice.chance(50) ? 0 : dice.between(1, scale * dice.pick([1, 4])),
    moq,
    capacity: dice.chance(50) ? null : Math.max(moq, dice.between(1, units)),
    leadDays: dice.pick(LEADS),
    freight: dice.chance(65)
      ? null
      : { perContainer: dice.between(0, scale * 2), unitsPerContainer: dice.between(1, 7) },
  };
}

/** Ascending thresholds with prices that never rise, often equal on purpose. */
function ladder(dice: Dice, units: number, scale: number): { from: number; price: number }[] {
  let from = dice.chance(80) ? 1 : dice.between(2, 4);
  let price = dice.between(dice.chance(5) ? 0 : Math.ceil(scale / 2), scale);
  return Array.from({ length: dice.between(1, 4) }, () => {
    const tier = { from, price };
    from += dice.between(1, Math.max(1, Math.ceil(units / 3)));
    price -= dice.chance(20) ? 0 : dice.between(0, Math.floor(price / 3));
    return tier;
  });
}

function randomPool(dice: Dice, kind: 'single' | 'split'): format.PoolInstance<number> {
  const count = kind === 'split' ? dice.between(1, 3) : dice.pick([1, 1, 2, 3]);
  const units = kind === 'single' ? dice.pick([6, 20, 40]) : dice.pick([6, count > 2 ? 12 : 20]);
  const scale = dice.pick(SCALES);
  const options = randomOptions(dice, scale);
  const offers = dice
    .shuffle(IDS)
    .slice(0, count)
    .map((id) => ({ ...randomTerms(dice, id, units, scale), tiers: ladder(dice, units, scale) }))
    .map((offer) => (kind === 'split' && dice.chance(60) ? smallMaker(dice, offer, units) : offer));
  if (offers.length > 1 && dice.chance(15)) offers[1] = { ...offers[0]!, id: offers[1]!.id };
  const draft: format.PoolInstance<number> = { kind, options, offers, commitments: [] };
  const prices = poolPrices(draft, units);
  return { ...draft, commitments: randomCommitments(dice, draft, { units, prices }) };
}

/** A maker that cannot make all and asks little to start: such makers share an order. */
const smallMaker = <T extends Terms>(dice: Dice, offer: T, units: number): T => ({
  ...offer,
  tooling: dice.below(3),
  moq: dice.between(0, 3),
  capacity: dice.between(3, Math.ceil(units / 2)),
  leadDays: dice.chance(70) ? 0 : offer.leadDays,
});

/** Every pool price one of the offers can lead to: the places where willingness can change. */
function poolPrices(draft: format.PoolInstance<number>, units: number): bigint[] {
  const exact = withBigInts(draft);
  if (exact.kind !== 'single' && exact.kind !== 'split') return [];
  return exact.offers.flatMap((offer) =>
    Array.from({ length: units }, (_, before) => {
      const q = BigInt(before + 1);
      return ceilDivide(cost(offer, q) + fee(exact.options, q, cost(offer, q)), q);
    }),
  );
}

interface Demand {
  units: number;
  prices: bigint[];
}

function randomCommitments(
  dice: Dice,
  { options, offers }: { options: format.Options<number>; offers: Terms[] },
  { units, prices }: Demand,
): format.Commitment<number>[] {
  const sizes: number[] = [];
  for (let left = dice.chance(5) ? 0 : units; left > 0 && sizes.length < IDS.length;) {
    const size = Math.min(left, dice.between(1, dice.pick([2, 4, 8])));
    sizes.push(size);
    left -= size + (dice.chance(10) ? left : 0);
  }
  const tax = dice.pick(TAXES);
  const oneTax = dice.chance(50);
  // All or nothing: quantities that nobody's minimum fits are then common.
  const onlyWhole = dice.chance(20);
  const seqs = dice.shuffle(sizes.map((_, place) => place * 3 + dice.below(3)));
  const ids = dice.shuffle(IDS);
  return sizes.map((max, place) => {
    const taxBps = oneTax ? tax : dice.pick(TAXES);
    const edge = gross(dice.pick(prices), BigInt(taxBps)) + dice.pick([-1n, 0n, 0n, 0n, 1n, 2n]);
    const readyDay = options.closeDay + dice.pick(offers).leadDays;
    return {
      id: ids[place]!,
      seq: seqs[place]!,
      min: onlyWhole ? max : dice.chance(60) ? 1 : dice.between(1, max),
      max,
      limit: Math.min(HIGHEST_LIMIT, Number(edge < 0n ? 0n : edge)),
      taxBps,
      latestDay: dice.chance(70) ? null : Math.max(0, readyDay + dice.between(-1, 1)),
    };
  });
}

const VARIANTS = ['A', 'B', 'é'] as const;

/** Prices per variant that fall together at the same thresholds. */
function variantLadder(dice: Dice, variants: string[], [units, scale]: [number, number]) {
  const steps = ladder(dice, units, scale);
  const ladders = variants.map(() => ladder(dice, units, scale).map(({ price }) => price));
  return steps.map(({ from }, place) => ({
    from,
    prices: Object.fromEntries(
      variants.map((id, v) => [id, ladders[v]![place] ?? ladders[v]!.at(-1)!]),
    ),
  }));
}

/** The terms of an offer whose price counts the total: whole quantities, no containers. */
const totalTerms = (dice: Dice, id: string, units: number, scale: number): Terms => ({
  ...randomTerms(dice, id, units, scale),
  mode: 'all-units',
  capacity: null,
  freight: null,
});

const perVariant = <T>(variants: string[], value: () => T): Record<string, T> =>
  Object.fromEntries(variants.map((id) => [id, value()]));

function randomFamily(dice: Dice): format.FamilyInstance<number> {
  const variants = dice.shuffle(VARIANTS).slice(0, dice.between(1, 3));
  const each = [16, 10, 5][variants.length - 1]!;
  const scale = dice.pick(SCALES);
  const options = randomOptions(dice, scale);
  const offers = dice
    .shuffle(IDS)
    .slice(0, dice.pick([1, 1, 2]))
    .map((id) => ({
      ...totalTerms(dice, id, each, scale),
      tiers: variantLadder(dice, variants, [each * variants.length, scale]),
      variantTooling: perVariant(variants, () =>
        dice.chance(60) ? 0 : dice.between(1, scale * 2),
      ),
      variantMoq: perVariant(variants, () =>
        dice.chance(60) ? dice.below(2) : dice.between(2, each),
      ),
    }));
  const draft: format.FamilyInstance<number> = {
    kind: 'family',
    options,
    variants,
    offers,
    commitments: [],
  };
  const commitments = variants.flatMap((variant) => {
    const demand = { units: each, prices: variantPrices(draft, variant, each) };
    return randomCommitments(dice, draft, demand).map((one) => ({ ...one, variant }));
  });
  const seqs = dice.shuffle(commitments.map((_, place) => place * 2 + 1));
  const renamed = commitments.map((one, place) => ({
    ...one,
    id: `${one.id}${place}`,
    seq: seqs[place]!,
  }));
  return { ...draft, commitments: dice.shuffle(renamed) };
}

function variantPrices(
  draft: format.FamilyInstance<number>,
  variant: string,
  each: number,
): bigint[] {
  const exact = withBigInts(draft);
  if (exact.kind !== 'family') return [];
  const { offers, options, variants } = exact;
  return offers.flatMap((offer) =>
    Array.from({ length: each * variants.length }, (_, before) => BigInt(before + 1))
      .filter((all) => all >= offer.tiers[0]!.from)
      .map((all) => familyPrice(offer, options, variant, all < each ? all : BigInt(each), all)),
  );
}

function randomAward(dice: Dice): format.AwardInstance<number> {
  const variants = dice.shuffle(VARIANTS).slice(0, dice.between(1, 3));
  const most = [9, 3, 2][variants.length - 1]!;
  const demand = perVariant(variants, () => dice.between(variants.length === 1 ? 1 : 0, most));
  demand[variants[0]!] = dice.between(1, most);
  const units = most * variants.length;
  const scale = dice.pick(SCALES);
  const offers = dice
    .shuffle(IDS)
    .slice(0, dice.between(1, 3))
    .map((id) => ({
      ...totalTerms(dice, id, units, scale),
      capacity: dice.chance(60) ? null : dice.between(1, units),
      tiers: variantLadder(dice, variants, [units, scale]),
      freight: randomTerms(dice, id, units, scale).freight,
      variantCapacity: perVariant(variants, () =>
        dice.pick([null, null, dice.between(0, most + 1)]),
      ),
    }));
  const options = randomOptions(dice, scale);
  return { kind: 'award', options, variants, offers, demand };
}
