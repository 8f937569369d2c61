import type { Offer, Tier } from './instance-shape.ts';

/** Progress ratio 85 %: each doubling of the output costs 85 % a unit, as in purchased parts. */
const PROGRESS_RATIO = 0.85;
const EXPONENT = Math.log2(PROGRESS_RATIO);

export interface LadderQuestion {
  readonly offer: Offer;
  /** What the maker says that one run costs to set up, in minor units, where it is not `tooling`. */
  readonly setUpMinor: number;
}

export type LadderFinding =
  | {
      /** The price falls further than set-up spread over the units and learning explain. */
      readonly kind: 'falls-faster-than-cost';
      readonly tier: number;
      readonly price: number;
      /** The lowest price that set-up and learning explain, from the tier before. */
      readonly explained: number;
    }
  | {
      /** Tooling is charged by itself, and the ladder falls as if it were in the prices too. */
      readonly kind: 'tooling-recovered-twice';
      readonly tier: number;
      readonly priceFall: number;
      /** How far tooling alone, spread over each tier's units, falls. */
      readonly toolingFall: number;
    };

/**
 * Whether a maker's ladder follows cost or is pricing: questions to ask the maker, no refusal.
 *
 * From one tier to the next the explained price is learning on the value added, by Wright's law
 * c(q) = c1·q^b with b = log2(0.85), on what is not set-up, and set-up S spread over more units:
 * explained = (price − S/from)·(to/from)^b + S/to. Wright's law is about cumulative output, so this
 * is the most generous reading of one run. (T. P. Wright, "Factors affecting the cost of airplanes",
 * J. Aeronautical Sciences 3, 1936; ratios by sector: Stewart, Cost Estimator's Reference Manual.)
 *
 * Tooling is recovered twice when it is charged on its own and the prices still fall by at least
 * what spreading the same tooling over the tiers' units gives.
 */
export function checkLadder({ offer, setUpMinor }: LadderQuestion): LadderFinding[] {
  const findings: LadderFinding[] = [];
  offer.tiers.forEach((tier, at) => {
    if (at === 0) return;
    const before = offer.tiers[at - 1];
    const explained = Math.floor(explainedPrice(before, tier, setUpMinor));
    if (tier.price < explained) {
      findings.push({ kind: 'falls-faster-than-cost', tier: at, price: tier.price, explained });
    }
    const priceFall = before.price - tier.price;
    const toolingFall = Math.floor(offer.tooling / before.from - offer.tooling / tier.from);
    if (offer.tooling > 0 && toolingFall > 0 && priceFall >= toolingFall) {
      findings.push({ kind: 'tooling-recovered-twice', tier: at, priceFall, toolingFall });
    }
  });
  return findings;
}

function explainedPrice(before: Tier, tier: Tier, setUpMinor: number): number {
  const setUpShare = Math.min(before.price, setUpMinor / before.from);
  const learned = (before.price - setUpShare) * (tier.from / before.from) ** EXPONENT;
  return learned + (setUpShare * before.from) / tier.from;
}
