import { isStopWord, languageOf } from '../words/languages.ts';
import { tokensOf } from '../words/tokens.ts';
import type { VoteCounts } from './vote-counts.ts';

/** Words (or choices) of each class with how often each occurs in it. */
export type ClassWords = readonly ReadonlyMap<string, number>[];

const MOST_WORDS = 6;
const FEWEST_LETTERS = 3;
const LONGEST_TEXT = 10_000;

/**
 * The words that mark each class: ranked by c-TF-IDF (Grootendorst, BERTopic, 2022), tf / |class| * ln(1 + A / f), with A the mean
 * number of words a class, cut to a whole number, and f how often the word occurs in all. Words that are no more common in the class
 * than in all are left out, which in any language are mostly those that carry no meaning of their own.
 */
export function markingWords(classes: ClassWords, most = MOST_WORDS): string[][] {
  const sizes = classes.map((words) => total(words));
  const mean = Math.trunc(sizes.reduce((sum, size) => sum + size, 0) / Math.max(1, classes.length));
  const overall = new Map<string, number>();
  for (const words of classes) {
    for (const [word, count] of words) overall.set(word, (overall.get(word) ?? 0) + count);
  }
  const everything = total(overall);
  return classes.map((words, at) =>
    [...words]
      .filter(([word, count]) => count / sizes[at] > (overall.get(word) ?? 0) / everything)
      .map(([word, count]) => ({
        word,
        weight: (count / sizes[at]) * Math.log(1 + mean / (overall.get(word) ?? 1)),
      }))
      .sort((one, other) => other.weight - one.weight || (one.word < other.word ? -1 : 1))
      .slice(0, most)
      .map(({ word }) => word),
  );
}

/**
 * The words of the statements that each group agrees with more than the rest does, once for every agree beyond the share of the rest;
 * `texts` by statement, null where there is none.
 */
export function wordsOfAgreement(
  counts: readonly VoteCounts[],
  texts: readonly (string | null)[],
): ClassWords {
  const words = texts.map((text) => wordsOf(text ?? ''));
  return counts.map((own, group) => {
    const found = new Map<string, number>();
    for (const [statement, list] of words.entries()) {
      const beyond = agreesBeyondRest(counts, group, statement);
      if (beyond <= 0) continue;
      for (const word of list) found.set(word, (found.get(word) ?? 0) + beyond);
    }
    return own.seen.length === 0 ? new Map<string, number>() : found;
  });
}

function agreesBeyondRest(counts: readonly VoteCounts[], group: number, statement: number): number {
  let [agree, seen] = [0, 0];
  for (const [at, one] of counts.entries()) {
    if (at === group) continue;
    agree += one.agree[statement];
    seen += one.seen[statement];
  }
  const own = counts[group];
  return own.agree[statement] - own.seen[statement] * ((agree + 1) / (seen + 2));
}

/** The words of a text but for function words of English and German, of three letters and more. */
export function wordsOf(text: string): string[] {
  const tokens = tokensOf(text.slice(0, LONGEST_TEXT));
  const language = languageOf(tokens);
  return tokens.filter(
    (token) =>
      [...token].length >= FEWEST_LETTERS &&
      !(language === 'undecided'
        ? isStopWord(token, 'en') || isStopWord(token, 'de')
        : isStopWord(token, language)),
  );
}

function total(words: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const count of words.values()) sum += count;
  return sum;
}
