import { reportComment, reportPost } from '#features/moderation/server/file-report.ts';
import { readForReport } from '#features/moderation/server/moderation-reads.ts';
import { act, need, signInPath } from '#lib/web/form-action.ts';
import { draftOf, keepForSignIn } from '#lib/web/kept-drafts.ts';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { services, actor } = event.locals;
  if (actor.kind !== 'person') redirect(303, signInPath(event.url));
  const [comment, post] = ['comment', 'post'].map((name) => event.url.searchParams.get(name));
  const about = need(
    event,
    await readForReport(services, actor, event.params.space, { comment, post }),
  );
  const subject = `report:${comment ?? post ?? ''}`;
  return { about, subject, draft: await draftOf(event, subject), key: crypto.randomUUID() };
};

export const actions: Actions = {
  default: async (event) => {
    const data = await event.request.formData();
    await keepForSignIn(event, data);
    const input = { space: event.params.space, reason: data.get('reason') };
    const object = data.get('object');
    const filed =
      data.get('kind') === 'post'
        ? await act(event, reportPost, { name: 'report', data, input: { ...input, post: object } })
        : await act(event, reportComment, {
            name: 'report',
            data,
            input: { ...input, comment: object },
          });
    return filed.kind === 'failure' ? filed.failure : { filed: true };
  },
};
