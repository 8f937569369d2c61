const COOKIE_NAMES = ['__Host-muster', 'muster'] as const;
export const SESSION_COOKIE_SECONDS = 30 * 86_400;

/** Over https the cookie carries the prefix that binds it to this host; plain http (one's own machine) cannot. */
export function sessionCookieName(https: boolean): string {
  return https ? COOKIE_NAMES[0] : COOKIE_NAMES[1];
}

/** Only the name that fits the protocol: over https, a cookie without the prefix may come from a sibling of this host. */
export function readSessionToken(
  cookies: { get(name: string): string | undefined },
  https: boolean,
): string | undefined {
  return cookies.get(sessionCookieName(https));
}

/** The answer of the API to whoever got a new session: the token goes into the cookie, where scripts cannot read it. */
export function answerWithSession(
  token: string | undefined,
  https: boolean,
  body: object,
): Response {
  const headers = new Headers({ 'cache-control': 'no-store' });
  if (token)
    headers.set(
      'set-cookie',
      `${sessionCookieName(https)}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${SESSION_COOKIE_SECONDS}${https ? '; Secure' : ''}`,
    );
  return Response.json(body, { headers });
}
