import { readMembers } from '#features/spaces/server/spaces.ts';
import { need } from '#lib/web/form-action.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { services, actor } = event.locals;
  const after = event.url.searchParams.get('after') ?? undefined;
  return need(
    event,
    await readMembers(services, actor, event.params.space, after ? { after } : {}),
  );
};
