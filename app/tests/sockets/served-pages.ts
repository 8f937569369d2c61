import { once } from 'node:events';
import { type IncomingHttpHeaders, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { loadPages } from '#lib/web-server/pages.ts';
import { startWebServer } from '#lib/web-server/web-server.ts';
import { openTestInstallation, type TestInstallation } from '../ground/test-installation.ts';

export type Asked = {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer | undefined;
};
export type Answered = { status: number; headers: IncomingHttpHeaders; text: string };

/** One request over a socket of its own. NOTE: not `fetch`, which decides by itself on origin, host and what a browser says. */
export async function ask(port: number, path: string, asked: Asked = {}): Promise<Answered> {
  const { method = 'GET', headers = {}, body } = asked;
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  const sending = request({
    host: '127.0.0.1',
    port,
    path,
    method,
    headers: { ...length, ...headers },
    agent: false,
  });
  // A server that refuses a body may end the connection while it is still being sent; what counts is its answer.
  sending.on('error', () => undefined);
  sending.end(body);
  const [answer] = await once(sending, 'response', { signal: AbortSignal.timeout(30_000) });
  return { status: answer.statusCode ?? 0, headers: answer.headers, text: await text(answer) };
}

/** As a browser without script sends it. */
export function form(fields: Record<string, string>): Asked {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
    body: new URLSearchParams(fields).toString(),
  };
}

export type ServedPages = {
  muster: TestInstallation;
  port: number;
  /** As somebody asks who came by the address of the installation. */
  ask(path: string, asked?: Asked): Promise<Answered>;
  close(): Promise<void>;
};

/** A whole installation with its built pages under the name muster.test, by http or by a proxy that speaks https. */
export async function servePages(
  origin: string,
  settings: Record<string, string> = {},
): Promise<ServedPages> {
  const muster = await openTestInstallation({
    settings: { PORT: '0', ORIGIN: origin, ...settings },
  });
  const web = await startWebServer(muster.services, { api: muster.api, pages: await loadPages() });
  const { host } = new URL(origin);
  return {
    muster,
    port: web.port,
    ask: (path, asked = {}) =>
      ask(web.port, path, { ...asked, headers: { host, ...asked.headers } }),
    close: async () => {
      await web.close();
      await muster.close();
    },
  };
}
