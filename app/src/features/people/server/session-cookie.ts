const COOKIE_NAMES = ['__Host-muster', 'muster'] as const;

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
