import { createRoute, z } from '@hono/zod-openapi';
import type { ApiRoute } from '#server/api-route.ts';
import { REFUSAL_STATUS } from '#server/outcome.ts';

const ABOUT = `Whatever a page of this installation can do, this API can do.

**Signing in.** An access token of the account page, as \`Authorization: Bearer …\`; its scopes say what it may be used for.

**Writing twice.** Send an \`Idempotency-Key\` with what changes something: the same key with the same body is answered with the same outcome, for ever; with another body it is refused.

**Lists.** A long list is read a page at a time: \`next\` of an answer is \`after\` of the next call, and null on the last page.

**Limits.** A person may call 300 times at once and 5 times a second from then on, a visitor's address 120 times and twice a second. \`RateLimit\` says how many calls are left and \`RateLimit-Policy\` what the limit is; a call too many is answered 429 with \`Retry-After\`.

**Unchanged.** An answer to GET carries an \`ETag\`; with it in \`If-None-Match\` what has not changed is answered 304.

**Refusals** are problems of RFC 9457 with a fixed \`name\`, and the fields that they are about.`;

/** The head of the OpenAPI document. */
export function describeApi(origin: string) {
  return {
    openapi: '3.1.0',
    info: { title: 'Muster', version: '1', description: ABOUT },
    servers: [{ url: origin }],
    security: [{ token: [] }],
  };
}

const limitHeaders = {
  RateLimit: { description: 'How many calls are left.', schema: { type: 'string' as const } },
  'RateLimit-Policy': { description: 'What the limit is.', schema: { type: 'string' as const } },
};

const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  name: z.enum(['broken', ...Object.keys(REFUSAL_STATUS)]),
  because: z.string().optional(),
  fields: z.array(z.object({ field: z.string(), reason: z.string(), detail: z.string() })),
});

/** One route as the document of the API tells it, made from the schemas that check it. */
export function describeRoute(route: ApiRoute) {
  const status = route.answer ? (route.status ?? 200) : 204;
  const content = route.answer ? { content: { 'application/json': { schema: route.answer } } } : {};
  return createRoute({
    method: route.method,
    // What stands in front of every path is added where the routes are registered.
    path: route.path,
    tags: [route.tag],
    summary: route.summary,
    description: `${route.description ?? ''}${route.description ? '\n\n' : ''}Token scope: ${route.scope}. Policy: ${route.action}.`,
    operationId: `${route.method} ${route.path}`
      .replaceAll(/[^a-z]+/gi, '-')
      .replaceAll(/^-|-$/g, ''),
    security: route.scope === 'none' ? [] : [{ token: [] }],
    request: {
      ...(route.params ? { params: route.params as never } : {}),
      ...(route.query ? { query: route.query as never } : {}),
      ...(route.method === 'get'
        ? {}
        : { headers: z.object({ 'idempotency-key': z.string().min(8).max(200).optional() }) }),
      ...(route.body
        ? { body: { required: true, content: { 'application/json': { schema: route.body } } } }
        : {}),
      ...(route.bytes
        ? {
            body: {
              required: true,
              content: Object.fromEntries(
                route.bytes.mediaTypes.map((type) => [
                  type,
                  { schema: z.string().meta({ format: 'binary' }) },
                ]),
              ),
            },
          }
        : {}),
    },
    responses: {
      [status]: { description: 'Done.', headers: limitHeaders, ...content },
      default: {
        description: 'Refused; nothing was changed.',
        content: { 'application/problem+json': { schema: problem } },
      },
    },
  });
}
