import { readOwnData } from '#features/installation/server/own-data.ts';
import { need, provePath } from '#lib/web/form-action.ts';
import { redirect } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** Everything that is kept about whoever asks, as a file. */
export const GET: RequestHandler = async (event) => {
  const outcome = await readOwnData(event.locals.services, event.locals.actor);
  if (outcome.kind === 'refused' && outcome.name === 'prove-again')
    redirect(303, provePath('/settings/data'));
  const { at } = need(event, outcome);
  return new Response(JSON.stringify(need(event, outcome), null, 2), {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': `attachment; filename="muster-${at.slice(0, 10)}.json"`,
      'cache-control': 'no-store',
    },
  });
};
