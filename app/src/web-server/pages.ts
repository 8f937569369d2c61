import { fileURLToPath, pathToFileURL } from 'node:url';
import { type PageHandler, prepareForPages } from './web-server.ts';

const BUILT = fileURLToPath(new URL('../../build/handler.js', import.meta.url));

/** The pages as they were built by `vite build`. */
export async function loadPages(): Promise<PageHandler> {
  prepareForPages();
  const built: unknown = await import(pathToFileURL(BUILT).href);
  if (
    typeof built === 'object' &&
    built !== null &&
    'handler' in built &&
    typeof built.handler === 'function'
  )
    return built.handler as PageHandler;
  throw new Error(`${BUILT} holds no handler; build the pages anew.`);
}

/** For an installation, or a test, that serves the API alone. */
export const noPages: PageHandler = (_request, response) => {
  response
    .writeHead(404, { 'content-type': 'text/plain' })
    .end('This process serves the API alone.\n');
};
