import { redirect } from '@sveltejs/kit';
import { readBench, readBenchDesign } from '#features/benches/server/bench-reads.ts';
import { changeBench } from '#features/benches/server/change-bench.ts';
import { closeBench, shareBench } from '#features/benches/server/share-bench.ts';
import { postedDesign, readPostedRoot, workOut } from '#features/designs/server/studio-form.ts';
import { readParents } from '#features/designs/server/studio-start.ts';
import { kitForStudio } from '#features/designs/studio-kit.ts';
import { act, need } from '#lib/web/form-action.ts';
import { draftOf } from '#lib/web/kept-drafts.ts';
import { publishFrom, typedBeside } from '#lib/web/studio-actions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { services, actor } = event.locals;
  const { space } = await event.parent();
  const bench = need(event, await readBench(services, actor, event.params));
  const { kit, prices, root } = need(event, await readBenchDesign(services, actor, event.params));
  const parents = need(event, await readParents(services, actor, space.address, bench.begun));
  const subject = `bench:${space.address}:${bench.address}`;
  return {
    bench,
    studio: kitForStudio(kit, prices),
    root,
    parents,
    subject,
    draft: await draftOf(event, subject),
    address: `${services.config.origin}${event.url.pathname}`,
    key: crypto.randomUUID(),
  };
};

export const actions: Actions = {
  /** Without script: what was typed and which button was pressed is done to what stands on the bench now. */
  work: async (event) => {
    const data = await event.request.formData();
    const { services, actor } = event.locals;
    const { kit } = need(event, await readBenchDesign(services, actor, event.params));
    const before = readPostedRoot(kit, postedDesign(data));
    if (!before) return undefined;
    const { root: after, selected } = workOut(kit, before, data);
    const input = { ...event.params, before, after };
    const changed = await act(event, changeBench, { name: 'work', data: new FormData(), input });
    if (changed.kind === 'failure') return changed.failure;
    return { worked: { selected, ...typedBeside(data) } };
  },
  publish: async (event) => {
    const { services, actor } = event.locals;
    const { begun } = need(event, await readBench(services, actor, event.params));
    const { kit } = need(event, await readBenchDesign(services, actor, event.params));
    const data = await event.request.formData();
    return publishFrom(event, { space: event.params.space, start: begun, kit, data });
  },
  share: async (event) => {
    const data = await event.request.formData();
    const named = (name: string) => data.get(name) || undefined;
    const link = named('byLink');
    const input = {
      ...event.params,
      letIn: named('letIn'),
      shutOut: named('shutOut'),
      ...(link ? { byLink: link === 'yes' } : {}),
    };
    const shared = await act(event, shareBench, { name: 'share', data, input });
    if (shared.kind === 'failure') return shared.failure;
  },
  clear: async (event) => {
    const data = await event.request.formData();
    const closed = await act(event, closeBench, { name: 'share', data, input: event.params });
    if (closed.kind === 'failure') return closed.failure;
    redirect(303, `/s/${event.params.space}/designs`);
  },
};
