import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { ApiRoute } from '#server/api-route.ts';
import type { Limit, Taken } from '#server/rate-limit.ts';

/** How a call stood against the limit of its caller. */
export type Counted = Taken & { limit: Limit };

/** A plain answer, before it is written to a socket or made a Response. */
export type Answer = { status: number; headers: Record<string, string>; text: string | null };

/** What a route came to; a reader that has it already is told so. */
export function answerWith(route: ApiRoute, value: unknown, request: Request): Response | Answer {
  if (value instanceof Response) return value;
  if (!route.answer) return { status: 204, headers: {}, text: null };
  const text = JSON.stringify(value);
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  if (route.method !== 'get') return { status: route.status ?? 200, headers, text };
  const etag = `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  const kept = {
    'content-type': 'application/json',
    etag,
    // Kept by the caller alone, and asked about each time.
    'cache-control': 'private, no-cache',
    vary: 'authorization, cookie',
  };
  return request.headers.get('if-none-match') === etag
    ? { status: 304, headers: kept, text: null }
    : { status: 200, headers: kept, text };
}

/** Says how many calls are left, in the form of draft-ietf-httpapi-ratelimit-headers. */
export function tellLimit(answer: Response | Answer, { limit, left }: Counted): void {
  const untilFull = Math.ceil((limit.burst - left) * limit.everySeconds);
  const window = Math.ceil(limit.burst * limit.everySeconds);
  const policy = `"${limit.name}";q=${limit.burst};w=${window}`;
  const state = `"${limit.name}";r=${left};t=${untilFull}`;
  if (answer instanceof Response) {
    answer.headers.set('ratelimit-policy', policy);
    answer.headers.set('ratelimit', state);
  } else {
    answer.headers['ratelimit-policy'] = policy;
    answer.headers.ratelimit = state;
  }
}

/**
 * Sends an answer. Where there is a socket, a plain one is written to it as it stands: a Response would be made of streams
 * only to be read again, which costs as much as all the rest of a small call.
 */
export function send(answer: Response | Answer, outgoing: ServerResponse | undefined): Response {
  if (answer instanceof Response) return answer;
  const { status, headers, text } = answer;
  if (!outgoing) return new Response(text, { status, headers });
  if (text !== null) headers['content-length'] = String(Buffer.byteLength(text));
  outgoing.writeHead(status, headers).end(text);
  return RESPONSE_ALREADY_SENT;
}
