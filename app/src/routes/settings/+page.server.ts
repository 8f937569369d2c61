import { readAccount } from '#features/people/server/account-reads.ts';
import { changeProfile } from '#features/people/server/change-profile.ts';
import { act, need, typedValues } from '#lib/web/form-action.ts';
import { forgetPreferences } from '#lib/web/preferences.ts';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { person } = need(event, await readAccount(event.locals.services, event.locals.actor));
  return {
    person,
    saved: event.url.searchParams.has('saved'),
    timeZones: ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')],
  };
};

export const actions: Actions = {
  default: async (event) => {
    const data = await event.request.formData();
    const changed = await act(event, changeProfile, {
      name: 'profile',
      data,
      input: typedValues(data),
    });
    if (changed.kind === 'failure') return changed.failure;
    // What was chosen for this browser alone gives way to what was chosen for the person.
    forgetPreferences(event.cookies, event.url);
    redirect(303, '/settings?saved');
  },
};
