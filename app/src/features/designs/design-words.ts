import { wordsOf } from '#ui/words/words.ts';
import { messages as de } from './messages/de.ts';
import { messages as en } from './messages/en.ts';

/** The words of a design's page in one language, given along by the server: a page to be read brings no other. */
export function designWords(locale: string) {
  return wordsOf({ en, de }, locale);
}
