import { adjustByBenjaminiHochberg, adjustByBonferroni } from '../many-tests.ts';
import { clusteredShare, clusterSizes } from '../clustered-share.ts';
import { corpusOf, type Corpus } from './corpus.ts';
import { compare } from '../order.ts';
import { chiSquareUpperTail } from '../distributions.ts';
import { normalInterval, type Interval } from '../intervals.ts';
import { notEstimable, type NotEstimable } from '../refusal.ts';
import type { TextItem } from './texts.ts';

export interface GroupedText extends TextItem {
  readonly group: string;
}

export interface KeyWord {
  /** As people most often wrote it. */
  readonly word: string;
  readonly stem: string;
  /** How often it comes among the words of the group, and of all others. */
  readonly count: number;
  readonly countElsewhere: number;
  /** Base-2 logarithm of the ratio of the two rates: 1 is twice as frequent, 3 eight times. */
  readonly logRatio: number;
  /** 95 %; counts whole texts, so that one person's repetition widens it. */
  readonly interval: Interval;
  readonly g2: number;
  readonly p: number;
  readonly pBonferroni: number;
  /** The false discovery rate at which it would just be kept (Benjamini & Hochberg). */
  readonly q: number;
  /** The texts of the group that hold it. */
  readonly texts: readonly string[];
}

export interface GroupWords {
  readonly group: string;
  readonly texts: number;
  readonly words: number;
  /** Highest log ratio first. */
  readonly keyWords: readonly KeyWord[];
}

export type Keyness =
  | {
      readonly kind: 'keyness';
      readonly groups: readonly GroupWords[];
      /** How many pairs of group and word were tested: what the adjusted values answer for. */
      readonly tested: number;
    }
  | NotEstimable;

export interface KeynessOptions {
  /** Kept when the false discovery rate is at most this; 0.05 unless said. */
  readonly mostFalse?: number;
  /** Kept when at least so many texts of the group hold it; 3 unless said. Rarer words are not even tested. */
  readonly leastTexts?: number;
}

/** The four counts of a comparison: a word in two corpora, and the sizes of the corpora in words. */
export interface WordCounts {
  readonly count: number;
  readonly countElsewhere: number;
  readonly size: number;
  readonly sizeElsewhere: number;
}

/**
 * Which words set each group's texts apart from those of all others: filtered by G², ranked by log
 * ratio (Hardie 2014, "Log Ratio: an informal introduction"). G² alone grows with the size of the
 * corpus; the log ratio alone is loudest for rare words. A word must also come in several texts, and
 * its interval must not hold 0.
 *
 * Takes texts with distinct ids and the group of each; gives one entry a group in the order of
 * their names, or the reason why nothing can be compared.
 */
export function keyWords(items: readonly GroupedText[], options: KeynessOptions = {}): Keyness {
  const corpus = corpusOf(items, { minTexts: 1, maxShare: 1 });
  const groupOfRow = Array.from(corpus.sources, (source) => items[source].group);
  const groups = [...new Set(groupOfRow)].sort(compare);
  if (groups.length < 2) return notEstimable('there are not two groups with words to compare');
  const byWord = entriesByColumn(corpus);
  const leastTexts = options.leastTexts ?? 3;
  const compared = groups.map((group) => {
    const isOwn = groupOfRow.map((other) => other === group);
    return compareGroup({ corpus, byWord, isOwn, group, leastTexts });
  });
  const all = compared.flatMap(({ words }) => words);
  const q = adjustByBenjaminiHochberg(all.map(({ p }) => p));
  const bonferroni = adjustByBonferroni(all.map(({ p }) => p));
  for (const [index, word] of all.entries()) {
    word.q = q[index];
    word.pBonferroni = bonferroni[index];
  }
  const mostFalse = options.mostFalse ?? 0.05;
  return {
    kind: 'keyness',
    tested: all.length,
    groups: compared.map(({ group, texts, size, words }) => ({
      group,
      texts,
      words: size,
      keyWords: words
        .filter(
          ({ q: rate, interval, texts: ids }) =>
            rate <= mostFalse && ids.length >= leastTexts && interval[0] > 0,
        )
        // Only kept words have their ids put in order: for a million texts that is most of the time.
        .map((word) => ({ ...word, texts: word.texts.toSorted(compare) }))
        .sort((a, b) => b.logRatio - a.logRatio || b.g2 - a.g2 || compare(a.stem, b.stem)),
    })),
  };
}

