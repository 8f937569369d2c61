import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';
import type { Config } from '#server/config.ts';

/** Where a request came from and which address it asked for, as far as trusted proxies vouch for it. */
export type RequestOrigin = { address: string; protocol: 'http' | 'https'; host: string };

export function originOf(
  request: IncomingMessage,
  config: Pick<Config, 'trustedProxies'>,
): RequestOrigin {
  const socketAddress = request.socket.remoteAddress ?? '';
  const direct: RequestOrigin = {
    address: socketAddress.replace(/^::ffff:/, ''),
    protocol: request.socket instanceof TLSSocket ? 'https' : 'http',
    host: request.headers.host ?? '',
  };
  if (config.trustedProxies === 0) return direct;
  // Each proxy appends the address it saw: ours are the last ones, and what stands before them anybody may have written.
  const forwarded = listOf(request.headers['x-forwarded-for']);
  const protocol = listOf(request.headers['x-forwarded-proto']).at(-1);
  const host = listOf(request.headers['x-forwarded-host']).at(-1);
  return {
    address: forwarded.at(-config.trustedProxies) ?? direct.address,
    protocol: protocol === 'https' || protocol === 'http' ? protocol : direct.protocol,
    host: host ?? direct.host,
  };
}

function listOf(header: string | string[] | undefined): string[] {
  const text = Array.isArray(header) ? header.join(',') : (header ?? '');
  return text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
}
