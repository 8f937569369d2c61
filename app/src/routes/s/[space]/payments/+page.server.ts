import { importStatement } from '#features/payments/server/import-statement.ts';
import {
  matchPayment,
  returnPayment,
  unmatchPayment,
} from '#features/payments/server/match-payment.ts';
import { payRefund } from '#features/payments/server/pay-refund.ts';
import { readMoneyDesk } from '#features/payments/server/payment-reads.ts';
import { previewStatement } from '#features/payments/server/preview-statement.ts';
import { settlePayment } from '#features/payments/server/settle-payment.ts';
import { act, formFailure, need, typedValues } from '#lib/web/form-action.ts';
import type { Command } from '#server/commands/command.ts';
import { redirect, type RequestEvent } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { services, actor } = event.locals;
  const desk = need(event, await readMoneyDesk(services, actor, event.params.space));
  return {
    desk,
    key: crypto.randomUUID(),
    saved: event.url.searchParams.has('saved'),
    taken: event.url.searchParams.get('taken'),
    matched: event.url.searchParams.get('matched'),
  };
};

export const actions: Actions = {
  account: (event) => run(event, settlePayment, { name: 'account', after: '?saved' }),
  preview: async (event) => {
    const data = await event.request.formData();
    const file = data.get('file');
    const bytes = file instanceof File ? new Uint8Array(await file.arrayBuffer()) : undefined;
    const text = bytes ? decode(bytes) : '';
    const { services, actor } = event.locals;
    const space = event.params.space;
    const preview = await previewStatement(services, actor, { space, text });
    if (preview.kind === 'refused') return formFailure(event, 'statement', data, preview);
    const name = file instanceof File ? file.name : '';
    return { form: 'preview' as const, preview: { ...preview.value, text, name } };
  },
  import: async (event) => {
    const data = await event.request.formData();
    // A form that is sent turns every line end into two letters; the statement is the one that was looked at.
    const text = String(data.get('text') ?? '').replaceAll('\r\n', '\n');
    const input = { space: event.params.space, name: data.get('name') ?? '', text };
    const imported = await act(event, importStatement, { name: 'statement', data, input });
    if (imported.kind === 'failure') return imported.failure;
    const { taken, matched } = imported.value;
    redirect(303, `?taken=${taken}&matched=${matched}`);
  },
  match: (event) => run(event, matchPayment, { name: 'match', after: '?' }),
  unmatch: (event) => run(event, unmatchPayment, { name: 'match', after: '?' }),
  return: (event) => run(event, returnPayment, { name: 'match', after: '?' }),
  refund: (event) => run(event, payRefund, { name: 'refund', after: '?' }),
};

async function run<Input, Subject, Value>(
  event: RequestEvent,
  command: Command<Input, Subject, Value>,
  { name, after }: { name: string; after: string },
) {
  const data = await event.request.formData();
  const input = { ...typedValues(data), space: event.params.space };
  const outcome = await act(event, command, { name, data, input });
  if (outcome.kind === 'failure') return outcome.failure;
  redirect(303, after);
}

/** Banks write UTF-8, or the older code of Windows. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replaceAll('\r\n', '\n');
  } catch {
    return new TextDecoder('windows-1252').decode(bytes).replaceAll('\r\n', '\n');
  }
}
