import { z } from 'zod';
import { Webhook } from 'standardwebhooks';
import type { Change } from '#server/commands/change.ts';
import type { HappenedEvent } from '#server/events/event.ts';
import type { Follower } from '#server/events/follower.ts';
import type { JobHandler } from '#server/jobs/jobs.ts';
import { postOutside } from '#server/outgoing.ts';
import type { Services } from '#server/services.ts';
import { webhookSecret } from './manage-webhooks.ts';
import { DELIVER_QUEUE, WEBHOOK_KINDS } from './webhook-kinds.ts';

/** After so many deliveries in a row that nobody took, the webhook is switched off until a host resumes it. */
const MOST_FAILURES = 50;

/** Writes down, exactly once an event and webhook, what has to be delivered. */
export const webhookFollower: Follower = {
  name: 'webhooks',
  kinds: WEBHOOK_KINDS,
  follow: async (change, event) => {
    const listening = await change.db
      .selectFrom('webhooks')
      .select('id')
      .where('spaceId', '=', event.spaceId)
      .where('disabledAt', 'is', null)
      // A webhook is told of what happens from now on, also when its follower is late.
      .where('createdAt', '<=', event.at)
      .where((where) => where(where.val(event.kind), '=', where.fn.any('kinds')))
      .execute();
    for (const { id } of listening) await writeDelivery(change, event, id);
  },
};

async function writeDelivery(
  change: Change,
  event: HappenedEvent,
  webhookId: string,
): Promise<void> {
  const id = change.id();
  const body = JSON.stringify({
    type: event.kind,
    timestamp: event.at.toISOString(),
    data: {
      event: event.id,
      space: event.spaceId,
      actor: event.actorId,
      subject: event.subjectId,
      ...event.data,
    },
  });
  await change.db
    .insertInto('webhookDeliveries')
    .values({
      spaceId: event.spaceId,
      id,
      webhookId,
      eventId: event.id,
      kind: event.kind,
      body,
      createdAt: change.now,
    })
    .execute();
  await change.enqueue(DELIVER_QUEUE, { spaceId: event.spaceId, id });
}

const jobData = z.object({ spaceId: z.uuid(), id: z.uuid() });

/** Delivers one, signed by the Standard Webhooks scheme; a receiver that does not answer 2xx gets it again, with its id. */
export const deliverWebhook: JobHandler<Services> = {
  queue: DELIVER_QUEUE,
  tries: 10,
  waitSeconds: 20,
  timeoutSeconds: 40,
  run: async (services, data) => {
    const { spaceId, id } = jobData.parse(data);
    const actor = { kind: 'space', spaceId } as const;
    const delivery = await services.database.read(actor, (db) =>
      db
        .selectFrom('webhookDeliveries')
        .innerJoin('webhooks', (join) =>
          join
            .onRef('webhooks.spaceId', '=', 'webhookDeliveries.spaceId')
            .onRef('webhooks.id', '=', 'webhookId'),
        )
        .select(['webhookDeliveries.body', 'webhookDeliveries.webhookId', 'webhooks.url'])
        .where('webhookDeliveries.spaceId', '=', spaceId)
        .where('webhookDeliveries.id', '=', id)
        .where('deliveredAt', 'is', null)
        .where('disabledAt', 'is', null)
        .executeTakeFirst(),
    );
    if (!delivery) return;
    const result = await send(services, { id, ...delivery });
    await writeResult(services, { spaceId, id, webhookId: delivery.webhookId }, result);
    if (!result.delivered) throw new Error(result.failure ?? 'not delivered');
  },
};

type Result = { delivered: boolean; responseStatus: number | null; failure: string | null };

async function send(
  services: Services,
  delivery: { id: string; body: string; webhookId: string; url: string },
): Promise<Result> {
  const now = services.clock.now();
  const signature = new Webhook(webhookSecret(services, delivery.webhookId)).sign(
    delivery.id,
    now,
    delivery.body,
  );
  const headers = {
    'webhook-id': delivery.id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': signature,
  };
  try {
    const answer = await postOutside(delivery.url, {
      body: delivery.body,
      headers,
      allowPrivate: services.config.allowPrivateWebhooks,
    });
    if (answer.kind === 'refused')
      return { delivered: false, responseStatus: null, failure: answer.reason };
    const delivered = answer.status >= 200 && answer.status < 300;
    return {
      delivered,
      responseStatus: answer.status,
      failure: delivered ? null : `answered ${answer.status}`,
    };
  } catch (error) {
    return { delivered: false, responseStatus: null, failure: String(error).slice(0, 300) };
  }
}

async function writeResult(
  services: Services,
  at: { spaceId: string; id: string; webhookId: string },
  result: Result,
): Promise<void> {
  const now = services.clock.now();
  await services.database.write({ kind: 'space', spaceId: at.spaceId }, async (db) => {
    await db
      .updateTable('webhookDeliveries')
      .set((set) => ({
        attempts: set('attempts', '+', 1),
        responseStatus: result.responseStatus,
        failure: result.failure,
        deliveredAt: result.delivered ? now : null,
      }))
      .where('spaceId', '=', at.spaceId)
      .where('id', '=', at.id)
      .execute();
    const hook = await db
      .updateTable('webhooks')
      .set((set) => ({ failures: result.delivered ? 0 : set('failures', '+', 1) }))
      .where('spaceId', '=', at.spaceId)
      .where('id', '=', at.webhookId)
      .returning('failures')
      .executeTakeFirst();
    if (hook && hook.failures >= MOST_FAILURES) {
      await db
        .updateTable('webhooks')
        .set({ disabledAt: now })
        .where('spaceId', '=', at.spaceId)
        .where('id', '=', at.webhookId)
        .execute();
    }
  });
}
