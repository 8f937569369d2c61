import { readPost, readPostVersions } from '#features/journal/server/journal-reads.ts';
import { need } from '#lib/web/form-action.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { services, actor } = event.locals;
  const post = need(event, await readPost(services, actor, event.params));
  const { versions } = need(event, await readPostVersions(services, actor, event.params));
  return { post: { title: post.title, address: post.address }, versions };
};
