import { openPicture } from '#features/files/server/file-reads.ts';
import { need } from '#lib/web/form-action.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  const { services, actor } = event.locals;
  const etag = event.request.headers.get('if-none-match');
  return need(
    event,
    await openPicture(services, actor, {
      ...event.params,
      small: event.url.searchParams.get('size') === 'small',
      etag,
    }),
  );
};
