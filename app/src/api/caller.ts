import {
  identifySession,
  openTokenReader,
  readSessionToken,
  type TokenReader,
} from '#features/people/server/people.ts';
import { visitor } from '#server/actor.ts';
import { done, type Outcome, refused } from '#server/outcome.ts';
import { gather } from '#server/gather.ts';
import { type Limit, limitKeyOf, takeFromEach } from '#server/rate-limit.ts';
import type { Services } from '#server/services.ts';
import type { Counted } from './answer.ts';
import type { Caller, CameFrom } from './api.ts';

const PERSON_LIMIT: Limit = { name: 'api-person', burst: 300, everySeconds: 0.2 };
const ADDRESS_LIMIT: Limit = { name: 'api-address', burst: 120, everySeconds: 0.5 };

const MOST_AT_ONCE = 256;

export type Callers = {
  /** An access token, or the session of a page of this very installation. */
  identify(request: Request, from: CameFrom): Promise<Outcome<Caller>>;
  /** Counts a call against the person, or the address of a visitor. */
  count(caller: Caller): Promise<Counted>;
};

/** Calls that come together are identified and counted together: one statement for all of them. */
export function openCallers(services: Services): Callers {
  const readToken = openTokenReader(services);
  const countPerson = openCounter(services, PERSON_LIMIT);
  const countAddress = openCounter(services, ADDRESS_LIMIT);
  return {
    identify: (request, from) => identifyCaller(services, readToken, request, from),
    count: ({ actor, from }) =>
      actor.kind === 'person'
        ? countPerson(actor.personId)
        : countAddress(limitKeyOf(from.address)),
  };
}

function openCounter(services: Services, limit: Limit): (key: string) => Promise<Counted> {
  return gather<string, Counted>({
    most: MOST_AT_ONCE,
    keyOf: (key) => key,
    run: async (keys) => {
      const now = services.clock.now();
      const takes = keys.map((key) => ({ key, now }));
      const taken = await takeFromEach(services.database, limit, takes);
      return taken.map((one) => ({ ...one, limit }));
    },
  });
}

async function identifyCaller(
  services: Services,
  readToken: TokenReader,
  request: Request,
  { address, origin = new URL(request.url).origin }: CameFrom,
): Promise<Outcome<Caller>> {
  const https = origin.startsWith('https:');
  const device = request.headers.get('user-agent')?.slice(0, 200) ?? '';
  const from = { address, device, https };
  const authorization = request.headers.get('authorization');
  if (authorization !== null) {
    const token = /^Bearer ([\w.-]{20,200})$/i.exec(authorization)?.[1];
    const actor = token ? await readToken(token) : undefined;
    return actor ? done({ actor, from }) : refused('sign-in-needed', 'token-unknown');
  }
  const signedIn = await identifySession(services, readSessionToken(cookiesOf(request), https));
  if (!signedIn) return done({ actor: visitor, from });
  // A browser sends the cookie from any page; only pages of this installation may change things with it.
  if (request.method !== 'GET' && !comesFromOurPages(request, origin))
    return refused('not-allowed', 'foreign-page');
  return done({ actor: signedIn.actor, from });
}

function comesFromOurPages(request: Request, own: string): boolean {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin';
  return request.headers.get('origin') === own;
}

function cookiesOf(request: Request): { get(name: string): string | undefined } {
  const pairs = (request.headers.get('cookie') ?? '')
    .split(';')
    .map((pair) => pair.trim().split('='));
  const cookies = new Map(pairs.map(([name = '', ...value]) => [name, value.join('=')]));
  return { get: (name) => cookies.get(name) };
}
