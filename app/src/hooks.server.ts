import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { readOwnLocale } from '#features/installation/server/front-reads.ts';
import { identifySession, readSessionToken } from '#features/people/server/people.ts';
import { pageAction } from '#lib/web/page-policies.ts';
import { visitor } from '#server/actor.ts';
import { chooseLocale, textDirection } from '#ui/words/locale.ts';

/** Every page request: find the services and the actor, refuse what no policy declares, and set the headers. */
export const handle: Handle = async ({ event, resolve }) => {
  const muster = event.platform?.req.muster;
  if (!muster) throw new Error('Pages are served by serve.ts or the development server alone.');
  event.locals.services = muster.services;
  event.locals.from = {
    address: muster.address,
    device: event.request.headers.get('user-agent')?.slice(0, 200) ?? '',
  };
  const identified = await identifySession(
    muster.services,
    readSessionToken(event.cookies, event.url.protocol === 'https:'),
  );
  event.locals.actor = identified?.actor ?? visitor;
  event.locals.viewer = {
    locale:
      chooseLocale(
        event.cookies.get('locale') ?? identified?.person.locale,
        event.request.headers.get('accept-language'),
      ) ?? (await readOwnLocale(muster.services, event.locals.actor)),
    timeZone: identified?.person.timeZone ?? 'UTC',
    theme: identified?.person.theme ?? themeOf(event.cookies.get('theme')),
    person: identified?.person,
  };
  if (event.route.id && !pageAction(event.route.id))
    throw new Error(`The page ${event.route.id} has no declared policy.`);
  const { locale, theme } = event.locals.viewer;
  return resolve(event, {
    transformPageChunk: ({ html }) =>
      html
        .replace('%muster.locale%', locale)
        .replace('%muster.direction%', textDirection(locale))
        .replace('%muster.theme%', theme),
    filterSerializedResponseHeaders: (name) => name === 'content-type',
  });
};

export const handleError: HandleServerError = ({ kind, error, event }) => {
  if (kind !== 'unknown') return;
  const stack = error instanceof Error ? error.stack : undefined;
  // The route and not the address: some addresses hold a secret that was mailed.
  event.locals.services?.log.error(
    { error: String(error), stack, route: event.route.id },
    'a page failed',
  );
};

function themeOf(chosen: string | undefined): 'auto' | 'light' | 'dark' {
  return chosen === 'light' || chosen === 'dark' ? chosen : 'auto';
}
