import { claimOperator } from '#features/installation/server/claim-operator.ts';
import { act } from '#lib/web/form-action.ts';
import { redirect } from '@sveltejs/kit';
import type { Actions } from './$types';

export const actions: Actions = {
  default: async (event) => {
    const data = await event.request.formData();
    const input = { token: event.params.token };
    const claimed = await act(event, claimOperator, { name: 'claim', data, input });
    if (claimed.kind === 'failure') return claimed.failure;
    redirect(303, '/admin');
  },
};
