import type { Cookies } from '@sveltejs/kit';

/** Language and light as chosen for one browser, for those who are not signed in. */
export const PREFERENCES = ['locale', 'theme'] as const;

export function forgetPreferences(cookies: Cookies, url: URL): void {
  for (const name of PREFERENCES)
    cookies.delete(name, { path: '/', secure: url.protocol === 'https:' });
}
