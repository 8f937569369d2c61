import { everyone, type PolicyTable, signedIn } from '#server/policy.ts';

/** Who may do what with people, their ways in, and their settings. */
export const peoplePolicy = {
  'installation.visit': everyone,
  'person.sign-up': { ...everyone },
  'person.sign-in': everyone,
  'person.sign-out': signedIn,
} satisfies PolicyTable;

export const pages = {
  '/': 'installation.visit',
  '/preferences': 'installation.visit',
} satisfies Record<string, keyof typeof peoplePolicy>;
