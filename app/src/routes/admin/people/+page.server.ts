import {
  setClosed,
  setOperator,
  verifyByHand,
} from '#features/installation/server/operate-people.ts';
import { peoplePage, readPeople } from '#features/installation/server/operator-reads.ts';
import { act, need, typedValues } from '#lib/web/form-action.ts';
import type { Command } from '#server/commands/command.ts';
import { parse } from '#server/outcome.ts';
import type { RequestEvent } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { services, actor } = event.locals;
  const asked = [...event.url.searchParams].filter(([, value]) => value);
  const wanted = need(event, parse(peoplePage, Object.fromEntries(asked)));
  return { wanted, ...need(event, await readPeople(services, actor, wanted)) };
};

export const actions: Actions = {
  makeOperator: (event) => run(event, setOperator, { operator: true }),
  takeOperator: (event) => run(event, setOperator, { operator: false }),
  close: (event) => run(event, setClosed, { closed: true }),
  reopen: (event) => run(event, setClosed, { closed: false }),
  verify: (event) => run(event, verifyByHand, {}),
};

async function run<Input, Subject, Value>(
  event: RequestEvent,
  command: Command<Input, Subject, Value>,
  wanted: object,
) {
  const data = await event.request.formData();
  const input = { ...typedValues(data), ...wanted };
  const outcome = await act(event, command, { name: command.name, data, input });
  return outcome.kind === 'failure' ? outcome.failure : { done: String(data.get('person')) };
}
