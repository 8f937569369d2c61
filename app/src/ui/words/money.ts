/** Minor units in the way of the language, such as €291.55. A figure that is no whole number of minor units is a bug. */
export function money(locale: string, currency: string, minor: number): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(minor / 10 ** digits);
}
