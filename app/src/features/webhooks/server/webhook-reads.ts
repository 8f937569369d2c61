import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '#server/actor.ts';
import type { Handle } from '#server/database/database.ts';
import { isId } from '#server/ids.ts';
import type { Services } from '#server/services.ts';
import { cutPage, isAfter, pageCursor, readInSpace } from '#features/spaces/server/spaces.ts';

const DELIVERIES_A_PAGE = 50;
const MOST_DOWNLOADED = 10_000;

export const deliveryPage = z.object({
  state: z.enum(['delivered', 'failed', 'waiting']).optional(),
  after: pageCursor,
});
type DeliveryPage = z.infer<typeof deliveryPage>;

/** The webhooks of a space, with how many deliveries wait and failed. Their secrets are shown when they are made. */
export function readWebhooks(services: Services, actor: Actor, space: string) {
  return readInSpace(services, actor, { space, action: 'webhook.read' }, async (db, found) => {
    const hooks = await db
      .selectFrom('webhooks')
      .select(['id', 'url', 'kinds', 'createdAt', 'disabledAt'])
      .select(undelivered(sql`d.failure is null`).as('waiting'))
      .select(undelivered(sql`d.failure is not null`).as('failed'))
      .where('spaceId', '=', found.space.id)
      .orderBy('createdAt')
      .execute();
    const webhooks = hooks.map(({ createdAt, disabledAt, ...hook }) => ({
      ...hook,
      createdAt: createdAt.toISOString(),
      disabledAt: disabledAt?.toISOString() ?? null,
    }));
    return { webhooks };
  });
}

function undelivered(condition: RawBuilder<unknown>) {
  return sql<number>`(select count(*)::int from webhook_deliveries d where d.space_id = webhooks.space_id
    and d.webhook_id = webhooks.id and d.delivered_at is null and ${condition})`;
}

/** What was sent to one webhook, newest first. */
export function readDeliveries(
  services: Services,
  actor: Actor,
  { space, webhook }: { space: string; webhook: string },
  wanted: DeliveryPage,
) {
  return readInSpace(services, actor, { space, action: 'webhook.read' }, async (db, found) => {
    const rows = await findDeliveries(db, { spaceId: found.space.id, webhook }, wanted)
      .limit(DELIVERIES_A_PAGE + 1)
      .execute();
    const { page, next } = cutPage(rows, DELIVERIES_A_PAGE, ({ createdAt }) => createdAt);
    return { deliveries: page.map(shownDelivery), next };
  });
}

/** What a host may carry away as a table. */
export function readDeliveriesToDownload(
  services: Services,
  actor: Actor,
  { space, webhook }: { space: string; webhook: string },
) {
  return readInSpace(services, actor, { space, action: 'webhook.read' }, async (db, found) => {
    if (!isId(webhook)) return [];
    const at = { spaceId: found.space.id, webhook };
    const rows = await findDeliveries(db, at, {}).limit(MOST_DOWNLOADED).execute();
    return rows.map(shownDelivery);
  });
}

function findDeliveries(
  db: Handle,
  { spaceId, webhook }: { spaceId: string; webhook: string },
  { state, after }: DeliveryPage,
) {
  return db
    .selectFrom('webhookDeliveries')
    .select(['id', 'kind', 'createdAt', 'attempts', 'responseStatus', 'failure', 'deliveredAt'])
    .where('spaceId', '=', spaceId)
    .where('webhookId', '=', webhook)
    .$if(state === 'delivered', (query) => query.where('deliveredAt', 'is not', null))
    .$if(state === 'failed', (query) =>
      query.where('deliveredAt', 'is', null).where('failure', 'is not', null),
    )
    .$if(state === 'waiting', (query) =>
      query.where('deliveredAt', 'is', null).where('failure', 'is', null),
    )
    .$if(after !== undefined, (query) => query.where(isAfter(after ?? '', ['created_at', 'id'])))
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc');
}

type DeliveryRow = Awaited<ReturnType<ReturnType<typeof findDeliveries>['execute']>>[number];

function shownDelivery({ createdAt, deliveredAt, ...row }: DeliveryRow) {
  return {
    ...row,
    createdAt: createdAt.toISOString(),
    deliveredAt: deliveredAt?.toISOString() ?? null,
  };
}
