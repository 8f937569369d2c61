/** Integer minor units of an ISO 4217 currency; never a fraction. */
export type Amount = { minor: number; currency: string };
export type Instant = Date | string;

/** How numbers, money, dates and lists are written for one reader. */
export type Format = {
  locale: string;
  timeZone: string;
  number(value: number): string;
  /** A share between 0 and 1; digits after the point, none if not told. */
  percent(share: number, digits?: number): string;
  money(amount: Amount): string;
  /** A count, with the word for what is counted where there is one. */
  quantity(count: number, unit?: { one: string; other: string }): string;
  plural(count: number, forms: { one: string; other: string }): string;
  date(instant: Instant): string;
  dateTime(instant: Instant): string;
  /** How long ago or ahead, seen from `now`; beyond a month the date. */
  relative(instant: Instant, now: Instant): string;
  list(items: readonly string[]): string;
};

const FALLBACK_LOCALE = 'en';
const FALLBACK_TIME_ZONE = 'UTC';
const MOST_KEPT = 50;
const kept = new Map<string, Format>();

/** A tag or a zone that this machine does not know falls back; it never throws. */
export function formatter(locale: string, timeZone: string = FALLBACK_TIME_ZONE): Format {
  const knownLocale = knownLocaleOf(locale);
  const knownZone = knownTimeZoneOf(timeZone);
  const name = `${knownLocale} ${knownZone}`;
  const found = kept.get(name);
  if (found) return found;
  if (kept.size >= MOST_KEPT) kept.clear();
  const made = makeFormat(knownLocale, knownZone);
  kept.set(name, made);
  return made;
}

/** How many digits a currency has after the point: 2 for EUR, 0 for JPY, 3 for KWD. */
export function currencyDigits(currency: string): number {
  const options = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
  return options.maximumFractionDigits ?? 2;
}

function makeFormat(locale: string, timeZone: string): Format {
  const number = new Intl.NumberFormat(locale);
  const rules = new Intl.PluralRules(locale);
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone });
  const dateTimes = new Intl.DateTimeFormat(locale, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone,
  });
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' });
  const relatives = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const plural: Format['plural'] = (count, forms) =>
    rules.select(count) === 'one' ? forms.one : forms.other;
  return {
    locale,
    timeZone,
    number: (value) => number.format(value),
    percent: (share, digits = 0) =>
      new Intl.NumberFormat(locale, {
        style: 'percent',
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      }).format(share),
    money: (amount) => moneyText(locale, amount),
    quantity: (count, unit) =>
      unit ? `${number.format(count)}\u00a0${plural(count, unit)}` : number.format(count),
    plural,
    date: (instant) => dates.format(dateOf(instant)),
    dateTime: (instant) => dateTimes.format(dateOf(instant)),
    relative: (instant, now) => {
      const near = nearness(dateOf(instant).getTime() - dateOf(now).getTime());
      return near ? relatives.format(near.count, near.unit) : dates.format(dateOf(instant));
    },
    list: (items) => lists.format(items),
  };
}

function moneyText(locale: string, { minor, currency }: Amount): string {
  if (!Number.isSafeInteger(minor)) throw new RangeError(`${minor} is no count of minor units.`);
  const value = minor / 10 ** currencyDigits(currency);
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(value);
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const MOST_DAYS = 30;

function nearness(
  distanceMs: number,
): { count: number; unit: Intl.RelativeTimeFormatUnit } | undefined {
  const far = Math.abs(distanceMs);
  if (far < MINUTE_MS) return { count: 0, unit: 'second' };
  if (far < HOUR_MS) return { count: Math.trunc(distanceMs / MINUTE_MS), unit: 'minute' };
  if (far < DAY_MS) return { count: Math.trunc(distanceMs / HOUR_MS), unit: 'hour' };
  if (far <= MOST_DAYS * DAY_MS) return { count: Math.trunc(distanceMs / DAY_MS), unit: 'day' };
  return undefined;
}

function dateOf(instant: Instant): Date {
  return typeof instant === 'string' ? new Date(instant) : instant;
}

function knownLocaleOf(locale: string): string {
  try {
    return Intl.NumberFormat.supportedLocalesOf(locale)[0] ?? FALLBACK_LOCALE;
  } catch {
    return FALLBACK_LOCALE;
  }
}

function knownTimeZoneOf(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch {
    return FALLBACK_TIME_ZONE;
  }
}
