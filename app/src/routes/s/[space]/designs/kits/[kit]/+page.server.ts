import { redirect } from '@sveltejs/kit';
import { kitText, ownFrom, parsed, readKitForm } from '#features/designs/server/kit-form.ts';
import { onKit, readKitAtHand } from '#features/designs/server/kit-reads.ts';
import { saveKit } from '#features/designs/server/save-kit.ts';
import { act, need } from '#lib/web/form-action.ts';
import { parse } from '#server/outcome.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { services, actor } = event.locals;
  const wanted = need(event, parse(onKit, event.params));
  const read = need(event, await readKitAtHand(services, actor, { ...wanted, action: 'kit.edit' }));
  const { kit, edition, prices } = read;
  return {
    from: kit.kit.name,
    text: kitText(edition ? kit.kit : ownFrom(kit)),
    after: edition?.number ?? 0,
    offered: edition?.offered ?? true,
    prices: prices.list,
    key: crypto.randomUUID(),
  };
};

export const actions: Actions = {
  /** Without script: what was typed comes to a kit, which the page tries. */
  work: async (event) => {
    const data = await event.request.formData();
    return { text: readKitForm(data), offered: data.get('offered') === 'true' };
  },
  save: async (event) => {
    const data = await event.request.formData();
    const text = readKitForm(data);
    const { space, kit } = event.params;
    const input = {
      space,
      kit: parsed(text) ?? null,
      after: data.get('after'),
      offered: data.get('offered') === 'true',
      from: kit,
    };
    const saved = await act(event, saveKit, { name: 'kit', data, input });
    if (saved.kind === 'failure') return saved.failure;
    redirect(303, `/s/${space}/designs/kits/${saved.value.kit}?saved=${saved.value.number}`);
  },
};
