import { adjustByBenjaminiHochberg } from '../many-tests.ts';
import { compare } from '../order.ts';
import { periodsOf, trendOfCounts, type Trend } from '../trends.ts';
import { corpusOf, type Corpus } from './corpus.ts';
import type { TextItem } from './texts.ts';

export interface MovingWord {
  /** As people most often wrote it. */
  readonly word: string;
  readonly stem: string;
  readonly trend: Trend;
  /** The false discovery rate at which its slope would just be kept. */
  readonly q: number;
  readonly texts: readonly string[];
}

export interface MovingWords {
  readonly rising: readonly MovingWord[];
  readonly falling: readonly MovingWord[];
  /** How many words were tested: what the adjusted values answer for. */
  readonly tested: number;
}

const LEAST_TEXTS = 5;
const MOST_FALSE = 0.05;

/**
 * Words whose share of texts rises or falls over six equal stretches of time, kept at a false discovery
 * rate of 5 %. Words in fewer than five texts are not tested.
 *
 * Takes texts with distinct ids, each with its time, in any order; gives the steepest first. A text counts
 * once, however often it says the word; a person who writes often counts each time.
 */
export function movingWords(items: readonly (TextItem & { readonly at: number })[]): MovingWords {
  const corpus = corpusOf(items, { minTexts: 1, maxShare: 1 });
  const times = Array.from(corpus.sources, (source) => items[source].at);
  const periods = periodsOf(times);
  const periodOfRow = times.map((at) => periods.of(at));
  const totals = periods.starts.map(
    (_, period) => periodOfRow.filter((own) => own === period).length,
  );
  const rows = rowsOfWords(corpus);
  const tested = corpus.terms.flatMap((stem, column) => {
    if (rows[column].length < LEAST_TEXTS) return [];
    const counts = totals.map((of) => ({ count: 0, of }));
    for (const row of rows[column]) counts[periodOfRow[row]].count += 1;
    const trend = trendOfCounts(periods, counts);
    if (!('z' in trend.slope)) return [];
    const { z, p } = trend.slope;
    const texts = rows[column].map((row) => corpus.ids[row]).sort(compare);
    return [{ z, p, found: { word: corpus.labels[column], stem, trend, texts } }];
  });
  const q = adjustByBenjaminiHochberg(tested.map(({ p }) => p));
  const kept = tested
    .map(({ z, found }, at) => ({ z, found: { ...found, q: q[at] } }))
    .filter(({ found }) => found.q <= MOST_FALSE)
    .sort((a, b) => Math.abs(b.z) - Math.abs(a.z) || compare(a.found.stem, b.found.stem));
  return {
    rising: kept.filter(({ z }) => z > 0).map(({ found }) => found),
    falling: kept.filter(({ z }) => z < 0).map(({ found }) => found),
    tested: tested.length,
  };
}

function rowsOfWords({ ids, starts, columns, terms }: Corpus): number[][] {
  const rows: number[][] = terms.map(() => []);
  for (let row = 0; row < ids.length; row += 1)
    for (let entry = starts[row]; entry < starts[row + 1]; entry += 1)
      rows[columns[entry]].push(row);
  return rows;
}
