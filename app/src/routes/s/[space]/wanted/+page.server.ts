import { readWanteds, wantedPage } from '#features/wanteds/server/wanted-reads.ts';
import { need } from '#lib/web/form-action.ts';
import { parse } from '#server/outcome.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { services, actor } = event.locals;
  const { space } = await event.parent();
  const asked = [...event.url.searchParams].filter(([, value]) => value);
  const wanted = need(event, parse(wantedPage, Object.fromEntries(asked)));
  const list = need(event, await readWanteds(services, actor, space.address, wanted));
  return { ...list, asked: wanted, writes: !['visitor', 'person'].includes(space.role) };
};
