import { readAllSpaces, spacesPage } from '#features/installation/server/operator-reads.ts';
import { need } from '#lib/web/form-action.ts';
import { parse } from '#server/outcome.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { services, actor } = event.locals;
  const wanted = need(event, parse(spacesPage, Object.fromEntries(event.url.searchParams)));
  return need(event, await readAllSpaces(services, actor, wanted));
};
