import { z } from 'zod';
import { type ApiRoute, apiRoute, commandRoute } from '#server/api-route.ts';
import { execute } from '#server/commands/command.ts';
import { done } from '#server/outcome.ts';
import {
  addWebhook,
  addWebhookInput,
  pauseWebhook,
  removeWebhook,
  resumeWebhook,
  sendAgain,
  webhookSecret,
} from './manage-webhooks.ts';
import { deliveryPage, readDeliveries, readWebhooks } from './webhook-reads.ts';

const inSpace = z.object({ space: z.string().regex(/^[a-z0-9-]{4,60}$/) });
const oneWebhook = inSpace.extend({ webhook: z.uuid() });
const tag = 'Webhooks';

const delivery = z.object({
  id: z.string(),
  kind: z.string(),
  createdAt: z.string(),
  attempts: z.number().int(),
  responseStatus: z.number().int().nullable(),
  failure: z.string().nullable(),
  deliveredAt: z.string().nullable(),
});
const webhook = z.object({
  id: z.string(),
  url: z.string(),
  kinds: z.array(z.string()),
  createdAt: z.string(),
  disabledAt: z.string().nullable(),
  waiting: z.number().int(),
  failed: z.number().int(),
});

/** The public API of webhooks. */
export const webhooksRoutes: ApiRoute[] = [
  apiRoute({
    method: 'get',
    path: '/spaces/{space}/webhooks',
    action: 'webhook.read',
    scope: 'host',
    tag,
    summary: 'Webhooks, with how many deliveries wait and failed',
    params: inSpace,
    answer: z.object({ webhooks: z.array(webhook) }),
    run: ({ services, actor, params }) => readWebhooks(services, actor, params.space),
  }),
  apiRoute({
    method: 'post',
    path: '/spaces/{space}/webhooks',
    action: addWebhook.action,
    scope: 'host',
    tag,
    summary: 'Have an address told what happens',
    description:
      'Deliveries are signed by the Standard Webhooks scheme; verify webhook-signature before you trust one.',
    params: inSpace,
    body: addWebhookInput.omit({ space: true }),
    answer: z.object({ id: z.string(), secret: z.string() }),
    status: 201,
    run: async ({ services, actor, params, body, key }) => {
      const outcome = await execute(services, actor, addWebhook, { ...body, ...params }, { key });
      return outcome.kind === 'done'
        ? done({ ...outcome.value, secret: webhookSecret(services, outcome.value.id) })
        : outcome;
    },
  }),
  commandRoute(removeWebhook, {
    method: 'delete',
    path: '/spaces/{space}/webhooks/{webhook}',
    scope: 'host',
    tag,
    summary: 'Take a webhook away',
    params: oneWebhook as never,
    answer: z.object({ removed: z.literal(true) }),
  }),
  commandRoute(resumeWebhook, {
    method: 'post',
    path: '/spaces/{space}/webhooks/{webhook}/resumption',
    scope: 'host',
    tag,
    summary: 'Switch a webhook on again',
    params: oneWebhook as never,
    answer: z.object({ resumed: z.literal(true) }),
  }),
  commandRoute(pauseWebhook, {
    method: 'post',
    path: '/spaces/{space}/webhooks/{webhook}/pause',
    scope: 'host',
    tag,
    summary: 'Switch a webhook off for a while',
    params: oneWebhook as never,
    answer: z.object({ paused: z.literal(true) }),
  }),
  apiRoute({
    method: 'get',
    path: '/spaces/{space}/webhooks/{webhook}/deliveries',
    action: 'webhook.read',
    scope: 'host',
    tag,
    summary: 'What was sent to a webhook, newest first',
    params: oneWebhook,
    query: deliveryPage,
    answer: z.object({ deliveries: z.array(delivery), next: z.string().nullable() }),
    run: ({ services, actor, params, query }) => readDeliveries(services, actor, params, query),
  }),
  commandRoute(sendAgain, {
    method: 'post',
    path: '/spaces/{space}/webhooks/{webhook}/deliveries/{delivery}/sending',
    scope: 'host',
    tag,
    summary: 'Have a delivery sent once more, with its old id',
    params: oneWebhook.extend({ delivery: z.uuid() }) as never,
    answer: z.object({ queued: z.literal(true) }),
    status: 202,
  }),
];
