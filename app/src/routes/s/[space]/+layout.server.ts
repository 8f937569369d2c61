import { readSpaceHome } from '#features/spaces/server/spaces.ts';
import { need } from '#lib/web/form-action.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async (event) => {
  const { services, actor } = event.locals;
  return { space: need(event, await readSpaceHome(services, actor, event.params.space)) };
};
