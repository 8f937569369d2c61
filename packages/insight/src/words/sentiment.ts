import { SentimentIntensityAnalyzer } from 'vader-sentiment';
import { normalInterval, wilsonInterval, type Interval } from '../intervals.ts';
import type { Language } from './languages.ts';
import { notEstimable, type NotEstimable } from '../refusal.ts';

/** What the method reached in its authors' own validation, against people's mean ratings. */
export const VALIDATION =
  'English only; correlation with people 0.88 on tweets, 0.57 on product reviews, 0.49 on newspaper ' +
  'opinions, 0.45 on film reviews (Hutto & Gilbert 2014)';

export interface Mood {
  readonly kind: 'mood';
  /** The mean of the texts, from -1 to 1, with its 95 % interval. */
  readonly mean: number;
  readonly interval: Interval;
  readonly texts: number;
  /** Shares of texts at 0.05 or above and at -0.05 or below, the limits of the authors. */
  readonly positive: number;
  readonly positiveInterval: Interval;
  readonly negative: number;
  readonly negativeInterval: Interval;
  readonly validation: string;
}

const LIMIT = 0.05;
const LEAST_TEXTS = 5;
/** The port reads «Not» and «But» as unknown words where the original reads them small. */
const CAPITALISED = /\p{Lu}[\p{Ll}'’]+/gu;

/**
 * The sentiment of one text, from -1 to 1, by VADER (Hutto & Gilbert, ICWSM 2014), whose lexicon and
 * rules are fixed. Offered for English alone: no lexicon for German was found that is both validated
 * and free to be used by a business, so German and all else answer null rather than a guess.
 */
export function sentimentOf(text: string, language: Language): number | null {
  if (language !== 'en') return null;
  const plain = text.replaceAll(/[‘’]/g, "'").replaceAll(CAPITALISED, (word) => word.toLowerCase());
  return SentimentIntensityAnalyzer.polarity_scores(plain).compound;
}

/**
 * The mood of many texts: takes them with their languages; gives the mean and its interval, or says
 * that it is not offered. It says how texts sound, not what people think of a product.
 */
export function moodOf(
  texts: readonly { readonly text: string; readonly language: Language }[],
): Mood | NotEstimable {
  const scores = texts.flatMap(({ text, language }) => sentimentOf(text, language) ?? []);
  const count = scores.length;
  if (count < LEAST_TEXTS)
    return notEstimable(`sentiment is offered for English alone, and ${count} texts are English`);
  const mean = scores.reduce((sum, score) => sum + score, 0) / count;
  const variance = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / (count - 1);
  const positive = scores.filter((score) => score >= LIMIT).length;
  const negative = scores.filter((score) => score <= -LIMIT).length;
  return {
    kind: 'mood',
    mean,
    interval: normalInterval(mean, Math.sqrt(variance / count)),
    texts: count,
    positive: positive / count,
    positiveInterval: wilsonInterval(positive, count),
    negative: negative / count,
    negativeInterval: wilsonInterval(negative, count),
    validation: VALIDATION,
  };
}
