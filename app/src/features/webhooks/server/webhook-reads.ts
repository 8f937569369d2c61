import type { Actor } from '#server/actor.ts';
import type { Services } from '#server/services.ts';
import { readInSpace } from '#features/spaces/server/spaces.ts';
import { webhookSecret } from './manage-webhooks.ts';

const DELIVERIES_SHOWN = 100;

/** The webhooks of a space, each with those of its last deliveries that are among the newest of the space. */
export async function readWebhooks(services: Services, actor: Actor, space: string) {
  return readInSpace(services, actor, { space, action: 'webhook.read' }, async (db, found) => {
    const hooks = await db
      .selectFrom('webhooks')
      .select(['id', 'url', 'kinds', 'createdAt', 'disabledAt'])
      .where('spaceId', '=', found.space.id)
      .orderBy('createdAt')
      .execute();
    const deliveries = await db
      .selectFrom('webhookDeliveries')
      .select([
        'id',
        'webhookId',
        'kind',
        'createdAt',
        'attempts',
        'responseStatus',
        'failure',
        'deliveredAt',
      ])
      .where('spaceId', '=', found.space.id)
      .orderBy('createdAt', 'desc')
      .limit(DELIVERIES_SHOWN)
      .execute();
    const webhooks = hooks.map(({ createdAt, disabledAt, ...hook }) => ({
      ...hook,
      secret: webhookSecret(services, hook.id),
      createdAt: createdAt.toISOString(),
      disabledAt: disabledAt?.toISOString() ?? null,
      deliveries: deliveries.filter(({ webhookId }) => webhookId === hook.id).map(shownDelivery),
    }));
    return { webhooks };
  });
}

type DeliveryRow = {
  id: string;
  kind: string;
  createdAt: Date;
  attempts: number;
  responseStatus: number | null;
  failure: string | null;
  deliveredAt: Date | null;
};

function shownDelivery({
  id,
  kind,
  attempts,
  responseStatus,
  failure,
  createdAt,
  deliveredAt,
}: DeliveryRow) {
  return {
    id,
    kind,
    attempts,
    responseStatus,
    failure,
    createdAt: createdAt.toISOString(),
    deliveredAt: deliveredAt?.toISOString() ?? null,
  };
}
