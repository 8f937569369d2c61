import { everyone, type PolicyTable, signedIn } from '#server/policy.ts';

/** Who may do what with people, their ways in, and their settings. */
export const peoplePolicy = {
  'installation.visit': everyone,
  'person.sign-up': everyone,
  'person.sign-in': everyone,
  /** What is shown of a person is what the viewer may see of them; of a stranger, nothing. */
  'person.visit': everyone,
  'account.manage': signedIn,
} satisfies PolicyTable;

export const pages = {
  '/': 'installation.visit',
  '/preferences': 'installation.visit',
  '/sign-up': 'person.sign-up',
  '/verify/[token]': 'person.sign-up',
  '/sign-in': 'person.sign-in',
  '/sign-in/openid': 'person.sign-in',
  '/sign-in/openid/return': 'person.sign-in',
  '/sign-out': 'installation.visit',
  '/recover': 'person.sign-in',
  '/recover/[token]': 'person.sign-in',
  '/people/[handle]': 'person.visit',
  '/settings': 'account.manage',
  '/settings/ways-in': 'account.manage',
  '/settings/devices': 'account.manage',
  '/settings/tokens': 'account.manage',
  '/settings/data': 'account.manage',
  '/settings/data/download': 'account.manage',
  '/settings/prove': 'account.manage',
} satisfies Record<string, keyof typeof peoplePolicy>;
