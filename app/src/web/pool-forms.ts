import { readSpecText } from '#features/wanteds/spec-text.ts';
import { readMoney } from '#ui/words/money.ts';
import { instantOf } from '#ui/words/zoned-time.ts';

export const TIERS_SHOWN = 6;

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
    max: max || undefined,
    min: text(data, 'min') || 1,
    limitMinor: amount(data, 'limitMinor', currency) ?? undefined,
    latestDay: text(data, 'latestDay') || null,
  };
}

export function readQuoteForm(data: FormData, currency: string) {
  const rows = Array.from({ length: TIERS_SHOWN }, (_, at) => ({
    from: text(data, `tiers.${at}.from`),
    priceMinor: amount(data, `tiers.${at}.priceMinor`, currency),
  }));
  return {
    mode: text(data, 'mode'),
    tiers: rows.filter(({ from, priceMinor }) => from !== '' || priceMinor !== null),
    toolingMinor: amount(data, 'toolingMinor', currency) ?? 0,
    moq: text(data, 'moq') || 1,
    capacity: text(data, 'capacity') || null,
    leadDays: text(data, 'leadDays') || undefined,
    note: text(data, 'note'),
  };
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
