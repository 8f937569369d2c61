import { createServer, IncomingMessage, type Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import compression from 'compression';
import type { Services } from '#server/services.ts';
import { answerHealth, answerMetrics } from './health.ts';
import { originOf } from './origin.ts';
import { secureHeaders } from './secure-headers.ts';

/** How pages are served: SvelteKit's handler, from the build or from the development server. */
export type PageHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  next: () => void,
) => void;

/** The public API, with the address of the caller and the raw response for streams. */
export type ApiHandler = {
  fetch(
    request: Request,
    env: { address: string; origin: string; outgoing?: ServerResponse },
  ): Response | Promise<Response>;
};

export type WebServer = { port: number; url: string; close(): Promise<void> };

declare module 'node:http' {
  interface IncomingMessage {
    muster?: {
      services: Services;
      address: string;
      /** The origin that was asked for, as trusted proxies tell it. */
      origin: string;
      /** The OpenAPI document of this very installation, for the page that shows it. */
      describeApi(): Promise<Response>;
    };
  }
}

const MOST_UPLOAD = '12M';
/** Below the API, yet pages. */
const DOCS = /^\/api\/v1\/docs(\/|$)/;
const PROTOCOL_HEADER = 'x-muster-protocol';
const HOST_HEADER = 'x-muster-host';
/** In-flight requests may finish; then what is left is cut. */
const STOP_WITHIN_MS = 15_000;

/** NOTE: the handler of the pages reads these once, when it is imported: set them before. */
export function prepareForPages(): void {
  process.env.PROTOCOL_HEADER = PROTOCOL_HEADER;
  process.env.HOST_HEADER = HOST_HEADER;
  process.env.BODY_SIZE_LIMIT = MOST_UPLOAD;
}

export async function startWebServer(
  services: Services,
  parts: { api: ApiHandler; pages: PageHandler },
): Promise<WebServer> {
  const compress = compression({
    threshold: 1024,
    filter: (request, response) => !isStream(response) && compression.filter(request, response),
  });
  const state: Serving = { stopping: false, underWay: new Set() };
  const listenApi = listenerOf(parts.api);
  const server = createServer((request, response) => {
    const { address, protocol, host } = originOf(request, services.config);
    secureHeaders(response, protocol === 'https');
    const origin = `${protocol}://${host}`;
    const describeApi = async () =>
      parts.api.fetch(new Request(`${services.config.origin}/api/v1/openapi.json`), {
        address,
        origin,
      });
    request.muster = { services, address, origin, describeApi };
    // Overwritten always: what a client sends under these names must never reach the pages.
    request.headers[PROTOCOL_HEADER] = protocol;
    request.headers[HOST_HEADER] = host;
    underWay(state, response);
    const path = request.url?.split('?')[0] ?? '/';
    if (path === '/healthz')
      answerOrBreak(services, response, answerHealth(services, state, response));
    else if (path === '/metrics')
      answerOrBreak(services, response, answerMetrics(services, request, response));
    else if (path.startsWith('/api/') && !DOCS.test(path)) void listenApi(request, response);
    else
      compress(request as never, response as never, () =>
        parts.pages(request, response, () => response.writeHead(404).end()),
      );
  });
  server.headersTimeout = 20_000;
  server.requestTimeout = 60_000;
  await listen(server, services.config);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://${urlHost(services.config.host)}:${port}`,
    close: () => stop(server, services, state),
  };
}

/** What is answered while the server stops is the last on its connection. */
type Serving = { stopping: boolean; underWay: Set<ServerResponse> };

function underWay(state: Serving, response: ServerResponse): void {
  if (state.stopping) response.setHeader('connection', 'close');
  state.underWay.add(response);
  response.on('close', () => state.underWay.delete(response));
}

/** NOTE: a promise that nobody waits for would end the process when it breaks. */
function answerOrBreak(services: Services, response: ServerResponse, answer: Promise<void>): void {
  answer.catch((error: unknown) => {
    services.log.error({ error: String(error) }, 'figures could not be told');
    if (!response.headersSent) response.writeHead(503);
    response.end();
  });
}

function listenerOf(
  api: ApiHandler,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return getRequestListener(
    (fetched, { incoming, outgoing }) => {
      if (!(incoming instanceof IncomingMessage && outgoing instanceof ServerResponse))
        throw new Error('This server speaks HTTP/1.1.');
      const { address = '', origin = '' } = incoming.muster ?? {};
      return api.fetch(fetched, { address, origin, outgoing });
    },
    { overrideGlobalObjects: false },
  );
}

function isStream(response: { getHeader(name: string): unknown }): boolean {
  return String(response.getHeader('content-type') ?? '').startsWith('text/event-stream');
}

function listen(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
}

async function stop(server: Server, services: Services, state: Serving): Promise<void> {
  state.stopping = true;
  for (const response of state.underWay)
    if (!response.headersSent) response.setHeader('connection', 'close');
  // The door first: who is let in while windows are being closed would wait for nothing.
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  await services.live.stop();
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), STOP_WITHIN_MS);
  await closed;
  clearTimeout(cut);
}

function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::' || host === '127.0.0.1') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
