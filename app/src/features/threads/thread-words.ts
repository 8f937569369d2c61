import type { messages } from './messages/en.ts';

export type ThreadWords = typeof messages;

/** What a form for a comment shows after it was sent: why not, a preview, or what somebody else wrote meanwhile. */
export type CommentFormState = {
  message?: string;
  fields?: { field: string; message: string }[];
  values?: Record<string, string | string[]>;
  html?: string;
  newer?: { body: string; version: number };
};
