import { readFeed } from '#features/journal/server/journal-reads.ts';
import { cardWords } from '#features/pools/card-words.ts';
import { poolPage, readPools } from '#features/pools/server/pool-reads.ts';
import { joinSpace, leaveSpace } from '#features/spaces/server/memberships.ts';
import { readSpaceHome } from '#features/spaces/server/space-page-reads.ts';
import { act, need } from '#lib/web/form-action.ts';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

const POSTS_SHOWN = 3;
const POOLS_SHOWN = 2;

/** What was written and pooled last; nothing for those who see the front of the space alone. */
export const load: PageServerLoad = async (event) => {
  const { services, actor } = event.locals;
  const { space } = event.params;
  const [home, feed, pools] = await Promise.all([
    readSpaceHome(services, actor, space),
    readFeed(services, actor, space, {}),
    readPools(services, actor, space, poolPage.parse({ size: POOLS_SHOWN })),
  ]);
  return {
    space: need(event, home),
    latest: feed.kind === 'done' ? feed.value.posts.slice(0, POSTS_SHOWN) : [],
    pools:
      pools.kind === 'done'
        ? { ...pools.value, words: cardWords(event.locals.viewer.locale) }
        : undefined,
  };
};

export const actions: Actions = {
  join: async (event) => {
    const data = await event.request.formData();
    const joined = await act(event, joinSpace, {
      name: 'join',
      data,
      input: { space: event.params.space },
    });
    if (joined.kind === 'failure') return joined.failure;
  },
  leave: async (event) => {
    const data = await event.request.formData();
    const left = await act(event, leaveSpace, {
      name: 'leave',
      data,
      input: { space: event.params.space },
    });
    if (left.kind === 'failure') return left.failure;
    redirect(303, '/');
  },
};
