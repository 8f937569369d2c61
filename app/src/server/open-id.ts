import * as client from 'openid-client';
import { z } from 'zod';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Log } from './log.ts';

/** A provider that does not answer is asked again after this long, one that does is taken at its word for an hour. */
const ASK_AGAIN_MS = 3_000;
const KNOWN_FOR_MS = 3_600_000;
const TIMEOUT_SECONDS = 5;
/** Whoever proves who they are signs in anew; a little while for the way back. */
const PROOF_MAX_AGE_SECONDS = 600;

export const OPEN_ID_RETURN = '/sign-in/openid/return';

/** What is kept until somebody comes back from the provider. */
export type OpenIdTrip = { state: string; nonce: string; codeVerifier: string; anew: boolean };

export type OutsideClaims = {
  issuer: string;
  subject: string;
  email: string | undefined;
  emailVerified: boolean;
  name: string | undefined;
};

export type OpenId = {
  issuer: string;
  label: string;
  newTrip(anew: boolean): OpenIdTrip;
  /** The page of the provider to go to; undefined when it does not answer. */
  leaveFor(trip: OpenIdTrip): Promise<string | undefined>;
  /** What the provider says about whoever came back with this query. */
  comeBack(
    query: URLSearchParams,
    trip: OpenIdTrip,
  ): Promise<{ kind: 'claims'; claims: OutsideClaims } | { kind: 'declined' } | { kind: 'down' }>;
};

/** Sign-in by an OpenID Connect provider. It is found at the first sign-in, so that we start while it is down. */
export function openOpenId(config: Config, clock: Clock, log: Log): OpenId | undefined {
  const { openId, origin } = config;
  if (!openId) return undefined;
  const discover = rememberProvider(openId, clock, log);
  const redirectUri = `${origin}${OPEN_ID_RETURN}`;
  return {
    issuer: openId.issuer,
    label: openId.label,
    newTrip: (anew) => ({
      state: client.randomState(),
      nonce: client.randomNonce(),
      codeVerifier: client.randomPKCECodeVerifier(),
      anew,
    }),
    leaveFor: async (trip) => {
      const provider = await discover();
      if (!provider) return undefined;
      return client.buildAuthorizationUrl(provider, await parametersOf(trip, redirectUri)).href;
    },
    comeBack: async (query, trip) => {
      const provider = await discover();
      if (!provider) return { kind: 'down' };
      const address = new URL(`${redirectUri}?${query}`);
      try {
        const claims = await readClaims(provider, address, trip);
        return { kind: 'claims', claims: { ...claims, issuer: openId.issuer } };
      } catch (error) {
        log.warn({ error: describe(error) }, 'a sign-in by OpenID Connect did not work');
        return { kind: isUnreachable(error) ? 'down' : 'declined' };
      }
    },
  };
}

type Settings = NonNullable<Config['openId']>;

/** Asks once for all who wait, keeps the answer for a while, and a failure for a moment. */
function rememberProvider(
  { issuer, clientId, clientSecret }: Settings,
  clock: Clock,
  log: Log,
): () => Promise<client.Configuration | undefined> {
  const address = new URL(issuer);
  // An operator who names plain http means a provider on the same machine.
  const execute = address.protocol === 'http:' ? [client.allowInsecureRequests] : [];
  let kept: { until: number; answer: Promise<client.Configuration | undefined> } | undefined;
  return () => {
    const now = clock.now().getTime();
    if (kept && now < kept.until) return kept.answer;
    const asked = client
      .discovery(address, clientId, clientSecret, undefined, { execute, timeout: TIMEOUT_SECONDS })
      .catch((error: unknown) => {
        log.warn({ issuer, error: describe(error) }, 'the OpenID Connect provider does not answer');
        if (kept?.answer === asked) kept.until = clock.now().getTime() + ASK_AGAIN_MS;
        return undefined;
      });
    kept = { until: now + KNOWN_FOR_MS, answer: asked };
    return asked;
  };
}

async function parametersOf(
  { state, nonce, codeVerifier, anew }: OpenIdTrip,
  redirectUri: string,
): Promise<Record<string, string>> {
  return {
    redirect_uri: redirectUri,
    scope: 'openid email profile',
    code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    ...(anew ? { prompt: 'login', max_age: String(PROOF_MAX_AGE_SECONDS) } : {}),
  };
}

const readable = z.object({
  email: z.string().max(254).optional(),
  email_verified: z.boolean().optional(),
  name: z.string().max(200).optional(),
});

async function readClaims(
  provider: client.Configuration,
  address: URL,
  { state, nonce, codeVerifier, anew }: OpenIdTrip,
): Promise<Omit<OutsideClaims, 'issuer'>> {
  const tokens = await client.authorizationCodeGrant(provider, address, {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: codeVerifier,
    idTokenExpected: true,
    ...(anew ? { maxAge: PROOF_MAX_AGE_SECONDS } : {}),
  });
  const idToken = tokens.claims();
  if (!idToken) throw new Error('The provider sent no ID token.');
  // Many providers say the address at the userinfo endpoint alone.
  const more = provider.serverMetadata().userinfo_endpoint
    ? await client.fetchUserInfo(provider, tokens.access_token, idToken.sub)
    : {};
  const said = readable.parse({ ...idToken, ...more });
  return {
    subject: idToken.sub,
    email: said.email,
    emailVerified: said.email_verified === true,
    name: said.name,
  };
}

function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return error instanceof TypeError || code === 'OAUTH_TIMEOUT' || code === 'ECONNREFUSED';
}

/** What went wrong without what was sent: a code or a token must not get into the log. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error ? `${error.name} ${String(error.code)}` : error.name;
}
