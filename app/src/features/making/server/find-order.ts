import { z } from 'zod';
import { findSpace, type SpaceStanding } from '#features/spaces/server/spaces.ts';
import { type Actor, personOf } from '#server/actor.ts';
import type { Change } from '#server/commands/change.ts';
import type { Found } from '#server/commands/command.ts';
import type { Handle } from '#server/database/database.ts';
import type { Standing } from '#server/policy.ts';

export const orderAddress = z.string().regex(/^[a-z0-9]{8}$/);
export const onOrder = z.object({ space: z.string(), order: orderAddress });

function orderQuery(db: Handle, spaceId: string) {
  return db
    .selectFrom('orders')
    .select(['id', 'address', 'dealKind', 'dealId', 'makerId', 'title', 'units', 'makerMinor'])
    .select(['feeMinor', 'roundingMinor', 'currency', 'state', 'placedAt', 'answeredAt'])
    .select('answerNote')
    .where('spaceId', '=', spaceId);
}
export type OrderRow = Awaited<ReturnType<ReturnType<typeof orderQuery>['execute']>>[number];
export type OrderFound = SpaceStanding & { order: OrderRow };

/** A maker's organisation speaks through all its members, a maker without one for itself. */
export function isMakerOf(found: SpaceStanding, actor: Actor, makerId: string): boolean {
  if (found.role !== 'maker') return false;
  return makerId === found.organisationId || makerId === personOf(actor);
}

export function standingOn(found: SpaceStanding, own: boolean): Standing {
  return { role: found.role, own, open: found.space.visibility === 'public' };
}

/** An order by its address, and what the actor is to it. */
export async function findOrder(
  db: Handle,
  actor: Actor,
  wanted: { space: string; order: string },
): Promise<(Found<OrderFound> & { standing: Standing }) | undefined> {
  const found = await findSpace(db, actor, wanted.space);
  if (!found) return undefined;
  const order = await orderQuery(db, found.space.id)
    .where('address', '=', wanted.order)
    .executeTakeFirst();
  const own = order !== undefined && isMakerOf(found, actor, order.makerId);
  if (order) return { standing: standingOn(found, own), subject: { ...found, order } };
  return undefined;
}

export function findTheOrder(
  change: Change,
  input: { space: string; order: string },
): Promise<Found<OrderFound> | undefined> {
  return findOrder(change.db, change.actor, input);
}
