import { redirect } from '@sveltejs/kit';
import { openBench } from '#features/benches/server/open-bench.ts';
import {
  readChoices,
  readPostedRoot,
  withEdits,
  workOut,
} from '#features/designs/server/studio-form.ts';
import { readStart } from '#features/designs/server/studio-start.ts';
import { kitForStudio } from '#features/designs/studio-kit.ts';
import type { Worked } from '#features/designs/studio-state.ts';
import { act, need } from '#lib/web/form-action.ts';
import { draftOf, keepForSignIn } from '#lib/web/kept-drafts.ts';
import { publishFrom, typedBeside } from '#lib/web/studio-actions.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const { space } = await event.parent();
  const { kit, prices, ...start } = need(event, await startOf(event));
  const subject = draftSubject(space.address, event.params.start);
  const draft = await draftOf(event, subject);
  return {
    ...start,
    bench: kitForStudio(kit, prices),
    start: event.params.start,
    subject,
    draft,
    begun: readPostedRoot(kit, draft?.fields['design']),
    publishes: !['visitor', 'person'].includes(space.role),
    key: crypto.randomUUID(),
  };
};

function startOf(event: RequestEvent, choices?: Parameters<typeof readStart>[3]) {
  const { services, actor, viewer } = event.locals;
  const { space, start } = event.params;
  return readStart(services, actor, { space, start, locale: viewer.locale }, choices);
}

/** Of one person: the piece that they began with, in this space. */
function draftSubject(space: string, start: string): string {
  const name = start.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return `design:${space}:${name}`;
}

export const actions: Actions = {
  /** Without script: what was typed and which button was pressed come to a design, which the page shows. */
  work: async (event) => {
    const data = await event.request.formData();
    const { kit } = need(event, await startOf(event));
    const root = readPostedRoot(kit, data.get('design'));
    if (!root) return undefined;
    return worked({ ...workOut(kit, root, data), ...typedBeside(data) });
  },
  combine: async (event) => {
    const data = await event.request.formData();
    const { kit, root: chosen, conflicts } = need(event, await startOf(event, readChoices(data)));
    const { root: before } = need(event, await startOf(event, readChoices(data, '_chosen:')));
    const posted = readPostedRoot(kit, data.get('design')) ?? before;
    const { root: edited, selected } = workOut(kit, posted, data);
    const root = withEdits({ before, edited, chosen });
    return worked({ root, conflicts, selected, ...typedBeside(data) });
  },
  publish: async (event) => {
    const data = await event.request.formData();
    await keepForSignIn(event, data);
    const { kit } = need(event, await startOf(event));
    return publishFrom(event, { ...event.params, kit, data });
  },
  /** From here on others can work on it too. */
  together: async (event) => {
    const data = await event.request.formData();
    await keepForSignIn(event, data);
    const { space, start } = event.params;
    const { kit } = need(event, await startOf(event));
    const root = readPostedRoot(kit, data.get('design'));
    const { title } = typedBeside(data);
    const input = { space, begun: start, kit: kit.hash, root, title };
    const opened = await act(event, openBench, { name: 'publish', data, input });
    if (opened.kind === 'failure') return opened.failure;
    redirect(303, `/s/${space}/designs/bench/${opened.value.address}`);
  },
};

function worked(studio: Worked): { studio: Worked } {
  return { studio };
}
