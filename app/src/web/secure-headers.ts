/** Headers that every answer carries, pages and files alike. */
export function secureHeaders(headers: Headers, https: boolean): void {
  headers.set('x-content-type-options', 'nosniff');
  headers.set('referrer-policy', 'same-origin');
  headers.set('cross-origin-opener-policy', 'same-origin');
  headers.set('cross-origin-resource-policy', 'same-origin');
  headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=(), browsing-topics=()');
  headers.set('x-frame-options', 'DENY');
  if (https) headers.set('strict-transport-security', 'max-age=31536000');
}
