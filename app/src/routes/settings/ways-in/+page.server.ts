import { readAccount } from '#features/people/server/account-reads.ts';
import { askNewEmail } from '#features/people/server/change-email.ts';
import { changePassword, removePassword } from '#features/people/server/change-password.ts';
import {
  addPasskey,
  removePasskey,
  renamePasskey,
} from '#features/people/server/manage-passkeys.ts';
import { unlinkOpenId } from '#features/people/server/outside-identities.ts';
import { countFrom, MAILS_BY_ADDRESS } from '#features/people/server/sign-in-limits.ts';
import { act, keptForm, need, settle } from '#lib/web/form-action.ts';
import { openIdProblem } from '#lib/web/openid-problem.ts';
import { passkeyFields } from '#lib/web/passkey-fields.ts';
import { personOf } from '#server/actor.ts';
import type { Command } from '#server/commands/command.ts';
import { redirect, type RequestEvent } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { locals, url } = event;
  const { person, waysIn } = need(event, await readAccount(locals.services, locals.actor));
  return {
    person,
    waysIn,
    kept: await keptForm(event),
    done: url.searchParams.get('done'),
    problem: openIdProblem(locals.viewer.locale, url),
    key: crypto.randomUUID(),
  };
};

const PAGE = '/settings/ways-in';

export const actions: Actions = {
  email: async (event) => {
    const data = await event.request.formData();
    const { services, actor } = event.locals;
    const limited = await countFrom(services, MAILS_BY_ADDRESS, personOf(actor) ?? '');
    if (limited) {
      const refused = await settle(event, { name: 'email', data }, limited);
      return refused.kind === 'failure' ? refused.failure : undefined;
    }
    return run(event, askNewEmail, { name: 'email', data, input: { email: data.get('email') } });
  },
  password: async (event) => {
    const data = await event.request.formData();
    const { services, actor } = event.locals;
    const changed = await changePassword(services, actor, { newPassword: data.get('newPassword') });
    const settled = await settle(event, { name: 'password', data }, changed);
    if (settled.kind === 'failure') return settled.failure;
    redirect(303, `${PAGE}?done=password`);
  },
  removePassword: async (event) =>
    run(event, removePassword, await formOf(event, 'removePassword', () => ({}))),
  addPasskey: async (event) =>
    run(
      event,
      addPasskey,
      await formOf(event, 'addPasskey', (data) => ({
        name: data.get('passkeyName'),
        ...passkeyFields(data),
      })),
    ),
  renamePasskey: async (event) =>
    run(
      event,
      renamePasskey,
      await formOf(event, 'renamePasskey', (data) => ({
        passkey: data.get('passkey'),
        name: data.get('name'),
      })),
    ),
  removePasskey: async (event) =>
    run(
      event,
      removePasskey,
      await formOf(event, 'removePasskey', (data) => ({ passkey: data.get('passkey') })),
    ),
  unlink: async (event) => run(event, unlinkOpenId, await formOf(event, 'unlink', () => ({}))),
};

type Form = { name: string; data: FormData; input: unknown };

async function formOf(
  event: RequestEvent,
  name: string,
  input: (data: FormData) => unknown,
): Promise<Form> {
  const data = await event.request.formData();
  return { name, data, input: input(data) };
}

/** Runs the command of one of the forms; the page then says what was done. */
async function run<Input, Subject, Value>(
  event: RequestEvent,
  command: Command<Input, Subject, Value>,
  form: Form,
) {
  const ran = await act(event, command, form);
  if (ran.kind === 'failure') return ran.failure;
  redirect(303, `${PAGE}?done=${form.name}`);
}
