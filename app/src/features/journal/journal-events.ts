/** What the journal announces; the subject is the post. */
export const JOURNAL_EVENTS = ['post.published', 'post.edited', 'post.removed'] as const;
