import { uploadPicture } from '#features/files/server/upload-picture.ts';
import { answerOrder } from '#features/making/server/answer-order.ts';
import { dispatch, settleDispute } from '#features/making/server/deliveries.ts';
import { parcelPage, readOrder } from '#features/making/server/making-reads.ts';
import {
  payMaker,
  releaseMilestone,
  sendMilestoneBack,
  showMilestone,
} from '#features/making/server/milestones.ts';
import { act, formFailure, need, typedValues } from '#lib/web/form-action.ts';
import type { Command } from '#server/commands/command.ts';
import { parse } from '#server/outcome.ts';
import { redirect, type RequestEvent } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { services, actor } = event.locals;
  const { page } = need(event, parse(parcelPage, Object.fromEntries(event.url.searchParams)));
  return {
    page,
    order: need(event, await readOrder(services, actor, { ...event.params, page })),
    key: crypto.randomUUID(),
  };
};

export const actions: Actions = {
  answer: (event) => run(event, answerOrder),
  show: async (event) => {
    const data = await event.request.formData();
    const picture = data.get('picture');
    const typed = typedValues(data);
    let file: string | null = null;
    if (picture instanceof File && picture.size > 0) {
      const bytes = new Uint8Array(await picture.arrayBuffer());
      const { services, actor } = event.locals;
      const alt = String(typed.evidence ?? '').slice(0, 500);
      const kept = await uploadPicture(services, actor, { space: event.params.space, alt, bytes });
      if (kept.kind === 'refused') return formFailure(event, 'order', data, kept);
      file = kept.value.id;
    }
    return finish(event, showMilestone, { data, input: { ...typed, file } });
  },
  release: (event) => run(event, releaseMilestone),
  back: (event) => run(event, sendMilestoneBack),
  pay: (event) => run(event, payMaker),
  dispatch: (event) => run(event, dispatch),
  settle: (event) => run(event, settleDispute),
};

async function run<Input, Subject, Value>(
  event: RequestEvent,
  command: Command<Input, Subject, Value>,
) {
  const data = await event.request.formData();
  return finish(event, command, { data, input: typedValues(data) });
}

async function finish<Input, Subject, Value>(
  event: RequestEvent,
  command: Command<Input, Subject, Value>,
  { data, input }: { data: FormData; input: object },
) {
  const named = { ...input, space: event.params.space, order: event.params.order };
  const outcome = await act(event, command, { name: 'order', data, input: named });
  if (outcome.kind === 'failure') return outcome.failure;
  redirect(303, event.url.pathname);
}
