import { hosts, type PolicyTable, readers } from '#server/policy.ts';

/** Who may report what was written, and who decides about it. */
export const moderationPolicy = {
  'report.file': { ...readers, visitor: 'no' },
  'report.review': hosts,
} satisfies PolicyTable;

export const pages = {
  '/s/[space]/report': 'report.file',
  '/s/[space]/moderation': 'report.review',
} satisfies Record<string, keyof typeof moderationPolicy>;
