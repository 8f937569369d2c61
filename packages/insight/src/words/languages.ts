import { stopwords as englishStopWords } from '@orama/stopwords/english';
import { stopwords as germanStopWords } from '@orama/stopwords/german';
import stemmers from 'snowball-stemmers';

/** `other` is a language for which words are counted as they stand: no stems, no stop words. */
export type Language = 'en' | 'de' | 'other';

const MORE_ENGLISH = "it's that's there's let's us also just get got really much many".split(' ');
const MORE_GERMAN = 'dass mal ja schon eben halt gibt geht beim bzw sowie daher'.split(' ');
const STOP_WORDS = {
  en: new Set([...englishStopWords, ...MORE_ENGLISH]),
  de: new Set([...germanStopWords, ...MORE_GERMAN]),
};
const STEMMERS = { en: stemmers.newStemmer('english'), de: stemmers.newStemmer('german') };

/** Running English and German are two fifths function words or more; below this a long text is neither. */
const LEAST_SHARE = 0.2;
/** A text this short may hold no function word at all. */
const SHORT = 6;

/**
 * Which language a text is in, by its function words: takes its tokens, gives `en`, `de`, `other`,
 * or `undecided` for a text too short to tell. Words that both languages have say nothing.
 */
export function languageOf(tokens: readonly string[]): Language | 'undecided' {
  const english = tokens.filter((token) => STOP_WORDS.en.has(token)).length;
  const german = tokens.filter((token) => STOP_WORDS.de.has(token)).length;
  if (Math.max(english, german) < LEAST_SHARE * tokens.length && tokens.length >= SHORT)
    return 'other';
  if (english === german) return 'undecided';
  return english > german ? 'en' : 'de';
}

/** Whether a token is a function word of its language; in `other` none is. */
export function isStopWord(token: string, language: Language): boolean {
  return language !== 'other' && STOP_WORDS[language].has(token);
}

/** Stems that were worked out before, by language; a text repeats its words, and other texts do too. */
export type KnownStems = Readonly<Record<'en' | 'de', Map<string, string>>>;

/** Nothing worked out yet. */
export function noStemsYet(): KnownStems {
  return { en: new Map(), de: new Map() };
}

/** The stem of a token as {@link stemOf} gives it, worked out once. */
export function stemOnce(token: string, language: Language, known: KnownStems): string {
  if (language === 'other') return token;
  const found = known[language].get(token);
  if (found !== undefined) return found;
  const stem = stemOf(token, language);
  known[language].set(token, stem);
  return stem;
}

/**
 * The stem of a token by the Snowball rules of its language (snowballstem.org, Porter 2001);
 * `other` keeps the token. A stem is a key and no word: show the surface form beside it.
 */
export function stemOf(token: string, language: Language): string {
  return language === 'other' ? token : STEMMERS[language].stem(token);
}
