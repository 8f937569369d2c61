import { type PolicyTable, signedIn } from '#server/policy.ts';

/** Everybody keeps what they have begun to type, for themselves alone. */
export const draftsPolicy = { 'draft.keep': signedIn } satisfies PolicyTable;

export const pages = { '/drafts': 'draft.keep' } satisfies Record<
  string,
  keyof typeof draftsPolicy
>;
