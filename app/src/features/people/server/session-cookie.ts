const COOKIE_NAMES = ['__Host-muster', 'muster'] as const;

/** Over https the cookie carries the prefix that binds it to this host; plain http (one's own machine) cannot. */
export function sessionCookieName(https: boolean): string {
  return https ? COOKIE_NAMES[0] : COOKIE_NAMES[1];
}

export function readSessionToken(cookies: {
  get(name: string): string | undefined;
}): string | undefined {
  return cookies.get(COOKIE_NAMES[0]) ?? cookies.get(COOKIE_NAMES[1]);
}
