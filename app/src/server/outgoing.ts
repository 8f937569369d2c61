import { lookup } from 'node:dns/promises';
import ipaddr from 'ipaddr.js';
import { Agent, request } from 'undici';

/** Why an address is not called. */
export type OutgoingRefusal = 'not-https' | 'not-a-public-address' | 'unknown-host';
export type OutgoingAnswer =
  { kind: 'answered'; status: number } | { kind: 'refused'; reason: OutgoingRefusal };

const TIMEOUT_MS = 10_000;
const MOST_ANSWER_BYTES = 64 * 1024;

/**
 * Posts to an address that a user of the software has chosen. The name is resolved once, the address checked and pinned, and
 * redirects are not followed: otherwise an outsider could make this server call what only it can reach.
 */
export async function postOutside(
  url: string,
  call: { body: string; headers: Record<string, string>; allowPrivate: boolean },
): Promise<OutgoingAnswer> {
  const target = new URL(url);
  if (target.protocol !== 'https:' && !(call.allowPrivate && target.protocol === 'http:'))
    return { kind: 'refused', reason: 'not-https' };
  const host = target.hostname.replace(/^\[|\]$/g, '');
  const resolved = await lookup(host).catch(() => undefined);
  if (!resolved) return { kind: 'refused', reason: 'unknown-host' };
  if (!call.allowPrivate && !isPublic(resolved.address))
    return { kind: 'refused', reason: 'not-a-public-address' };
  const agent = new Agent({
    connect: {
      timeout: TIMEOUT_MS,
      lookup: (_name, options, done) => answerPinned(resolved, options, done),
    },
    maxRedirections: 0,
  } as ConstructorParameters<typeof Agent>[0]);
  try {
    const response = await request(target, {
      method: 'POST',
      body: call.body,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Muster-Webhooks/1',
        ...call.headers,
      },
      dispatcher: agent,
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
    });
    await response.body.dump({ limit: MOST_ANSWER_BYTES });
    return { kind: 'answered', status: response.statusCode };
  } finally {
    await agent.destroy();
  }
}

type Resolved = { address: string; family: number };
type LookupDone = (error: null, address: string | Resolved[], family?: number) => void;

function answerPinned(resolved: Resolved, options: { all?: boolean }, done: LookupDone): void {
  if (options.all) done(null, [resolved]);
  else done(null, resolved.address, resolved.family);
}

/** True for addresses of the public internet alone: not private, not local, not a tunnel that leads to one. */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  return ipaddr.process(address).range() === 'unicast';
}
