import { hosts, type PolicyTable } from '#server/policy.ts';

/** Who may have other systems told what happens in a space. */
export const webhooksPolicy = {
  'webhook.read': hosts,
  'webhook.manage': hosts,
} satisfies PolicyTable;

export const pages = {
  '/s/[space]/webhooks': 'webhook.read',
  '/s/[space]/webhooks/[webhook]': 'webhook.read',
  '/s/[space]/webhooks/[webhook]/deliveries.csv': 'webhook.read',
} satisfies Record<string, keyof typeof webhooksPolicy>;
