import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type Context, Provider } from 'oidc-provider';

export type OutsidePerson = { email?: string; email_verified?: boolean; name?: string };

export type OpenIdProvider = {
  /** What an installation is told to use it. */
  settings: Record<string, string>;
  /** Whoever comes signs in as this subject, without a question. */
  person: { subject: string; claims: OutsidePerson };
  /** Lets it be known from where people come; before that, nobody is let in. */
  allow(origin: string): void;
  /** Goes through its pages as a browser would, with cookies of its own; answers the query to come back with. */
  visit(address: string): Promise<URLSearchParams>;
  stop(): Promise<void>;
  resume(): Promise<void>;
  close(): Promise<void>;
};

/** A real OpenID Connect provider on a socket of its own. */
export async function startOpenIdProvider(): Promise<OpenIdProvider> {
  const person = { subject: 'outside-1', claims: {} as OutsidePerson };
  const secret = randomBytes(24).toString('base64url');
  let provider: Provider | undefined;
  let listener: ReturnType<Provider['callback']> | undefined;
  const server = createServer((request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void listener?.(request, response);
    const login = { accountId: person.subject };
    provider?.interactionFinished(request, response, { login }).catch(() => response.destroy());
  });
  const port = await listen(server, 0);
  const issuer = `http://localhost:${port}`;
  return {
    settings: {
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: 'muster',
      OIDC_CLIENT_SECRET: secret,
      OIDC_LABEL: 'Guild',
    },
    person,
    allow: (origin) => {
      provider = new Provider(issuer, configure(person, secret, `${origin}/sign-in/openid/return`));
      listener = provider.callback();
    },
    visit,
    stop: () => stop(server),
    resume: async () => void (await listen(server, port)),
    close: () => stop(server),
  };
}

function configure(person: OpenIdProvider['person'], secret: string, redirectUri: string): object {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    clients: [{ client_id: 'muster', client_secret: secret, redirect_uris: [redirectUri] }],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }] },
    cookies: { keys: [secret] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context: Context, { uid }: { uid: string }) => `/interaction/${uid}` },
    findAccount: (_context: Context, sub: string) => ({
      accountId: sub,
      claims: () => ({ sub, ...person.claims }),
    }),
    loadExistingGrant: async ({ oidc }: Context) => {
      const { clientId } = oidc.client;
      const grant = new oidc.provider.Grant({ clientId, accountId: oidc.session.accountId });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  };
}

const MOST_STEPS = 10;

async function visit(address: string): Promise<URLSearchParams> {
  const cookies = new Map<string, string>();
  let at = new URL(address);
  for (let step = 0; step < MOST_STEPS; step++) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(at, { redirect: 'manual', headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (!location) throw new Error(`${at.href}: ${response.status} ${await response.text()}`);
    at = new URL(location, at);
    if (at.pathname === '/sign-in/openid/return') return at.searchParams;
  }
  throw new Error('The provider sends one around in circles.');
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, 'localhost');
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
