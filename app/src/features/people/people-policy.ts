import { everyone, type PolicyTable, signedIn } from '#server/policy.ts';

/** Who may do what with people, their ways in, and their settings. */
export const peoplePolicy = {
  'installation.visit': everyone,
  'person.sign-up': everyone,
  'person.sign-in': everyone,
  'account.manage': signedIn,
} satisfies PolicyTable;

export const pages = {
  '/': 'installation.visit',
  '/preferences': 'installation.visit',
  '/sign-up': 'person.sign-up',
  '/verify/[token]': 'person.sign-up',
  '/sign-in': 'person.sign-in',
  '/sign-out': 'installation.visit',
  '/recover': 'person.sign-in',
  '/recover/[token]': 'person.sign-in',
  '/settings': 'account.manage',
} satisfies Record<string, keyof typeof peoplePolicy>;
