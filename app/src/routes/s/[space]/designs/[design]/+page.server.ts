import { redirect } from '@sveltejs/kit';
import { designWords } from '#features/designs/design-words.ts';
import { readDesignPage } from '#features/designs/server/design-reads.ts';
import { onVersion } from '#features/designs/server/find-design.ts';
import { readLineage } from '#features/designs/server/lineage-reads.ts';
import { removeDesign } from '#features/designs/server/publish-design.ts';
import { readPinnedTalk, readSaidBefore } from '#features/designs/server/pinned-talk.ts';
import { describeDesign, differencesFrom } from '#features/designs/server/shown-design.ts';
import { act, need } from '#lib/web/form-action.ts';
import { askedOf, loadThread, threadActions } from '#lib/web/thread-actions.ts';
import { parse } from '#server/outcome.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { services, actor, viewer } = event.locals;
  const { space } = await event.parent();
  const number = event.url.searchParams.get('number') ?? undefined;
  const wanted = need(event, parse(onVersion, { ...event.params, number }));
  const { view, atHand } = need(event, await readDesignPage(services, actor, wanted));
  const lineage = need(event, await readLineage(services, actor, wanted));
  const parents = await differencesFrom(services, actor, {
    space: space.address,
    view,
    atHand,
    locale: viewer.locale,
  });
  const thread = view.thread ? await loadThread(event, space.address, view.thread) : undefined;
  const talk = { comments: thread?.comments ?? [], locale: viewer.locale };
  const place = { space: space.address, view, atHand };
  const pinned = need(event, await readPinnedTalk(services, actor, place, talk));
  const saidBefore = need(event, await readSaidBefore(services, actor, place, pinned.places));
  return {
    words: designWords(viewer.locale),
    design: view,
    pinned,
    saidBefore,
    address: `${services.config.origin}/s/${space.address}/designs/${view.address}`,
    ...describeDesign(view, atHand, viewer.locale),
    parents,
    lineage,
    thread,
    asked: await askedOf(event, view.thread),
    key: crypto.randomUUID(),
  };
};

export const actions: Actions = {
  ...threadActions(async (event) => {
    const { space, design = '' } = event.params;
    const { services, actor } = event.locals;
    const read = need(event, await readDesignPage(services, actor, { space, design }));
    return read.view.thread ?? '';
  }),
  remove: async (event) => {
    const data = await event.request.formData();
    const gone = await act(event, removeDesign, { name: 'design', data, input: event.params });
    if (gone.kind === 'failure') return gone.failure;
    redirect(303, `/s/${event.params.space}/designs`);
  },
};
