import { corpusOf, type Corpus } from './corpus.ts';
import { wilsonInterval, type Interval } from '../intervals.ts';
import { project, type SparseRows } from './non-negative-factors.ts';
import { notEstimable, type NotEstimable } from '../refusal.ts';
import { tfIdf } from './tf-idf.ts';
import type { TextItem } from './texts.ts';
import { coherence, coherenceByChance, topColumns, WORDS_OF_TOPIC } from './topic-coherence.ts';
import { recurringTopics, type RecurringTopic } from './topic-runs.ts';

export interface TopicOptions {
  readonly seed: number;
  /** Fixes the number of topics that a run looks for; otherwise the number that recurs best. */
  readonly topics?: number;
  /** How many runs; 20 unless said, at least 2. */
  readonly runs?: number;
  /** The share of the other runs that must find a topic again; 0.7 unless said. */
  readonly leastRecurrence?: number;
}

export interface Topic {
  /** Its heaviest words, as people wrote them. */
  readonly words: readonly string[];
  /** Relative weights of these words, the heaviest 1. */
  readonly weights: readonly number[];
  /** The share of the other runs that found it again. */
  readonly recurrence: number;
  /** 95 %, over runs; each run sees another half of the same texts. */
  readonly recurrenceInterval: Interval;
  /** How much its words go together, -1 to 1; chance reaches `coherenceByChance`. */
  readonly coherence: number;
  /** The share of all texts with words that are mainly about it. */
  readonly share: number;
  readonly shareInterval: Interval;
  /** The texts that are mainly about it, the clearest first. */
  readonly texts: readonly string[];
}

export interface PassedOverTopic {
  readonly words: readonly string[];
  readonly recurrence: number;
  readonly coherence: number;
  readonly reason: 'does-not-recur' | 'words-together-as-by-chance';
}

export type Topics =
  | {
      readonly kind: 'topics';
      readonly topics: readonly Topic[];
      readonly passedOver: readonly PassedOverTopic[];
      readonly texts: number;
      /** How many topics each run looked for. */
      readonly sought: number;
      readonly runs: number;
      readonly coherenceByChance: number;
      /** Texts with words that are mainly about none of the topics. */
      readonly unassigned: readonly string[];
    }
  | NotEstimable;

export const LEAST_TEXTS_FOR_TOPICS = 10;
const CANDIDATES = [2, 3, 4, 5, 6, 7, 8, 10, 12, 15];
const MOST_TOPICS = 100;
/** Beyond the most frequent words none weighs in a topic; more would cost time alone. */
const MOST_TERMS = 5_000;
const MOST_TEXTS_PER_RUN = 4_000;
const MOST_TEXTS_WHILE_CHOOSING = 1_500;
/** A text is about a topic when at least half of its weight lies there. */
const MAINLY = 0.5;

/**
 * What texts are about, as far as it holds: non-negative factorisation of tf-idf (Lee & Seung 1999)
 * from many starts and samples. A topic is reported when it comes again in most runs and its words
 * go together more than in any topic of the same texts shuffled; all others are listed as passed over.
 *
 * Takes texts with distinct ids, in any order; gives topics, the most frequent first, each with the
 * ids of its texts, or the reason why none can be looked for. The same seed gives the same topics.
 */
export function findTopics(items: readonly TextItem[], options: TopicOptions): Topics {
  const corpus = corpusOf(items, { minTexts: 2, maxShare: 0.5, mostTerms: MOST_TERMS });
  const texts = corpus.ids.length;
  if (texts < LEAST_TEXTS_FOR_TOPICS) return notEstimable(`only ${texts} texts share words`);
  const matrix = { ...corpus, rows: texts, width: corpus.terms.length, values: tfIdf(corpus) };
  const most = Math.min(MOST_TOPICS, Math.floor(texts / 3), Math.floor(matrix.width / 3));
  if (most < 2) return notEstimable(`only ${matrix.width} words come in more than one text`);
  if (options.topics !== undefined && options.topics > most)
    return notEstimable(`${texts} texts with ${matrix.width} words carry at most ${most} topics`);
  const runs = options.runs ?? 20;
  const sought = options.topics ?? bestCount(matrix, options, most);
  const bar = coherenceByChance(matrix, options.seed, sought);
  const found = recurringTopics(matrix, {
    seed: options.seed,
    rank: sought,
    runs,
    mostTexts: MOST_TEXTS_PER_RUN,
    tolerance: 1e-4,
  });
  const judged = found.map((topic) => judge(matrix, topic, options.leastRecurrence ?? 0.7, bar));
  const kept = judged.filter(({ reason }) => reason === null);
  const owners = ownersOf(matrix, kept);
  return {
    kind: 'topics',
    topics: kept
      .map((topic, index) => describe(corpus, topic, owners.get(index) ?? []))
      .sort((a, b) => b.texts.length - a.texts.length || b.recurrence - a.recurrence),
    passedOver: judged.flatMap((topic) => passOver(corpus, topic)),
    texts,
    sought,
    runs,
    coherenceByChance: bar,
    unassigned: (owners.get(-1) ?? []).map(({ row }) => corpus.ids[row]).sort(),
  };
}

