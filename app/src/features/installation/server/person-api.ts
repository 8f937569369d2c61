import { z } from 'zod';
import { type ApiRoute, apiRoute, commandRoute } from '#server/api-route.ts';
import { closeAccount, closeAccountInput } from './close-account.ts';
import { readOwnData } from './own-data.ts';
import { profileAnswer, readProfile } from './profile-reads.ts';

/** A person as others see them, and a person who takes everything along. */
export const personRoutes: ApiRoute[] = [
  apiRoute({
    method: 'get',
    path: '/people/{handle}',
    action: 'person.visit',
    scope: 'read',
    tag: 'People',
    summary: 'A person, and the spaces that you may know they belong to',
    params: z.object({ handle: z.string().max(40) }),
    answer: profileAnswer,
    run: ({ services, actor, params }) => readProfile(services, actor, params.handle),
  }),
  apiRoute({
    method: 'get',
    path: '/me/data',
    action: 'account.manage',
    scope: 'account',
    tag: 'Account',
    summary: 'Everything that is kept about you',
    description: 'Needs a proof of who you are that is at most ten minutes old: POST /me/proofs.',
    answer: z.object({
      version: z.literal(1),
      at: z.string(),
      tables: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
    }),
    run: ({ services, actor }) => readOwnData(services, actor),
  }),
  commandRoute(closeAccount, {
    method: 'delete',
    path: '/me',
    scope: 'account',
    tag: 'Account',
    summary:
      'Close your account for good; name your handle. What you wrote stays, without your name',
    description: 'Needs a proof of who you are that is at most ten minutes old: POST /me/proofs.',
    body: closeAccountInput as never,
    answer: z.object({ closed: z.literal(true) }),
  }),
];
