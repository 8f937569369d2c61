import { confirmDelivery, openDispute } from '#features/making/server/deliveries.ts';
import { readMaking } from '#features/making/server/making-reads.ts';
import { act, need, typedValues } from '#lib/web/form-action.ts';
import type { Command } from '#server/commands/command.ts';
import { redirect, type RequestEvent } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { services, actor } = event.locals;
  return need(event, await readMaking(services, actor, event.params.space));
};

export const actions: Actions = {
  confirm: (event) => run(event, confirmDelivery),
  complain: (event) => run(event, openDispute),
};

async function run<Input, Subject, Value>(
  event: RequestEvent,
  command: Command<Input, Subject, Value>,
) {
  const data = await event.request.formData();
  const input = { ...typedValues(data), space: event.params.space };
  const outcome = await act(event, command, { name: 'parcel', data, input });
  if (outcome.kind === 'failure') return outcome.failure;
  redirect(303, event.url.pathname);
}
