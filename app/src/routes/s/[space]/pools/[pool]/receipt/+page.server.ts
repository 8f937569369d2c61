import { readOwnCommitment } from '#features/pools/server/own-commitment.ts';
import { readPool } from '#features/pools/server/pool-reads.ts';
import { need } from '#lib/web/form-action.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { services, actor } = event.locals;
  const { commitment } = need(event, await readOwnCommitment(services, actor, event.params));
  const pool = need(event, await readPool(services, actor, event.params));
  const { title, address, publicKey, currency, variants } = pool;
  const variant = variants.find(({ key }) => key === commitment?.variant)?.name ?? null;
  return { pool: { title, address, publicKey, currency }, own: commitment, variant };
};
