/** Digits behind the point of a currency: 2 for EUR, 0 for JPY. */
export function minorDigits(currency: string): number {
  const options = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
  return options.maximumFractionDigits ?? 2;
}

/** An amount with its currency, such as €249.00 or 249,00 €. */
export function money(locale: string, currency: string, minor: number): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(
    minor / 10 ** minorDigits(currency),
  );
}

/** An amount without its currency, such as 249.00: for places that are told it elsewhere. */
export function plainMoney(locale: string, currency: string, minor: number): string {
  const digits = minorDigits(currency);
  const form = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(locale, form).format(minor / 10 ** digits);
}

/** How an amount stands in a form: digits and a point, in every language. */
export function typedMoney(currency: string, minor: number | null): string {
  if (minor === null) return '';
  return (minor / 10 ** minorDigits(currency)).toFixed(minorDigits(currency));
}

/**
 * What somebody typed as an amount, in minor units: `249`, `249.5`, `249,50` and `1 249.50` are taken. Anything else is
 * undefined; nothing is rounded.
 */
export function readMoney(text: string, currency: string): number | undefined {
  const digits = minorDigits(currency);
  const [, whole, part = ''] = /^(\d{1,12})(?:[.,](\d+))?$/.exec(text.replaceAll(/\s/g, '')) ?? [];
  if (whole === undefined || part.length > digits) return undefined;
  const minor = Number(whole) * 10 ** digits + Number(part.padEnd(digits, '0') || 0);
  return Number.isSafeInteger(minor) ? minor : undefined;
}
