import {
  isStopWord,
  languageOf,
  noStemsYet,
  stemOnce,
  type KnownStems,
  type Language,
} from './languages.ts';
import { tokensOf } from './tokens.ts';

export interface TextItem {
  readonly id: string;
  readonly text: string;
  /** When it was written, in milliseconds since 1970; for trends. */
  readonly at?: number;
  /** Told by the caller where it knows; otherwise read from the words. */
  readonly language?: Language;
}

export interface ReadText {
  readonly id: string;
  readonly language: Language;
  /** Stems of the words that carry meaning, in their order; several may be equal. */
  readonly terms: readonly string[];
  /** The words that the stems come from, in the same order. */
  readonly surfaces: readonly string[];
}

const NUMBER = /^\p{N}+$/u;

/**
 * Texts as stems: takes texts in any order, gives them in that order. Stop words, single letters
 * and bare numbers are left out. A text too short to tell its language gets that of most others.
 */
export function readTexts(items: readonly TextItem[]): ReadText[] {
  const tokens = items.map(({ text }) => tokensOf(text));
  const found = items.map(({ language }, index) => language ?? languageOf(tokens[index]));
  const usual = mostFrequent(found);
  const known = noStemsYet();
  return items.map(({ id }, index) => {
    const own = found[index];
    const language = own === 'undecided' ? usual : own;
    return { id, language, ...termsOf(tokens[index], language, known) };
  });
}

function termsOf(tokens: readonly string[], language: Language, known: KnownStems) {
  const surfaces = tokens.filter(
    (token) => token.length > 1 && !NUMBER.test(token) && !isStopWord(token, language),
  );
  return { surfaces, terms: surfaces.map((token) => stemOnce(token, language, known)) };
}

function mostFrequent(found: readonly (Language | 'undecided')[]): Language {
  const english = found.filter((one) => one === 'en').length;
  const german = found.filter((one) => one === 'de').length;
  if (english === 0 && german === 0) return 'other';
  return english >= german ? 'en' : 'de';
}
