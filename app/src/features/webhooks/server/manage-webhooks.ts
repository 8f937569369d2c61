import { z } from 'zod';
import { personOf } from '#server/actor.ts';
import type { Command } from '#server/commands/command.ts';
import { done, refused } from '#server/outcome.ts';
import type { Services } from '#server/services.ts';
import { findSpace, type SpaceStanding, standingIn } from '#features/spaces/server/spaces.ts';
import type { Change } from '#server/commands/change.ts';
import { DELIVER_QUEUE, WEBHOOK_KINDS } from './webhook-kinds.ts';

const MOST_WEBHOOKS = 10;
const address = z.string().regex(/^[a-z0-9-]{4,60}$/);

export const addWebhookInput = z.object({
  space: address,
  url: z.url({ protocol: /^https?$/ }).max(2000),
  kinds: z.array(z.enum(WEBHOOK_KINDS)).min(1).max(WEBHOOK_KINDS.length),
});
type AddWebhookInput = z.infer<typeof addWebhookInput>;

/** A host names an address that is told what happens. Its secret is derived, so that it is kept nowhere. */
export const addWebhook: Command<AddWebhookInput, SpaceStanding, { id: string }> = {
  name: 'webhook.add-webhook',
  action: 'webhook.manage',
  input: addWebhookInput,
  find: findTheSpace,
  apply: async (change, { url, kinds }, { space }) => {
    const personId = personOf(change.actor);
    if (!personId) return refused('sign-in-needed');
    if (!url.startsWith('https:') && !change.services.config.allowPrivateWebhooks) {
      return { ...refused('invalid'), fields: [{ field: 'url', reason: 'not-https' }] };
    }
    await change.lock('webhooks', space.id);
    const there = await change.db
      .selectFrom('webhooks')
      .select('id')
      .where('spaceId', '=', space.id)
      .limit(MOST_WEBHOOKS)
      .execute();
    await change.services.faults.pause('add webhook');
    if (there.length >= MOST_WEBHOOKS) return refused('limit-reached', 'most-webhooks');
    const id = change.id();
    await change.db
      .insertInto('webhooks')
      .values({
        spaceId: space.id,
        id,
        url,
        secret: '',
        kinds,
        createdBy: personId,
        createdAt: change.now,
      })
      .execute();
    return done({ id });
  },
};

export const removeWebhookInput = z.object({ space: address, webhook: z.uuid() });

/** A host takes a webhook away; what was still to be delivered goes with it. */
export const removeWebhook: Command<
  z.infer<typeof removeWebhookInput>,
  SpaceStanding,
  { removed: true }
> = {
  name: 'webhook.remove-webhook',
  action: 'webhook.manage',
  input: removeWebhookInput,
  find: findTheSpace,
  apply: async (change, { webhook }, { space }) => {
    await change.db
      .deleteFrom('webhookDeliveries')
      .where('spaceId', '=', space.id)
      .where('webhookId', '=', webhook)
      .execute();
    await change.db
      .deleteFrom('webhooks')
      .where('spaceId', '=', space.id)
      .where('id', '=', webhook)
      .execute();
    return done({ removed: true });
  },
};

/** A host switches a webhook on again after it had failed for long. */
export const resumeWebhook: Command<
  z.infer<typeof removeWebhookInput>,
  SpaceStanding,
  { resumed: true }
> = {
  name: 'webhook.resume-webhook',
  action: 'webhook.manage',
  input: removeWebhookInput,
  find: findTheSpace,
  apply: async (change, { webhook }, { space }) => {
    const resumed = await change.db
      .updateTable('webhooks')
      .set({ disabledAt: null, failures: 0 })
      .where('spaceId', '=', space.id)
      .where('id', '=', webhook)
      .executeTakeFirst();
    return resumed.numUpdatedRows === 0n ? refused('not-found') : done({ resumed: true });
  },
};

/** A host switches a webhook off for a while; what happens meanwhile is not delivered later. */
export const pauseWebhook: Command<
  z.infer<typeof removeWebhookInput>,
  SpaceStanding,
  { paused: true }
> = {
  name: 'webhook.pause-webhook',
  action: 'webhook.manage',
  input: removeWebhookInput,
  find: findTheSpace,
  apply: async (change, { webhook }, { space }) => {
    const paused = await change.db
      .updateTable('webhooks')
      .set({ disabledAt: change.now })
      .where('spaceId', '=', space.id)
      .where('id', '=', webhook)
      .executeTakeFirst();
    return paused.numUpdatedRows === 0n ? refused('not-found') : done({ paused: true });
  },
};

export const sendAgainInput = z.object({ space: address, webhook: z.uuid(), delivery: z.uuid() });

/** A host has a delivery sent once more, with its old id: a receiver that had it already knows it again. */
export const sendAgain: Command<z.infer<typeof sendAgainInput>, SpaceStanding, { queued: true }> = {
  name: 'webhook.send-again',
  action: 'webhook.manage',
  input: sendAgainInput,
  find: findTheSpace,
  apply: async (change, { webhook, delivery }, { space }) => {
    const hook = await change.db
      .selectFrom('webhooks')
      .select('disabledAt')
      .where('spaceId', '=', space.id)
      .where('id', '=', webhook)
      .executeTakeFirst();
    if (!hook) return refused('not-found');
    if (hook.disabledAt) return refused('not-now', 'webhook-is-off');
    const found = await change.db
      .updateTable('webhookDeliveries')
      .set({ deliveredAt: null, failure: null, responseStatus: null })
      .where('spaceId', '=', space.id)
      .where('webhookId', '=', webhook)
      .where('id', '=', delivery)
      .executeTakeFirst();
    if (found.numUpdatedRows === 0n) return refused('not-found');
    await change.enqueue(DELIVER_QUEUE, { spaceId: space.id, id: delivery });
    return done({ queued: true });
  },
};

/** Derived, so that it is kept nowhere. It is shown when the webhook is made; who lost it makes a new one. */
export function webhookSecret(services: Services, id: string): string {
  return `whsec_${Buffer.from(services.secrets.derive('webhook', id), 'base64url').toString('base64')}`;
}

async function findTheSpace(change: Change, input: { space: string }) {
  const found = await findSpace(change.db, change.actor, input.space);
  return found && { standing: standingIn(found, change.actor), subject: found };
}
