import { redirect } from '@sveltejs/kit';
import { openSpace } from '#features/spaces/server/open-space.ts';
import { MEASURES } from '#features/spaces/server/space-input.ts';
import { act, signInPath, typedValues } from '#lib/web/form-action.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
  if (locals.actor.kind === 'visitor') redirect(303, signInPath(url));
  return { key: crypto.randomUUID() };
};

export const actions: Actions = {
  default: async (event) => {
    const data = await event.request.formData();
    const typed = typedValues(data);
    const set = MEASURES.filter((measure) => typed[`target-${measure}`]);
    const targets = set.map((measure) => ({ measure, goal: typed[`target-${measure}`] }));
    const input = { ...typed, targets };
    const opened = await act(event, openSpace, { name: 'open', data, input });
    if (opened.kind === 'done') redirect(303, `/s/${opened.value.address}`);
    // The command names the place in its list; the form has a field for each measure.
    for (const wrong of opened.failure.data.fields)
      wrong.field = wrong.field.replace(
        /^targets\.(\d+)\.goal$/,
        (_, place: string) => `target-${set[Number(place)] ?? ''}`,
      );
    return opened.failure;
  },
};
