import type { ServerResponse } from 'node:http';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { ApiRoute } from '#server/api-route.ts';
import type { Services } from '#server/services.ts';
import { buildApi, type CameFrom } from './api.ts';
import { type Callers, openCallers } from './caller.ts';
import { readPosition } from '#server/events/event.ts';
import { openOwnWindow, openWindow } from './live-windows.ts';
import { problemResponse } from './problem.ts';

export type MusterApi = {
  fetch(
    request: Request,
    env: CameFrom & { outgoing?: ServerResponse },
  ): Response | Promise<Response>;
};

const LIVE_PATH = /^\/api\/v1\/(?:spaces\/([a-z0-9-]+)|me)\/live$/;

/** The public API with what is particular to it: who calls, how often, and the live stream beside the routes. */
export function buildMusterApi(services: Services, routes: readonly ApiRoute[]): MusterApi {
  const callers = openCallers(services);
  const app = buildApi({ services, routes, ...callers });
  return {
    fetch: (request, env) => {
      const url = new URL(request.url);
      const wanted = LIVE_PATH.exec(url.pathname);
      if (wanted && request.method === 'GET' && env.outgoing)
        return live(services, callers, request, {
          space: wanted[1],
          url,
          from: env,
          outgoing: env.outgoing,
        });
      return app.fetch(request, env);
    },
  };
}

async function live(
  services: Services,
  callers: Callers,
  request: Request,
  {
    space,
    url,
    from,
    outgoing,
  }: { space: string | undefined; url: URL; from: CameFrom; outgoing: ServerResponse },
): Promise<Response> {
  const identified = await callers.identify(request, from);
  if (identified.kind === 'refused') return problemResponse(identified, url.pathname);
  // The browser sends where it stood when it comes back by itself; a page that opens says where it was read.
  const since = readPosition(request.headers.get('last-event-id') ?? url.searchParams.get('since'));
  const { actor } = identified.value;
  const topics = (url.searchParams.get('topics') ?? '').split(',').filter(Boolean);
  const opened = space
    ? await openWindow(services, actor, { space, topics, since }, outgoing)
    : openOwnWindow(services, actor, since, outgoing);
  return opened.kind === 'refused' ? problemResponse(opened, url.pathname) : RESPONSE_ALREADY_SENT;
}
