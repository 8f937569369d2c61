const MOST_PRICES = 1_000;

type Option = string | boolean | undefined;

/** The prices of `--prices A,B,…`, upward; undefined when not asked for, a message when malformed. */
export function pricesIn(option: Option): number[] | string | undefined {
  if (typeof option !== 'string') return undefined;
  const prices = option.split(',').map((text) => (text.trim() === '' ? Number.NaN : Number(text)));
  const isGood =
    prices.every((price) => Number.isFinite(price) && price > 0) && prices.length <= MOST_PRICES;
  return isGood
    ? [...new Set(prices)].sort((one, other) => one - other)
    : '--prices takes prices above 0, with commas between';
}

/** The cost of `--cost C`, 0 when not given, a message when malformed. */
export function costIn(option: Option): number | string {
  if (typeof option !== 'string') return 0;
  const cost = option.trim() === '' ? Number.NaN : Number(option);
  return Number.isFinite(cost) && cost >= 0 ? cost : '--cost takes an amount that is not below 0';
}