/** The number whose topics recur most, a topic that does not counting against it. */
function bestCount(matrix: SparseRows, options: TopicOptions, most: number): number {
  let best = { count: 2, score: -Infinity };
  for (const rank of CANDIDATES.filter((count) => count <= most)) {
    const found = recurringTopics(matrix, {
      seed: options.seed,
      rank,
      runs: 6,
      mostTexts: MOST_TEXTS_WHILE_CHOOSING,
      tolerance: 1e-3,
    });
    const steady = found.filter(({ recurred, of }) => recurred >= 0.8 * of).length;
    const score = 2 * steady - rank;
    if (score > best.score) best = { count: rank, score };
  }
  return best.count;
}

interface JudgedTopic extends RecurringTopic {
  readonly columns: readonly number[];
  readonly coherence: number;
  readonly reason: PassedOverTopic['reason'] | null;
}

function judge(
  matrix: SparseRows,
  topic: RecurringTopic,
  leastRecurrence: number,
  bar: number,
): JudgedTopic {
  const columns = topColumns(topic.weights, WORDS_OF_TOPIC);
  const together = coherence(matrix, columns) ?? -1;
  const recurs = topic.recurred >= leastRecurrence * topic.of;
  const weak = together > bar ? null : ('words-together-as-by-chance' as const);
  return { ...topic, columns, coherence: together, reason: recurs ? weak : 'does-not-recur' };
}

interface OwnedRow {
  readonly row: number;
  readonly weight: number;
}

/** For each topic the rows that are mainly about it, the clearest first; -1 holds the others. */
function ownersOf(matrix: SparseRows, topics: readonly JudgedTopic[]): Map<number, OwnedRow[]> {
  const rank = topics.length;
  const right = new Float64Array(matrix.width * rank);
  for (const [part, { weights }] of topics.entries())
    for (let column = 0; column < matrix.width; column += 1)
      right[column * rank + part] = weights[column];
  const left = rank === 0 ? new Float64Array(0) : project(matrix, right, rank);
  const owners = new Map<number, OwnedRow[]>();
  for (let row = 0; row < matrix.rows; row += 1) {
    const own = left.subarray(row * rank, (row + 1) * rank);
    const weight = own.length > 0 ? Math.max(...own) : 0;
    const mainly = weight > 0 && weight >= MAINLY * own.reduce((sum, value) => sum + value, 0);
    const owner = mainly ? own.indexOf(weight) : -1;
    const rows = owners.get(owner) ?? [];
    rows.push({ row, weight });
    owners.set(owner, rows);
  }
  for (const rows of owners.values()) rows.sort((a, b) => b.weight - a.weight || a.row - b.row);
  return owners;
}

function describe(corpus: Corpus, topic: JudgedTopic, rows: readonly OwnedRow[]): Topic {
  const heaviest = topic.weights[topic.columns[0]];
  return {
    words: topic.columns.map((column) => corpus.labels[column]),
    weights: topic.columns.map((column) => topic.weights[column] / heaviest),
    recurrence: topic.recurred / topic.of,
    recurrenceInterval: wilsonInterval(topic.recurred, topic.of),
    coherence: topic.coherence,
    share: rows.length / corpus.ids.length,
    shareInterval: wilsonInterval(rows.length, corpus.ids.length),
    texts: rows.map(({ row }) => corpus.ids[row]),
  };
}

function passOver(corpus: Corpus, topic: JudgedTopic): PassedOverTopic[] {
  if (topic.reason === null) return [];
  return [
    {
      words: topic.columns.map((column) => corpus.labels[column]),
      recurrence: topic.recurred / topic.of,
      coherence: topic.coherence,
      reason: topic.reason,
    },
  ];
}
