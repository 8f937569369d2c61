/** Words in the two languages that ship complete; German has what English has, or it does not compile. */
export type Catalogues<Messages> = { en: Messages; de: Messages };

export function wordsOf<Messages>(catalogues: Catalogues<Messages>, locale: string): Messages {
  return locale === 'de' ? catalogues.de : catalogues.en;
}

/** A sentence with its numbers and names in place. */
export function fill(sentence: string, parts: Record<string, string | number>): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(parts[name] ?? ''));
}

/** `one` or `other` by the rules of the language, with the number written in its way. */
export function count(
  locale: string,
  number: number,
  forms: { one: string; other: string },
): string {
  const form = new Intl.PluralRules(locale).select(number) === 'one' ? forms.one : forms.other;
  return fill(form, { count: new Intl.NumberFormat(locale).format(number) });
}

/** A day in words, such as 24 November 2026. */
export function day(locale: string, timeZone: string, instant: string | Date): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone }).format(new Date(instant));
}

/** A moment to the minute, such as 24 Nov 2026, 09:05. */
export function moment(locale: string, timeZone: string, instant: string | Date): string {
  const style = { dateStyle: 'medium', timeStyle: 'short', timeZone } as const;
  return new Intl.DateTimeFormat(locale, style).format(new Date(instant));
}

const SIZES = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** An amount of bytes in a unit that reads well, such as 3.4 MB. */
export function size(locale: string, bytes: number): string {
  const step = Math.min(SIZES.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const unit = SIZES[step] ?? 'byte';
  const style = { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(locale, style).format(bytes / 1000 ** step);
}
