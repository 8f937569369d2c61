import { redirect } from '@sveltejs/kit';
import { sayMeToo, takeBackMeToo } from '#features/wanteds/server/me-too.ts';
import { decideMerge, suggestMerge } from '#features/wanteds/server/merge-wanted.ts';
import { decideProposal, proposeSpec } from '#features/wanteds/server/propose-spec.ts';
import { readWanted } from '#features/wanteds/server/wanted-reads.ts';
import { readSpecText, writeSpecText } from '#features/wanteds/spec-text.ts';
import { act, need, signInPath } from '#lib/web/form-action.ts';
import { readMeTooForm } from '#lib/web/pool-forms.ts';
import { askedOf, loadThread, threadActions } from '#lib/web/thread-actions.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const { services, actor } = event.locals;
  const { space } = await event.parent();
  const wanted = need(event, await readWanted(services, actor, event.params));
  return {
    wanted,
    specText: writeSpecText(wanted.spec),
    thread: wanted.thread ? await loadThread(event, space.address, wanted.thread) : undefined,
    asked: await askedOf(event, wanted.thread),
    key: crypto.randomUUID(),
  };
};

export const actions: Actions = {
  ...threadActions(async (event) => {
    const { space, wanted = '' } = event.params;
    const { services, actor } = event.locals;
    return need(event, await readWanted(services, actor, { space, wanted })).thread ?? '';
  }),
  meToo: async (event) => {
    if (event.locals.actor.kind === 'visitor') redirect(303, signInPath(event.url));
    const data = await event.request.formData();
    const input = {
      ...event.params,
      ...readMeTooForm(data, String(data.get('currency') ?? 'EUR')),
    };
    const said = await act(event, sayMeToo, { name: 'meToo', data, input });
    if (said.kind === 'failure') return said.failure;
    redirect(303, `${event.url.pathname}#me-too`);
  },
  notAnyMore: (event) => decide(event, 'meToo', takeBackMeToo, []),
  propose: async (event) => {
    const data = await event.request.formData();
    const spec = readSpecText(String(data.get('spec') ?? ''));
    const input = { ...event.params, spec, note: data.get('note') };
    const proposed = await act(event, proposeSpec, { name: 'propose', data, input });
    if (proposed.kind === 'failure') return proposed.failure;
    redirect(303, event.url.pathname);
  },
  decideProposal: (event) => decide(event, 'propose', decideProposal, ['proposal', 'outcome']),
  suggestMerge: (event) => decide(event, 'merge', suggestMerge, ['into']),
  decideMerge: (event) => decide(event, 'merge', decideMerge, ['merge', 'outcome']),
};

/** A form that names its few fields as the command does. */
async function decide<Input, Subject, Value>(
  event: RequestEvent,
  name: string,
  command: Parameters<typeof act<Input, Subject, Value>>[1],
  fields: readonly string[],
) {
  const data = await event.request.formData();
  const given = Object.fromEntries(fields.map((field) => [field, data.get(field)]));
  const done = await act(event, command, { name, data, input: { ...event.params, ...given } });
  if (done.kind === 'failure') return done.failure;
  redirect(303, event.url.pathname);
}
