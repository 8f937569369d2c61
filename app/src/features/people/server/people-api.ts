import { z } from 'zod';
import { type ApiRoute, apiRoute, commandRoute } from '#server/api-route.ts';
import { execute } from '#server/commands/command.ts';
import { done, refused } from '#server/outcome.ts';
import { type Limit, limitKeyOf, takeFrom } from '#server/rate-limit.ts';
import { readAccount } from './account-reads.ts';
import {
  accessTokenText,
  makeAccessToken,
  makeAccessTokenInput,
  revokeAccessToken,
  revokeAccessTokenInput,
} from './manage-access-tokens.ts';
import { askRecovery, askRecoveryInput, recover, recoverInput } from './recover.ts';
import { signUp, signUpInput, verifyEmail, verifyEmailInput } from './sign-up.ts';

const tag = 'People';
const instant = z.string();
/** Mails to strangers cost them patience: few an hour from one address. */
export const MAILS_BY_ADDRESS: Limit = { name: 'account-mails', burst: 10, everySeconds: 360 };

/** Choosing a password by a mailed token costs a hash: some tries, then one a minute. */
const TOKEN_TRIES: Limit = { name: 'account-tokens', burst: 20, everySeconds: 60 };

const account = z.object({
  person: z.object({
    id: z.string(),
    name: z.string(),
    handle: z.string(),
    locale: z.string(),
    email: z.string(),
    verified: z.boolean(),
  }),
  devices: z.array(
    z.object({
      id: z.string(),
      device: z.string(),
      here: z.boolean(),
      createdAt: instant,
      lastSeenAt: instant,
    }),
  ),
  tokens: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      scopes: z.array(z.string()),
      createdAt: instant,
      expiresAt: instant.nullable(),
    }),
  ),
});

/** The public API of people and their accounts. */
export const peopleRoutes: ApiRoute[] = [
  apiRoute({
    method: 'get',
    path: '/me',
    action: 'account.manage',
    scope: 'account',
    tag,
    summary: 'Your account, your devices and your access tokens',
    answer: account,
    run: ({ services, actor }) => readAccount(services, actor),
  }),
  apiRoute({
    method: 'post',
    path: '/sign-ups',
    action: 'person.sign-up',
    scope: 'none',
    tag,
    summary: 'Sign up; the answer does not tell whether the address has an account',
    body: signUpInput,
    answer: z.object({ mailed: z.literal(true) }),
    status: 202,
    run: async ({ services, body, from }) => {
      const waitSeconds = await takeFrom(
        services.database,
        MAILS_BY_ADDRESS,
        limitKeyOf(from.address),
        services.clock.now(),
      );
      if (waitSeconds > 0) return { ...refused('too-many'), retryAfterSeconds: waitSeconds };
      return execute(services, { kind: 'identity' }, signUp, body);
    },
  }),
  apiRoute({
    method: 'post',
    path: '/verifications',
    action: 'person.sign-up',
    scope: 'none',
    tag,
    summary: 'Confirm an address with the token of the mail',
    body: verifyEmailInput,
    answer: z.object({ verified: z.literal(true) }),
    run: ({ services, body }) => execute(services, { kind: 'identity' }, verifyEmail, body),
  }),
  apiRoute({
    method: 'post',
    path: '/recoveries',
    action: 'person.sign-in',
    scope: 'none',
    tag,
    summary: 'Ask for a link to choose a new password',
    body: askRecoveryInput,
    answer: z.object({ mailed: z.literal(true) }),
    status: 202,
    run: async ({ services, body, from }) => {
      const waitSeconds = await takeFrom(
        services.database,
        MAILS_BY_ADDRESS,
        limitKeyOf(from.address),
        services.clock.now(),
      );
      if (waitSeconds > 0) return { ...refused('too-many'), retryAfterSeconds: waitSeconds };
      return execute(services, { kind: 'identity' }, askRecovery, body);
    },
  }),
  apiRoute({
    method: 'post',
    path: '/recoveries/completion',
    action: 'person.sign-in',
    scope: 'none',
    tag,
    summary: 'Choose a new password with the token of the mail',
    body: recoverInput,
    answer: z.object({ recovered: z.literal(true) }),
    run: async ({ services, body, from }) => {
      const key = limitKeyOf(from.address);
      const waitSeconds = await takeFrom(services.database, TOKEN_TRIES, key, services.clock.now());
      if (waitSeconds > 0) return { ...refused('too-many'), retryAfterSeconds: waitSeconds };
      return execute(services, { kind: 'identity' }, recover, body);
    },
  }),
  apiRoute({
    method: 'post',
    path: '/me/access-tokens',
    action: makeAccessToken.action,
    scope: 'account',
    tag,
    summary: 'Make an access token',
    body: makeAccessTokenInput,
    answer: z.object({ id: z.string(), token: z.string(), expiresAt: instant }),
    status: 201,
    run: async ({ services, actor, body, key }) => {
      const made = await execute(services, actor, makeAccessToken, body, { key });
      return made.kind === 'done'
        ? done({ ...made.value, token: accessTokenText(services, made.value.id) })
        : made;
    },
  }),
  commandRoute(revokeAccessToken, {
    method: 'delete',
    path: '/me/access-tokens/{id}',
    scope: 'account',
    tag,
    summary: 'Revoke an access token',
    params: revokeAccessTokenInput as never,
    answer: z.object({ revoked: z.literal(true) }),
  }),
];
