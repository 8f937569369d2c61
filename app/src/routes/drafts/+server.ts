import { redirect } from '@sveltejs/kit';
import { discardDraft } from '#features/drafts/server/drafts.ts';
import { need } from '#lib/web/form-action.ts';
import { backTo } from '#lib/web/back-to.ts';
import { execute } from '#server/commands/command.ts';
import type { RequestHandler } from './$types';

/** Discards what was kept of a form, for pages without script; the page that asked comes back. */
export const POST: RequestHandler = async (event) => {
  const { services, actor } = event.locals;
  const draft = (await event.request.formData()).get('_discard');
  need(event, await execute(services, actor, discardDraft, { draft }));
  redirect(303, backTo(event.request.headers.get('referer'), event.url.origin));
};
