import { operators, type PolicyTable, signedIn } from '#server/policy.ts';

/** Who may run the installation. Whatever an operator does is written down; inside a space they are what their membership says. */
export const installationPolicy = {
  'installation.operate': operators,
  /** The token decides, and that nobody is an operator yet. */
  'installation.claim': signedIn,
} satisfies PolicyTable;

export const pages = {
  '/admin': 'installation.operate',
  '/admin/people': 'installation.operate',
  '/admin/spaces': 'installation.operate',
  '/admin/jobs': 'installation.operate',
  '/admin/outbox': 'installation.operate',
  '/admin/outbox/[mail]': 'installation.operate',
  '/admin/audits': 'installation.operate',
  '/admin/audits.csv': 'installation.operate',
  '/admin/installation': 'installation.operate',
  '/become-operator/[token]': 'installation.visit',
  '/api/v1/docs': 'installation.visit',
  '/api/v1/docs/problems': 'installation.visit',
} satisfies Record<string, keyof typeof installationPolicy | 'installation.visit'>;
