import type { ServerResponse } from 'node:http';

/** For whatever is no page and says nothing of its own: opened as one it runs nothing, and loads our style alone. Pages bring theirs. */
const NO_PAGE =
  "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const YEAR_SECONDS = 31_536_000;

/** Headers that every answer carries: pages, the API, files and refusals alike. */
export function secureHeaders(response: ServerResponse, https: boolean): void {
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('content-security-policy', NO_PAGE);
  response.setHeader('x-frame-options', 'DENY');
  response.setHeader('referrer-policy', 'same-origin');
  response.setHeader('cross-origin-opener-policy', 'same-origin');
  response.setHeader('cross-origin-resource-policy', 'same-origin');
  response.setHeader(
    'permissions-policy',
    'camera=(), microphone=(), geolocation=(), browsing-topics=()',
  );
  if (https) response.setHeader('strict-transport-security', `max-age=${YEAR_SECONDS}`);
}
