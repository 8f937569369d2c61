import { randomBytes } from 'node:crypto';
import type { Cookies } from '@sveltejs/kit';
import { SESSION_COOKIE_SECONDS, sessionCookieName } from '#features/people/server/people.ts';

/** Hands the token of a new session to the browser; scripts of the page cannot read it. */
export function setSession(cookies: Cookies, url: URL, token: string): void {
  cookies.set(sessionCookieName(url.protocol === 'https:'), token, {
    ...hidden(url),
    maxAge: SESSION_COOKIE_SECONDS,
  });
}

export function clearSession(cookies: Cookies, url: URL): void {
  const secure = url.protocol === 'https:';
  cookies.delete(sessionCookieName(secure), { path: '/', secure });
}

const TRIP_SECONDS = 600;

/** Binds a trip to the outside provider to this browser. Several windows share it. */
export function tripCookie(cookies: Cookies, url: URL): string {
  const secure = url.protocol === 'https:';
  const browser = readTripCookie(cookies, url) ?? randomBytes(32).toString('base64url');
  cookies.set(tripCookieName(secure), browser, { ...hidden(url), maxAge: TRIP_SECONDS });
  return browser;
}

export function readTripCookie(cookies: Cookies, url: URL): string | undefined {
  return cookies.get(tripCookieName(url.protocol === 'https:'));
}

function tripCookieName(secure: boolean): string {
  return secure ? '__Host-muster-trip' : 'muster-trip';
}

function hidden(url: URL) {
  const secure = url.protocol === 'https:';
  return { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
}

/** The token of the invitation that somebody is about to accept, when that is what they go on to. */
export function invitationIn(next: string): string | undefined {
  return /^\/join\/([\w-]{20,100})$/.exec(next)?.[1];
}

/** Where to go after signing in: a path of this installation alone, never an address that somebody put into a link. */
export function nextPath(url: URL, otherwise = '/'): string {
  const next = url.searchParams.get('next') ?? otherwise;
  return /^\/(?![/\\])/.test(next) ? next : otherwise;
}
