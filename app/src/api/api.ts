import type { ServerResponse } from 'node:http';
import { OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { routePath } from 'hono/route';
import type { Actor } from '#server/actor.ts';
import type { ApiRoute } from '#server/api-route.ts';
import { type Outcome, parse, refused } from '#server/outcome.ts';
import type { Services } from '#server/services.ts';
import { answerWith, type Counted, send, tellLimit } from './answer.ts';
import { describeApi, describeRoute } from './describe.ts';
import { problemResponse } from './problem.ts';

export const MOST_BODY_BYTES = 512 * 1024;

/** Who calls, and from where; made by the entry, since only it knows the socket. */
export type Caller = {
  actor: Actor;
  from: { address: string; device: string; https: boolean };
};

export type ApiOptions = {
  services: Services;
  routes: readonly ApiRoute[];
  /** Finds the actor of a request, or says why there is none. */
  identify(request: Request, from: CameFrom): Promise<Outcome<Caller>>;
  /** Counts the call against the limit of its caller. */
  count(caller: Caller): Promise<Counted>;
};

/** What only the socket and trusted proxies know: whence the call came, and the origin that it asked for. */
export type CameFrom = { address: string; origin?: string };

/** Answers are written to `outgoing` where there is one: a call in a test or of a page has none. */
type Environment = { Bindings: CameFrom & { outgoing?: ServerResponse } };

/** The public API: every route of every slice, described by the same schemas that check what comes in. */
export function buildApi(options: ApiOptions): OpenAPIHono<Environment> {
  const app = new OpenAPIHono<Environment>().basePath('/api/v1');
  for (const route of options.routes) {
    app.openAPIRegistry.registerPath(describeRoute(route));
    app.on(route.method.toUpperCase(), honoPath(route.path), (context) =>
      answer(options, route, context),
    );
  }
  app.doc31('/openapi.json', (context) => describeApi(new URL(context.req.url).origin));
  app.openAPIRegistry.registerComponent('securitySchemes', 'token', {
    type: 'http',
    scheme: 'bearer',
  });
  app.notFound((context) => problemResponse(refused('not-found'), context.req.path));
  app.onError((error, context) => {
    options.services.log.error(
      // The route and not the address: some addresses hold a secret that was mailed.
      { error: String(error), stack: error.stack, route: routePath(context) },
      'an API call failed',
    );
    return Response.json(
      {
        type: 'about:blank',
        title: 'Something broke on our side. Nothing was changed.',
        status: 500,
        name: 'broken',
        fields: [],
      },
      { status: 500, headers: { 'content-type': 'application/problem+json' } },
    );
  });
  return app;
}

async function answer(
  options: ApiOptions,
  route: ApiRoute,
  context: Context<Environment>,
): Promise<Response> {
  const request = context.req.raw;
  const { pathname } = new URL(request.url);
  const identified = await options.identify(request, context.env);
  if (identified.kind === 'refused') return problemResponse(identified, pathname);
  const counted = await options.count(identified.value);
  const outcome: Outcome<unknown> =
    counted.waitSeconds > 0
      ? { ...refused('too-many'), retryAfterSeconds: counted.waitSeconds }
      : await callRoute(options, route, { context, caller: identified.value });
  const answered =
    outcome.kind === 'refused'
      ? problemResponse(outcome, pathname)
      : answerWith(route, outcome.value, request);
  tellLimit(answered, counted);
  return send(answered, context.env.outgoing);
}

async function callRoute(
  options: ApiOptions,
  route: ApiRoute,
  { context, caller }: { context: Context<Environment>; caller: Caller },
): Promise<Outcome<unknown>> {
  const request = context.req.raw;
  const { actor, from } = caller;
  if (!mayUseScope(route, actor)) return refused('not-allowed', 'token-scope');
  const params = parse(route.params ?? z.unknown(), context.req.param());
  if (params.kind === 'refused') return refused('not-found');
  const query = parse(
    route.query ?? z.unknown(),
    Object.fromEntries(new URL(request.url).searchParams),
  );
  if (query.kind === 'refused') return query;
  const body = await readBody(route, request);
  if (body.kind === 'refused') return body;
  const key = request.headers.get('idempotency-key') ?? undefined;
  return route.run({
    services: options.services,
    actor,
    from,
    params: params.value,
    query: query.value,
    body: body.value,
    key,
  });
}

function mayUseScope(route: ApiRoute, actor: Actor): boolean {
  if (route.scope === 'none' || actor.kind !== 'person' || actor.by.kind === 'session') return true;
  return actor.by.scopes.includes(route.scope);
}

async function readBody(route: ApiRoute, request: Request): Promise<Outcome<unknown>> {
  if (route.bytes) return readBytes(route.bytes, request);
  if (!route.body) return { kind: 'done', value: undefined };
  const read = await readBytes(
    { mediaTypes: ['application/json'], most: route.bodyMost ?? MOST_BODY_BYTES },
    request,
  );
  if (read.kind === 'refused') return read;
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(read.value));
  } catch {
    return refused('invalid', 'not-json');
  }
  return parse(route.body, value);
}

async function readBytes(
  { mediaTypes, most }: { mediaTypes: readonly string[]; most: number },
  request: Request,
): Promise<Outcome<Uint8Array>> {
  const mediaType = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (!mediaTypes.includes(mediaType)) return refused('invalid', 'media-type');
  const told = Number(request.headers.get('content-length') ?? Number.NaN);
  if (told > most) return refused('too-large');
  // A length that was told holds, and without a stream the body is read at a fraction of the cost.
  if (told <= most) return { kind: 'done', value: new Uint8Array(await request.arrayBuffer()) };
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of request.body ?? []) {
    length += part.byteLength;
    if (length > most) return refused('too-large');
    parts.push(part);
  }
  return { kind: 'done', value: Buffer.concat(parts, length) };
}

function honoPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}
