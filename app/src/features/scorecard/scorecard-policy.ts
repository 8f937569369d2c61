import { members, type PolicyTable } from '#server/policy.ts';

/** Who may see how the space does: all who belong to it. It holds sums, never what one person did. */
export const scorecardPolicy = { 'scorecard.read': members } satisfies PolicyTable;

export const pages = {
  '/s/[space]/scorecard': 'scorecard.read',
  '/s/[space]/scorecard.csv': 'scorecard.read',
} satisfies Record<string, keyof typeof scorecardPolicy>;
