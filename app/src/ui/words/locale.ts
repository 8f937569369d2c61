export const LOCALES = ['en', 'de'] as const;
export type Locale = (typeof LOCALES)[number];

/** What somebody chose, else the first language of the browser that there are words for; undefined if they want none of them. */
export function chooseLocale(
  chosen: string | undefined,
  accepted: string | null,
): Locale | undefined {
  const wanted = [chosen ?? '', ...languagesOf(accepted)].map(
    (tag) => tag.toLowerCase().split('-')[0],
  );
  return LOCALES.find(
    (locale) => locale === wanted.find((tag) => LOCALES.some((known) => known === tag)),
  );
}

const RIGHT_TO_LEFT = new Set(['ar', 'fa', 'he', 'ur']);

export function textDirection(locale: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.has(locale.split('-')[0] ?? '') ? 'rtl' : 'ltr';
}

const MOST_LANGUAGES = 20;

/** The tags of an Accept-Language header, the most wanted first. */
function languagesOf(header: string | null): string[] {
  return (header ?? '')
    .split(',', MOST_LANGUAGES)
    .map((part) => {
      const [tag = '', weight] = part.trim().split(/;\s*q=/);
      return { tag, weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ tag, weight }) => tag !== '' && weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
}
