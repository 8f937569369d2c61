import {
  addWebhook,
  pauseWebhook,
  removeWebhook,
  resumeWebhook,
  webhookSecret,
} from '#features/webhooks/server/manage-webhooks.ts';
import { WEBHOOK_KINDS } from '#features/webhooks/server/webhook-kinds.ts';
import { readWebhooks } from '#features/webhooks/server/webhook-reads.ts';
import { act, need } from '#lib/web/form-action.ts';
import type { Command } from '#server/commands/command.ts';
import type { RequestEvent } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { services, actor } = event.locals;
  const read = need(event, await readWebhooks(services, actor, event.params.space));
  return { ...read, kinds: [...WEBHOOK_KINDS], key: crypto.randomUUID() };
};

export const actions: Actions = {
  make: async (event) => {
    const data = await event.request.formData();
    const input = {
      space: event.params.space,
      url: data.get('url'),
      kinds: data.getAll('kinds'),
    };
    const made = await act(event, addWebhook, { name: 'make', data, input });
    if (made.kind === 'failure') return made.failure;
    return { secret: webhookSecret(event.locals.services, made.value.id) };
  },
  pause: (event) => run(event, pauseWebhook, 'pause'),
  resume: (event) => run(event, resumeWebhook, 'resume'),
  remove: (event) => run(event, removeWebhook, 'remove'),
};

async function run<Input, Subject, Value>(
  event: RequestEvent,
  command: Command<Input, Subject, Value>,
  name: string,
) {
  const data = await event.request.formData();
  const input = { space: event.params.space, webhook: data.get('webhook') };
  const outcome = await act(event, command, { name, data, input });
  return outcome.kind === 'failure' ? outcome.failure : undefined;
}
