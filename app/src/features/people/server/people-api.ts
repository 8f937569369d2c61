import { z } from 'zod';
import { type ApiRoute, apiRoute } from '#server/api-route.ts';
import { execute } from '#server/commands/command.ts';
import { done, type Outcome } from '#server/outcome.ts';
import { limitKeyOf } from '#server/rate-limit.ts';
import { askToSignIn } from './passkey-challenges.ts';
import { askRecovery, askRecoveryInput, chooseNewPassword, recoverInput } from './recover.ts';
import { answerWithSession } from './session-cookie.ts';
import { shownPasskey } from './show-passkey.ts';
import { signIn, signInByPasskey, signInInput } from './sign-in.ts';
import { countFrom, MAILS_BY_ADDRESS, TOKEN_TRIES } from './sign-in-limits.ts';
import { askToSignUp, signUpInput } from './sign-up.ts';
import { verifyEmail, verifyEmailInput } from './confirm-address.ts';

const tag = 'People';
const identity = { kind: 'identity' } as const;
const mailed = z.object({ mailed: z.literal(true) });

/** What goes to navigator.credentials, with the id that comes back beside its answer. */
export const challengeAnswer = z.object({
  id: z.string(),
  options: z.record(z.string(), z.unknown()),
});

/** The public API for those who are not signed in yet. */
export const peopleRoutes: ApiRoute[] = [
  apiRoute({
    method: 'post',
    path: '/sign-ups',
    action: 'person.sign-up',
    scope: 'none',
    tag,
    summary: 'Sign up; the answer does not tell whether the address has an account',
    body: signUpInput,
    answer: mailed,
    status: 202,
    run: async ({ services, body, from }) =>
      (await countFrom(services, MAILS_BY_ADDRESS, limitKeyOf(from.address))) ??
      askToSignUp(services, body),
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
    run: ({ services, body }) => execute(services, identity, verifyEmail, body),
  }),
  apiRoute({
    method: 'post',
    path: '/recoveries',
    action: 'person.sign-in',
    scope: 'none',
    tag,
    summary: 'Ask for a link to choose a new password',
    body: askRecoveryInput,
    answer: mailed,
    status: 202,
    run: async ({ services, body, from }) =>
      (await countFrom(services, MAILS_BY_ADDRESS, limitKeyOf(from.address))) ??
      execute(services, identity, askRecovery, body),
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
    run: async ({ services, body, from }) =>
      (await countFrom(services, TOKEN_TRIES, limitKeyOf(from.address))) ??
      chooseNewPassword(services, body),
  }),
  apiRoute({
    method: 'post',
    path: '/passkey-challenges',
    action: 'person.sign-in',
    scope: 'none',
    tag,
    summary: 'Ask for a challenge to sign in by passkey; it holds for ten minutes and works once',
    answer: challengeAnswer,
    status: 201,
    run: ({ services }) => execute(services, identity, askToSignIn, {}),
  }),
  apiRoute({
    method: 'post',
    path: '/sessions',
    action: 'person.sign-in',
    scope: 'none',
    tag,
    summary: 'Sign in by password; the session comes as a cookie',
    body: signInInput,
    answer: z.object({ signedIn: z.literal(true) }),
    run: async ({ services, body, from }) =>
      withSession(await signIn(services, body, from), from.https),
  }),
  apiRoute({
    method: 'post',
    path: '/sessions/passkey',
    action: 'person.sign-in',
    scope: 'none',
    tag,
    summary: 'Sign in by passkey; the session comes as a cookie',
    body: shownPasskey,
    answer: z.object({ signedIn: z.literal(true) }),
    run: async ({ services, body, from }) =>
      withSession(await signInByPasskey(services, body, from), from.https),
  }),
];

function withSession(signedIn: Outcome<{ token: string }>, https: boolean): Outcome<Response> {
  if (signedIn.kind === 'refused') return signedIn;
  return done(answerWithSession(signedIn.value.token, https, { signedIn: true }));
}
