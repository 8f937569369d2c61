import type { Handle } from '#server/database/database.ts';
import type { Presenter } from '#server/events/live.ts';
import type { Services } from '#server/services.ts';
import { POOL_EVENTS } from '../pools-events.ts';
import { readPicture } from './picture-data.ts';
import { variantsOfPool } from './pool-variants.ts';

/** Windows that follow a pool are told its whole picture as it now stands: told twice, they show the same. */
export function poolPresenters(services: Services): Readonly<Record<string, Presenter>> {
  /** What was shown from one snapshot already: of many events read together the first one shows it all. */
  const shown = new WeakMap<Handle, Set<string>>();
  const present: Presenter = async (db, event) => {
    if (!event.subjectId) return [];
    const ofSnapshot = shown.get(db) ?? new Set<string>();
    if (ofSnapshot.has(event.subjectId)) return [];
    shown.set(db, ofSnapshot.add(event.subjectId));
    const pool = await db
      .selectFrom('pools')
      .select(['id', 'spaceId', 'stage', 'currency', 'benchmarkMinor', 'taxBps', 'failureBps'])
      .select(variantsOfPool)
      .where('spaceId', '=', event.spaceId)
      .where('id', '=', event.subjectId)
      .executeTakeFirst();
    if (!pool) return [];
    const picture = await readPicture(services, db, pool);
    return [{ topic: `${event.spaceId}/pool:${pool.id}`, kind: 'pool.moved', data: { picture } }];
  };
  return Object.fromEntries(POOL_EVENTS.map((kind) => [kind, present]));
}