/**
 * Dunning's log-likelihood ratio of a two by two table (Computational Linguistics 19, 1993):
 * 2 Σ observed ln(observed / expected) over all four cells, never negative. Takes the counts of a
 * word in two corpora and their sizes, both above 0; gives G², on one degree of freedom.
 */
export function logLikelihood({ count, countElsewhere, size, sizeElsewhere }: WordCounts): number {
  const share = (count + countElsewhere) / (size + sizeElsewhere);
  const half =
    term(count, size * share) +
    term(countElsewhere, sizeElsewhere * share) +
    term(size - count, size * (1 - share)) +
    term(sizeElsewhere - countElsewhere, sizeElsewhere * (1 - share));
  return Math.max(0, 2 * half);
}

/**
 * The two-cell form of the same, which leaves the other words out: the log-likelihood calculator of
 * UCREL (Rayson & Garside 2000). Takes and gives the same.
 */
export function logLikelihoodOfWord(counts: WordCounts): number {
  const { count, countElsewhere, size, sizeElsewhere } = counts;
  const share = (count + countElsewhere) / (size + sizeElsewhere);
  return 2 * (term(count, size * share) + term(countElsewhere, sizeElsewhere * share));
}

/**
 * The base-2 logarithm of the ratio of two rates. Takes counts and sizes; a count of 0 is read as
 * one half, as Hardie does, so that the ratio stays finite.
 */
export function logRatio({ count, countElsewhere, size, sizeElsewhere }: WordCounts): number {
  return Math.log2((count || 0.5) / size / ((countElsewhere || 0.5) / sizeElsewhere));
}

function term(observed: number, expected: number): number {
  return observed === 0 ? 0 : observed * Math.log(observed / expected);
}

interface Entry {
  readonly row: number;
  readonly count: number;
}

function entriesByColumn({ ids, starts, columns, counts, terms }: Corpus): Entry[][] {
  const byColumn: Entry[][] = terms.map(() => []);
  for (let row = 0; row < ids.length; row += 1)
    for (let entry = starts[row]; entry < starts[row + 1]; entry += 1)
      byColumn[columns[entry]].push({ row, count: counts[entry] });
  return byColumn;
}

interface Comparison {
  readonly corpus: Corpus;
  readonly byWord: readonly (readonly Entry[])[];
  readonly isOwn: readonly boolean[];
  readonly group: string;
  readonly leastTexts: number;
}

type Draft = { -readonly [Key in keyof KeyWord]: KeyWord[Key] };

function compareGroup({ corpus, byWord, isOwn, group, leastTexts }: Comparison) {
  const lengths = corpus.ids.map((_, row) => sumOf(corpus.counts, corpus.starts, row));
  const own = clusterSizes(lengths.filter((_, row) => isOwn[row]));
  const others = clusterSizes(lengths.filter((_, row) => !isOwn[row]));
  const size = own.of;
  const sizeElsewhere = others.of;
  const words = byWord.flatMap((entries, column): Draft[] => {
    const inside = entries.filter(({ row }) => isOwn[row]);
    if (inside.length === 0 || entries.length < leastTexts) return [];
    const elsewhere = entries.filter(({ row }) => !isOwn[row]);
    const a = clusteredShare(partsOf(inside, lengths), own);
    const b = clusteredShare(partsOf(elsewhere, lengths), others);
    const counts = { count: a.count, countElsewhere: b.count, size, sizeElsewhere };
    const ratio = logRatio(counts);
    const error = Math.sqrt(a.relativeVariance + b.relativeVariance) / Math.LN2;
    const g2 = logLikelihood(counts);
    return [
      {
        word: corpus.labels[column],
        stem: corpus.terms[column],
        count: a.count,
        countElsewhere: b.count,
        logRatio: ratio,
        interval: normalInterval(ratio, error),
        g2,
        p: chiSquareUpperTail(g2, 1),
        pBonferroni: 1,
        q: 1,
        texts: inside.map(({ row }) => corpus.ids[row]),
      },
    ];
  });
  return { group, texts: own.clusters, size, words };
}

function partsOf(entries: readonly Entry[], lengths: readonly number[]) {
  return entries.map(({ row, count }) => ({ count, of: lengths[row] }));
}

function sumOf(counts: Float64Array, starts: Uint32Array, row: number): number {
  let total = 0;
  for (let entry = starts[row]; entry < starts[row + 1]; entry += 1) total += counts[entry];
  return total;
}
