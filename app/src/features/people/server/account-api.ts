import { z } from 'zod';
import { personOf } from '#server/actor.ts';
import { type ApiRoute, apiRoute, commandRoute } from '#server/api-route.ts';
import { execute } from '#server/commands/command.ts';
import { done, type Outcome } from '#server/outcome.ts';
import { accountAnswer, readAccount } from './account-reads.ts';
import { askNewEmail, askNewEmailInput } from './change-email.ts';
import { changePassword, changePasswordInput, removePassword } from './change-password.ts';
import { changeProfile, changeProfileInput } from './change-profile.ts';
import { endDevice, endDeviceInput, endOtherDevices } from './devices.ts';
import {
  accessTokenText,
  makeAccessToken,
  makeAccessTokenInput,
  revokeAccessToken,
  revokeAccessTokenInput,
} from './manage-access-tokens.ts';
import {
  addPasskey,
  addPasskeyInput,
  removePasskey,
  removePasskeyInput,
  renamePasskey,
  renamePasskeyInput,
} from './manage-passkeys.ts';
import { unlinkOpenId } from './outside-identities.ts';
import { askToProve, askToRegister } from './passkey-challenges.ts';
import { challengeAnswer } from './people-api.ts';
import { type Proved, proveByPasskey, proveByPassword, proveByPasswordInput } from './prove.ts';
import { answerWithSession } from './session-cookie.ts';
import { shownPasskey } from './show-passkey.ts';
import { countFrom, MAILS_BY_ADDRESS } from './sign-in-limits.ts';

const account = { scope: 'account', tag: 'Account' } as const;
const action = 'account.manage';
const proofNeeded =
  'Needs a proof of who you are that is at most ten minutes old: POST /me/proofs, or a fresh session.';

/** The public API of one's own account. */
export const accountRoutes: ApiRoute[] = [
  apiRoute({
    ...account,
    method: 'get',
    path: '/me',
    action,
    summary: 'Your profile, your ways in, your devices and your access tokens',
    answer: accountAnswer,
    run: ({ services, actor }) => readAccount(services, actor),
  }),
  commandRoute(changeProfile, {
    ...account,
    method: 'patch',
    path: '/me',
    summary: 'Change your name, handle, words about you, language, time zone or light',
    body: changeProfileInput as never,
    answer: z.object({ changed: z.literal(true) }),
  }),
  apiRoute({
    ...account,
    method: 'post',
    path: '/me/proofs',
    action,
    summary: 'Prove by password that it is you; it holds for ten minutes',
    body: proveByPasswordInput,
    answer: z.object({ proved: z.literal(true) }),
    run: async ({ services, actor, body, from }) =>
      withProof(await proveByPassword(services, actor, body, from), from.https),
  }),
  apiRoute({
    ...account,
    method: 'post',
    path: '/me/proofs/passkey',
    action,
    summary: 'Prove by passkey that it is you; it holds for ten minutes',
    body: shownPasskey,
    answer: z.object({ proved: z.literal(true) }),
    run: async ({ services, actor, body, from }) =>
      withProof(await proveByPasskey(services, actor, body), from.https),
  }),
  apiRoute({
    ...account,
    method: 'post',
    path: '/me/email',
    action,
    summary: 'Move to another address; it counts once the link in its mail is opened',
    description: proofNeeded,
    body: askNewEmailInput,
    answer: z.object({ mailed: z.literal(true) }),
    status: 202,
    run: async ({ services, actor, body, key }) =>
      (await countFrom(services, MAILS_BY_ADDRESS, personOf(actor) ?? '')) ??
      execute(services, actor, askNewEmail, body, { key }),
  }),
  apiRoute({
    ...account,
    method: 'put',
    path: '/me/password',
    action,
    summary: 'Choose a password; every other device is signed out',
    description: proofNeeded,
    body: changePasswordInput,
    answer: z.object({ changed: z.literal(true) }),
    run: ({ services, actor, body }) => changePassword(services, actor, body),
  }),
  commandRoute(removePassword, {
    ...account,
    method: 'delete',
    path: '/me/password',
    summary: 'Remove your password, once you have a passkey',
    description: proofNeeded,
    answer: z.object({ removed: z.literal(true) }),
  }),
  commandRoute(endOtherDevices, {
    ...account,
    method: 'delete',
    path: '/me/devices',
    summary: 'Sign out everywhere but here',
    answer: z.object({ ended: z.number() }),
  }),
  commandRoute(endDevice, {
    ...account,
    method: 'delete',
    path: '/me/devices/{device}',
    summary: 'Sign out one device',
    params: endDeviceInput as never,
    answer: z.object({ ended: z.number() }),
  }),
  commandRoute(unlinkOpenId, {
    ...account,
    method: 'delete',
    path: '/me/openid',
    summary: 'Stop signing in by OpenID Connect',
    description: proofNeeded,
    answer: z.object({ unlinked: z.literal(true) }),
  }),
];

/** Passkeys and access tokens of one's own. */
export const keyRoutes: ApiRoute[] = [
  apiRoute({
    ...account,
    method: 'post',
    path: '/me/passkey-challenges',
    action,
    summary: 'Ask for a challenge to add a passkey, or to prove by one that it is you',
    body: z.object({ purpose: z.enum(['register', 'prove']) }),
    answer: challengeAnswer,
    status: 201,
    run: ({ services, actor, body }) =>
      execute(services, actor, body.purpose === 'register' ? askToRegister : askToProve, {}),
  }),
  commandRoute(addPasskey, {
    ...account,
    method: 'post',
    path: '/me/passkeys',
    summary: 'Add a passkey',
    description: proofNeeded,
    body: addPasskeyInput as never,
    answer: z.object({ id: z.string() }),
    status: 201,
  }),
  commandRoute(renamePasskey, {
    ...account,
    method: 'patch',
    path: '/me/passkeys/{passkey}',
    summary: 'Rename a passkey',
    params: renamePasskeyInput.pick({ passkey: true }) as never,
    body: renamePasskeyInput.pick({ name: true }) as never,
    answer: z.object({ renamed: z.literal(true) }),
  }),
  commandRoute(removePasskey, {
    ...account,
    method: 'delete',
    path: '/me/passkeys/{passkey}',
    summary: 'Remove a passkey; the last way in stays',
    description: proofNeeded,
    params: removePasskeyInput as never,
    answer: z.object({ removed: z.literal(true) }),
  }),
  apiRoute({
    ...account,
    method: 'post',
    path: '/me/access-tokens',
    action,
    summary: 'Make an access token',
    description: proofNeeded,
    body: makeAccessTokenInput,
    answer: z.object({ id: z.string(), token: z.string(), expiresAt: z.string() }),
    status: 201,
    run: async ({ services, actor, body, key }) => {
      const made = await execute(services, actor, makeAccessToken, body, { key });
      return made.kind === 'done'
        ? done({ ...made.value, token: accessTokenText(services, made.value.id) })
        : made;
    },
  }),
  commandRoute(revokeAccessToken, {
    ...account,
    method: 'delete',
    path: '/me/access-tokens/{id}',
    summary: 'Revoke an access token',
    params: revokeAccessTokenInput as never,
    answer: z.object({ revoked: z.literal(true) }),
  }),
];

function withProof(proved: Outcome<Proved>, https: boolean): Outcome<Response> {
  if (proved.kind === 'refused') return proved;
  return done(answerWithSession(proved.value.token, https, { proved: true }));
}
