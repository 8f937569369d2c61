import { readSpecText } from '#features/wanteds/spec-text.ts';
import { readMoney } from '#ui/words/money.ts';
import { instantOf } from '#ui/words/zoned-time.ts';

export const TIERS_SHOWN = 6;
const VARIANTS_SHOWN = 12;

type Zone = { currency: string; timeZone: string };

/** What the form of a new pool holds, as the command takes it. What cannot be read is handed on, so that its field is named. */
export function readPoolForm(data: FormData, { currency, timeZone }: Zone) {
  const sealed = data.get('quotes') === 'sealed';
  return {
    wanted: text(data, 'wanted') || null,
    again: text(data, 'again') || null,
    title: text(data, 'title'),
    body: text(data, 'body'),
    spec: readSpecText(text(data, 'spec')),
    variants: readVariants(data, currency),
    benchmarkMinor: amount(data, 'benchmarkMinor', currency),
    benchmarkSource: text(data, 'benchmarkSource'),
    // A percent with two digits behind the point is a number of basis points.
    feeBps: amount(data, 'feeBps', 'EUR') ?? 0,
    taxBps: amount(data, 'taxBps', 'EUR') ?? 0,
    objective: text(data, 'objective'),
    rationing: text(data, 'rationing'),
    terms: text(data, 'terms'),
    priceMayRise: data.get('priceMayRise') === 'on',
    closesAt: time(data, 'closes', timeZone),
    quotesDueAt: sealed ? time(data, 'due', timeZone) : null,
  };
}

/** The rows up to the last one in which something stands: one that was left out between them is named as empty. */
function readVariants(data: FormData, currency: string) {
  const rows = Array.from({ length: VARIANTS_SHOWN }, (_, at) => ({
    name: text(data, `variants.${at}.name`),
    benchmarkMinor: amount(data, `variants.${at}.benchmarkMinor`, currency),
  }));
  const last = rows.findLastIndex((row) => row.name !== '' || row.benchmarkMinor !== null);
  return rows.slice(0, last + 1);
}

export function readWantedForm(data: FormData) {
  return {
    title: text(data, 'title'),
    body: text(data, 'body'),
    spec: readSpecText(text(data, 'spec')),
  };
}

export function readMeTooForm(data: FormData, currency: string) {
  return {
    quantity: text(data, 'quantity') || undefined,
    limitMinor: amount(data, 'limitMinor', currency),
  };
}

export function readCommitmentForm(data: FormData, currency: string) {
  const max = text(data, 'max');
  return {
    variant: text(data, 'variant') || null,
    max: max || undefined,
    min: text(data, 'min') || 1,
    limitMinor: amount(data, 'limitMinor', currency) ?? undefined,
    latestDay: text(data, 'latestDay') || null,
  };
}

/** A quote for these variants, none in a pool of one kind; a variant without a price is left out, so that its field is named. */
export function readQuoteForm(
  data: FormData,
  { currency, variants }: { currency: string; variants: readonly { key: string }[] },
) {
  const byVariant = <Value>(read: (key: string) => Value | null) =>
    Object.fromEntries(
      variants.flatMap(({ key }) => {
        const value = read(key);
        return value === null || value === '' ? [] : [[key, value]];
      }),
    );
  const rows = Array.from({ length: TIERS_SHOWN }, (_, at) => {
    const from = text(data, `tiers.${at}.from`);
    if (variants.length === 0)
      return { from, priceMinor: amount(data, `tiers.${at}.priceMinor`, currency) };
    const priceOf = (key: string) => amount(data, `tiers.${at}.pricesMinor.${key}`, currency);
    return { from, pricesMinor: byVariant(priceOf) };
  });
  const toolingOf = (key: string) => amount(data, `variantToolingMinor.${key}`, currency);
  return {
    mode: text(data, 'mode') || 'all-units',
    tiers: rows.filter(isFilled),
    toolingMinor: amount(data, 'toolingMinor', currency) ?? 0,
    moq: text(data, 'moq') || 1,
    capacity: text(data, 'capacity') || null,
    leadDays: text(data, 'leadDays') || undefined,
    note: text(data, 'note'),
    variantToolingMinor: byVariant(toolingOf),
    variantMoq: byVariant((key) => text(data, `variantMoq.${key}`)),
  };
}

function isFilled(row: { from: string; priceMinor?: unknown; pricesMinor?: object }): boolean {
  return (
    row.from !== '' ||
    (row.priceMinor ?? null) !== null ||
    Object.keys(row.pricesMinor ?? {}).length > 0
  );
}

/** Minor units; null where nothing was typed, and the text itself where it is no amount. */
function amount(data: FormData, name: string, currency: string): number | string | null {
  const typed = text(data, name);
  return typed === '' ? null : (readMoney(typed, currency) ?? typed);
}

function time(data: FormData, name: string, timeZone: string): string | undefined {
  const instant = instantOf(text(data, `${name}Date`), text(data, `${name}Time`), timeZone);
  return instant?.toISOString();
}

function text(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === 'string' ? value.trim() : '';
}
