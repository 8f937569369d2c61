import { readProfile } from '#features/installation/server/profile-reads.ts';
import { need } from '#lib/web/form-action.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { services, actor } = event.locals;
  return { profile: need(event, await readProfile(services, actor, event.params.handle)) };
};
