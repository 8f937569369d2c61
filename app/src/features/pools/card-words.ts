import { wordsOf } from '#ui/words/words.ts';
import { messages as de } from './messages/de.ts';
import { messages as en } from './messages/en.ts';

/** The words of a card, for pages that show pools beside other things: they need not bring all words of pools along. */
export function cardWords(locale: string) {
  const { title, allPools, stages, closes, closed, picture } = wordsOf({ en, de }, locale);
  return { title, allPools, stages, closes, closed, picture };
}

export type CardWords = ReturnType<typeof cardWords>;
