import { readQueue, readSettled } from '#features/moderation/server/moderation-reads.ts';
import {
  settleComment,
  settlePost,
  undoSettlement,
} from '#features/moderation/server/settle-reports.ts';
import { act, need } from '#lib/web/form-action.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { services, actor } = event.locals;
  const { space } = event.params;
  const after = event.url.searchParams.get('after')?.slice(0, 100) || undefined;
  const [queue, settled] = await Promise.all([
    readQueue(services, actor, space),
    readSettled(services, actor, space, after ? { after } : {}),
  ]);
  return {
    ...need(event, queue),
    ...need(event, settled),
    keys: Array.from({ length: 50 }, () => crypto.randomUUID()),
  };
};

export const actions: Actions = {
  settle: async (event) => {
    const data = await event.request.formData();
    const object = data.get('object');
    const input = {
      space: event.params.space,
      outcome: data.get('outcome'),
      reason: String(data.get('reason') ?? ''),
    };
    const settled =
      data.get('kind') === 'post'
        ? await act(event, settlePost, { name: 'settle', data, input: { ...input, post: object } })
        : await act(event, settleComment, {
            name: 'settle',
            data,
            input: { ...input, comment: object },
          });
    return settled.kind === 'failure' ? settled.failure : { settled: true };
  },
  undo: async (event) => {
    const data = await event.request.formData();
    const input = { space: event.params.space, settlement: data.get('settlement') };
    const undone = await act(event, undoSettlement, { name: 'undo', data, input });
    return undone.kind === 'failure' ? undone.failure : { settled: true };
  },
};
