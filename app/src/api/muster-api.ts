import type { ServerResponse } from 'node:http';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { ApiRoute } from '#server/api-route.ts';
import type { Services } from '#server/services.ts';
import { buildApi, type CameFrom } from './api.ts';
import { type Callers, openCallers } from './caller.ts';
import { openWindow } from './live-windows.ts';
import { problemResponse } from './problem.ts';

export type MusterApi = {
  fetch(
    request: Request,
    env: CameFrom & { outgoing?: ServerResponse },
  ): Response | Promise<Response>;
};

const LIVE_PATH = /^\/api\/v1\/spaces\/([a-z0-9-]+)\/live$/;

/** The public API with what is particular to it: who calls, how often, and the live stream beside the routes. */
export function buildMusterApi(services: Services, routes: readonly ApiRoute[]): MusterApi {
  const callers = openCallers(services);
  const app = buildApi({ services, routes, ...callers });
  return {
    fetch: (request, env) => {
      const url = new URL(request.url);
      const space = LIVE_PATH.exec(url.pathname)?.[1];
      if (space && request.method === 'GET' && env.outgoing)
        return live(services, callers, request, {
          space,
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
  }: { space: string; url: URL; from: CameFrom; outgoing: ServerResponse },
): Promise<Response> {
  const identified = await callers.identify(request, from);
  if (identified.kind === 'refused') return problemResponse(identified, url.pathname);
  const topics = (url.searchParams.get('topics') ?? '').split(',').filter(Boolean);
  const opened = await openWindow(services, identified.value.actor, { space, topics }, outgoing);
  return opened.kind === 'refused' ? problemResponse(opened, url.pathname) : RESPONSE_ALREADY_SENT;
}
