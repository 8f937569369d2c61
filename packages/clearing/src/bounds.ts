/**
 * Every bound of the clearing, by name. A value past a bound is refused with the name of its field;
 * nothing is cut off or rounded. Money is in minor units (cents), rates in basis points.
 */

/** The largest integer that a double holds exactly with all below it: 2^53 - 1. */
export const MAX_EXACT = Number.MAX_SAFE_INTEGER;

export const MAX_COMMITMENTS = 10_000_000;
export const MAX_OFFERS = 64;
export const MAX_TIERS = 100;
export const MAX_VARIANTS = 1_000;

/** A price or a limit per unit: 2^31 - 1 minor units, so that a column of prices is an Int32Array. */
export const MAX_PRICE_MINOR = 2_147_483_647;

/** Sums of money that are not per unit: tooling, a container's freight, a fixed fee. */
export const MAX_AMOUNT_MINOR = 1_000_000_000_000_000;

/** Units in one commitment, one offer, and in all commitments of a pool together. */
export const MAX_UNITS = 2_147_483_647;

/** 100 %, for taxes and fees. */
export const MAX_RATE_BPS = 10_000;
export const MAX_DAY = 10_000_000;
export const MAX_LEAD_DAYS = 100_000;
export const MAX_ID_LENGTH = 128;
export const MAX_REFUSALS = 20;

/** Units that a split looks at: its exact method is a table over every quantity. */
export const MAX_SPLIT_UNITS = 2_000_000;

/** Entries of that table: quantities x offers x most suppliers. */
export const MAX_SPLIT_CELLS = 60_000_000;

/** Elementary steps of that table, which whole containers multiply. */
export const MAX_SPLIT_STEPS = 4_000_000_000;

/**
 * Steps of the search for feasible quantities: commitments looked at while units are handed out for
 * trial, and quantities tried. Minimums and containers can be chosen so that nearly nothing fits.
 */
export const MAX_SEARCH_STEPS = 4_000_000_000;

/** Columns of an award's mixed-integer program. */
export const MAX_AWARD_COLUMNS = 50_000;

/** Instance text: characters of one instance, nesting of lists and objects, characters of one string. */
export const MAX_INSTANCE_CHARACTERS = 256 * 1024 * 1024;
export const MAX_NESTING = 16;
export const MAX_STRING_LENGTH = 1_024;

/** A split orders by cost, then makers, in one number: cost x this + makers. Above MAX_OFFERS. */
export const MAKERS_FACTOR = 128;
