import { readDrafts, readFeed } from '#features/journal/server/journal-reads.ts';
import { need } from '#lib/web/form-action.ts';
import type { PageServerLoad } from './$types';

const WRITERS = new Set(['host', 'partner']);

export const load: PageServerLoad = async (event) => {
  const { services, actor } = event.locals;
  const { space } = await event.parent();
  const search = event.url.searchParams.get('search')?.slice(0, 200) || undefined;
  const after = event.url.searchParams.get('after') ?? undefined;
  const feed = need(
    event,
    await readFeed(services, actor, space.address, {
      ...(search ? { search } : {}),
      ...(after ? { after } : {}),
    }),
  );
  const writes = WRITERS.has(space.role);
  const drafts = writes ? need(event, await readDrafts(services, actor, space.address)).drafts : [];
  return { ...feed, drafts, writes, search: search ?? '' };
};
