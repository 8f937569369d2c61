import { hosts, type PolicyTable } from '#server/policy.ts';

/** Who may have other systems told what happens in a space. */
export const webhooksPolicy = {
  'webhook.read': hosts,
  'webhook.manage': hosts,
} satisfies PolicyTable;

export const pages = {
  '/s/[space]/webhooks': 'webhook.read',
} satisfies Record<string, keyof typeof webhooksPolicy>;
