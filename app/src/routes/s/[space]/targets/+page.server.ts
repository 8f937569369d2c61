import { setTarget } from '#features/spaces/server/set-target.ts';
import { MEASURES } from '#features/spaces/server/space-input.ts';
import { readTargets } from '#features/spaces/server/space-page-reads.ts';
import { act, need } from '#lib/web/form-action.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { services, actor } = event.locals;
  const targets = need(event, await readTargets(services, actor, event.params.space));
  const goals = new Map(targets.map(({ measure, goal }) => [measure, goal]));
  return { measures: MEASURES.map((measure) => ({ measure, goal: goals.get(measure) ?? null })) };
};

export const actions: Actions = {
  set: async (event) => {
    const data = await event.request.formData();
    const measure = data.get('measure');
    // An empty field would count as 0, which is a goal as well.
    const input = { space: event.params.space, measure, goal: data.get('goal') || undefined };
    const set = await act(event, setTarget, { name: 'set', data, input });
    return set.kind === 'failure' ? set.failure : { saved: String(measure) };
  },
  remove: async (event) => {
    const data = await event.request.formData();
    const input = { space: event.params.space, measure: data.get('measure'), goal: null };
    const removed = await act(event, setTarget, { name: 'remove', data, input });
    if (removed.kind === 'failure') return removed.failure;
  },
};
