import { openMail, sendMailNow } from '#features/installation/server/operate-machine.ts';
import { act, need } from '#lib/web/form-action.ts';
import { execute } from '#server/commands/command.ts';
import { isId } from '#server/ids.ts';
import { refused } from '#server/outcome.ts';
import type { Actions, PageServerLoad } from './$types';

/** Showing the text is an act that is written down, each time. */
export const load: PageServerLoad = async (event) => {
  const { services, actor } = event.locals;
  const { mail } = event.params;
  if (!isId(mail)) return { mail: need<never>(event, refused('not-found')) };
  return { mail: need(event, await execute(services, actor, openMail, { mail })) };
};

export const actions: Actions = {
  send: async (event) => {
    const data = await event.request.formData();
    const input = { mail: event.params.mail };
    const sent = await act(event, sendMailNow, { name: 'send', data, input });
    return sent.kind === 'failure' ? sent.failure : { done: true };
  },
};
