import { wordsOf } from '#ui/words/words.ts';
import { messages as de } from './messages/de.ts';
import { messages as en } from './messages/en.ts';

/** The words of a thread in one language: the server gives them along, so that a page to be read brings no other. */
export function threadWords(locale: string) {
  return wordsOf({ en, de }, locale);
}

export type ThreadWords = ReturnType<typeof threadWords>;

/** What a form for a comment shows after it was sent: why not, a preview, or what somebody else wrote meanwhile. */
export type CommentFormState = {
  message?: string;
  fields?: { field: string; message: string }[];
  values?: Record<string, string | string[]>;
  html?: string;
  newer?: { body: string; version: number };
};
