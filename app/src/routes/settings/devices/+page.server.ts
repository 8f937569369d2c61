import { redirect, type RequestEvent } from '@sveltejs/kit';
import { readAccount } from '#features/people/server/account-reads.ts';
import { endDevice, endOtherDevices } from '#features/people/server/devices.ts';
import { act, need } from '#lib/web/form-action.ts';
import type { Command } from '#server/commands/command.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { devices } = need(event, await readAccount(event.locals.services, event.locals.actor));
  return { devices, ended: event.url.searchParams.has('ended') };
};

export const actions: Actions = {
  end: (event) => run(event, endDevice),
  others: (event) => run(event, endOtherDevices),
};

async function run<Input, Value>(event: RequestEvent, command: Command<Input, string, Value>) {
  const data = await event.request.formData();
  const input = { device: data.get('device') };
  const ran = await act(event, command, { name: command.name, data, input });
  if (ran.kind === 'failure') return ran.failure;
  redirect(303, '/settings/devices?ended');
}
