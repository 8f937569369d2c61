import { readSpace } from '#features/spaces/server/spaces.ts';
import { need } from '#lib/web/form-action.ts';
import { usableRooms } from '#lib/web/stations.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async (event) => {
  const { services, actor } = event.locals;
  const space = need(event, await readSpace(services, actor, event.params.space));
  return { space, rooms: usableRooms(services.policies, space) };
};
