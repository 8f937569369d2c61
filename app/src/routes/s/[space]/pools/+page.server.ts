import { poolPage, readPools } from '#features/pools/server/pool-reads.ts';
import { need } from '#lib/web/form-action.ts';
import { parse } from '#server/outcome.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { services, actor } = event.locals;
  const { space } = await event.parent();
  const asked = [...event.url.searchParams].filter(([, value]) => value);
  const wanted = need(event, parse(poolPage, Object.fromEntries(asked)));
  const list = need(event, await readPools(services, actor, space.address, wanted));
  return { ...list, wanted, opens: space.role === 'host' };
};
