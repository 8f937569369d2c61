import { atomFeed, readAtomFeed } from '#features/journal/server/atom-feed.ts';
import { need } from '#lib/web/form-action.ts';
import { sayRefusal } from '#lib/web/refusal-words.ts';
import { error } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** The journal of a public space for feed readers, who carry no session. */
export const GET: RequestHandler = async (event) => {
  const { services, viewer } = event.locals;
  const read = await readAtomFeed(services, event.params.space);
  if (read.kind === 'refused')
    error(404, { message: sayRefusal(viewer.locale, { name: 'not-found' }), name: 'not-found' });
  const { text, etag, updated } = atomFeed(need(event, read), event.url.origin);
  const headers = {
    'content-type': 'application/atom+xml; charset=utf-8',
    'cache-control': 'public, max-age=300',
    etag,
    'last-modified': updated.toUTCString(),
  };
  const known = event.request.headers.get('if-none-match');
  const since = Date.parse(event.request.headers.get('if-modified-since') ?? '');
  const same = known ? known.includes(etag) : Math.floor(updated.getTime() / 1000) * 1000 <= since;
  return same ? new Response(null, { status: 304, headers }) : new Response(text, { headers });
};
