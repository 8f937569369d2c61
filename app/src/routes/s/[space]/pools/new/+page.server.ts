import { error, redirect } from '@sveltejs/kit';
import { openPool } from '#features/pools/server/open-pool.ts';
import { readWanted } from '#features/wanteds/server/wanted-reads.ts';
import { writeSpecText } from '#features/wanteds/spec-text.ts';
import { act, need, signInPath } from '#lib/web/form-action.ts';
import { readPoolForm } from '#lib/web/pool-forms.ts';
import { fieldsOfInstant } from '#ui/words/zoned-time.ts';
import type { Actions, PageServerLoad } from './$types';

const USUAL_DAYS = 21;
const DAY_MS = 86_400_000;

export const load: PageServerLoad = async (event) => {
  const { services, actor, viewer } = event.locals;
  const { space } = await event.parent();
  if (actor.kind === 'visitor') redirect(303, signInPath(event.url));
  if (space.role !== 'host') error(403);
  const wanted = event.url.searchParams.get('wanted');
  const from = wanted
    ? need(event, await readWanted(services, actor, { space: space.address, wanted }))
    : undefined;
  const ahead = (days: number) =>
    fieldsOfInstant(new Date(services.clock.now().getTime() + days * DAY_MS), viewer.timeZone);
  return {
    key: crypto.randomUUID(),
    closes: { ...ahead(USUAL_DAYS), time: '18:00' },
    due: { ...ahead(USUAL_DAYS - 7), time: '18:00' },
    from: from && {
      address: from.address,
      title: from.title,
      body: from.body,
      spec: writeSpecText(from.spec),
    },
  };
};

export const actions: Actions = {
  default: async (event) => {
    const { space } = event.params;
    const data = await event.request.formData();
    const currency = String(data.get('currency') ?? 'EUR');
    const { timeZone } = event.locals.viewer;
    const input = { space, ...readPoolForm(data, { currency, timeZone }) };
    const opened = await act(event, openPool, { name: 'pool', data, input });
    if (opened.kind === 'failure') return opened.failure;
    redirect(303, `/s/${space}/pools/${opened.value.address}`);
  },
};
