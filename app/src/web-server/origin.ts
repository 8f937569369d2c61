import type { IncomingMessage } from 'node:http';
import type { Config } from '#server/config.ts';

/** Where a request came from and which address it asked for, as far as trusted proxies vouch for it. */
export type RequestOrigin = { address: string; protocol: 'http' | 'https'; host: string };

export function originOf(
  request: Pick<IncomingMessage, 'headers' | 'socket'>,
  config: Pick<Config, 'trustedProxies' | 'origin'>,
): RequestOrigin {
  const trusted = config.trustedProxies > 0 ? request.headers : {};
  // Each proxy appends the address it saw: ours are the last ones, and what stands before them anybody may have written.
  const forwarded = listOf(trusted['x-forwarded-for']).at(-config.trustedProxies);
  const host = listOf(trusted['x-forwarded-host']).at(-1) ?? request.headers.host ?? '';
  const encrypted = listOf(trusted['x-forwarded-proto']).at(-1) === 'https';
  return {
    address: forwarded ?? (request.socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
    protocol: encrypted || isOurHttps(host, config.origin) ? 'https' : 'http',
    host,
  };
}

/**
 * This server speaks plain http alone; who is to be reached by https has a proxy in front. Under our own name that is known
 * without the proxy's word: cookies are never weaker than they should be, and no form is refused because it forgot to say.
 */
function isOurHttps(host: string, origin: string): boolean {
  const own = new URL(origin);
  return own.protocol === 'https:' && own.host === host;
}

function listOf(header: string | string[] | undefined): string[] {
  const text = Array.isArray(header) ? header.join(',') : (header ?? '');
  return text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
}
