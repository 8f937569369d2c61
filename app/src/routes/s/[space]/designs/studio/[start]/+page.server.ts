import { redirect } from '@sveltejs/kit';
import { publishDesign, publishVersion } from '#features/designs/server/publish-design.ts';
import {
  readChoices,
  readPostedRoot,
  readPublication,
  workOut,
} from '#features/designs/server/studio-form.ts';
import { parentsOf, readStart } from '#features/designs/server/studio-start.ts';
import { kitForStudio } from '#features/designs/studio-kit.ts';
import type { Worked } from '#features/designs/studio-state.ts';
import { act, need } from '#lib/web/form-action.ts';
import { draftOf, keepForSignIn } from '#lib/web/kept-drafts.ts';
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
    return worked({ ...workOut(kit, root, data), ...typed(data) });
  },
  combine: async (event) => {
    const data = await event.request.formData();
    const choices = readChoices(data);
    const { root, conflicts } = need(event, await startOf(event, choices));
    return worked({ root, conflicts, selected: 'root', ...typed(data) });
  },
  publish: async (event) => {
    const data = await event.request.formData();
    await keepForSignIn(event, data);
    const { space, start } = event.params;
    const [first, second] = parentsOf(start);
    const { kit } = need(event, await startOf(event));
    const input = { space, ...readPublication(kit, data) };
    const published =
      first && data.get('as') === 'further'
        ? await act(event, publishVersion, {
            name: 'publish',
            data,
            input: {
              ...input,
              design: first.design,
              after: first.number,
              merged: second ?? null,
            },
          })
        : await act(event, publishDesign, {
            name: 'publish',
            data,
            input: {
              ...input,
              parents: parentsOf(start),
            },
          });
    if (published.kind === 'failure') return published.failure;
    redirect(303, `/s/${space}/designs/${published.value.address}`);
  },
};

function worked(studio: Worked): { studio: Worked } {
  return { studio };
}

function typed(data: FormData) {
  return { title: String(data.get('title') ?? ''), reason: String(data.get('reason') ?? '') };
}
