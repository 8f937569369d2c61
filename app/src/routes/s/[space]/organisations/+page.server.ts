import { assignMember, releaseMember } from '#features/spaces/server/assign-member.ts';
import { readOrganisations } from '#features/spaces/server/organisation-reads.ts';
import {
  addOrganisation,
  changeOrganisation,
  removeOrganisation,
} from '#features/spaces/server/organisations.ts';
import { act, need, typedValues } from '#lib/web/form-action.ts';
import type { Command } from '#server/commands/command.ts';
import type { RequestEvent } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { services, actor } = event.locals;
  const listed = need(event, await readOrganisations(services, actor, event.params.space));
  return { ...listed, key: crypto.randomUUID() };
};

export const actions: Actions = {
  add: (event) => run(event, addOrganisation, 'add'),
  change: (event) => run(event, changeOrganisation, 'change'),
  remove: (event) => run(event, removeOrganisation, 'remove'),
  assign: (event) => run(event, assignMember, 'assign'),
  release: (event) => run(event, releaseMember, 'release'),
};

/** All forms of this page hold the input of their command as it is. */
async function run<Input, Subject, Value>(
  event: RequestEvent,
  command: Command<Input, Subject, Value>,
  name: string,
) {
  const data = await event.request.formData();
  const input = { ...typedValues(data), space: event.params.space };
  const outcome = await act(event, command, { name, data, input });
  return outcome.kind === 'failure' ? outcome.failure : undefined;
}
