import { createHash } from 'node:crypto';
import type { ApiRoute } from '#server/api-route.ts';
import type { Limit, Taken } from '#server/rate-limit.ts';

/** How a call stood against the limit of its caller. */
export type Counted = Taken & { limit: Limit };

/** What a route came to, as a response; a reader that has it already is told so. */
export function answerWith(route: ApiRoute, value: unknown, request: Request): Response {
  if (value instanceof Response) return value;
  if (!route.answer) return new Response(null, { status: 204 });
  const text = JSON.stringify(value);
  const headers = new Headers({ 'content-type': 'application/json', 'cache-control': 'no-store' });
  if (route.method !== 'get') return new Response(text, { status: route.status ?? 200, headers });
  const etag = `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  headers.set('etag', etag);
  // Kept by the caller alone, and asked about each time.
  headers.set('cache-control', 'private, no-cache');
  headers.set('vary', 'authorization, cookie');
  if (request.headers.get('if-none-match') === etag)
    return new Response(null, { status: 304, headers });
  return new Response(text, { status: 200, headers });
}

/** Says how many calls are left, in the form of draft-ietf-httpapi-ratelimit-headers. */
export function tellLimit(response: Response, { limit, left }: Counted): Response {
  const untilFull = Math.ceil((limit.burst - left) * limit.everySeconds);
  const window = Math.ceil(limit.burst * limit.everySeconds);
  response.headers.set('ratelimit-policy', `"${limit.name}";q=${limit.burst};w=${window}`);
  response.headers.set('ratelimit', `"${limit.name}";r=${left};t=${untilFull}`);
  return response;
}
