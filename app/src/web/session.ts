import type { Cookies } from '@sveltejs/kit';
import { sessionCookieName } from '#features/people/server/people.ts';

const THIRTY_DAYS_SECONDS = 30 * 86_400;

/** Hands the token of a new session to the browser; scripts of the page cannot read it. */
export function setSession(cookies: Cookies, url: URL, token: string): void {
  const secure = url.protocol === 'https:';
  cookies.set(sessionCookieName(secure), token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure,
    maxAge: THIRTY_DAYS_SECONDS,
  });
}

export function clearSession(cookies: Cookies, url: URL): void {
  const secure = url.protocol === 'https:';
  cookies.delete(sessionCookieName(secure), { path: '/', secure });
}

/** Where to go after signing in: a path of this installation alone, never an address that somebody put into a link. */
export function nextPath(url: URL): string {
  const next = url.searchParams.get('next') ?? '/';
  return /^\/(?![/\\])/.test(next) ? next : '/';
}
