import { readDrafts, readFeed } from '#features/journal/server/journal-reads.ts';
import { need } from '#lib/web/form-action.ts';
import type { PageServerLoad } from './$types';

const WRITERS = new Set(['host', 'partner']);

export const load: PageServerLoad = async (event) => {
  const { services, actor } = event.locals;
  const { space } = await event.parent();
  const asked = Object.fromEntries(
    ['search', 'author', 'after'].flatMap((name) => {
      const value = event.url.searchParams.get(name)?.trim().slice(0, 200);
      return value ? [[name, value]] : [];
    }),
  );
  const feed = need(event, await readFeed(services, actor, space.address, asked));
  const writes = WRITERS.has(space.role);
  const drafts = writes ? need(event, await readDrafts(services, actor, space.address)).drafts : [];
  return { ...feed, drafts, writes, search: asked.search ?? '', author: asked.author ?? '' };
};
