import type { ApiRoute } from '#server/api-route.ts';
import type { Config } from '#server/config.ts';
import { systemClock } from '#server/clock.ts';
import { joinEventKinds } from '#server/events/event.ts';
import type { Presenter } from '#server/events/live.ts';
import type { Follower } from '#server/events/follower.ts';
import { noFaults } from '#server/faults.ts';
import type { JobHandler } from '#server/jobs/jobs.ts';
import { openLog } from '#server/log.ts';
import { joinPolicies, type PolicyTable } from '#server/policy.ts';
import { openServices, type ServiceParts, type Services } from '#server/services.ts';
import { NOTIFICATION_EVENTS } from '#features/notifications/notifications-events.ts';
import { notificationsPolicy } from '#features/notifications/notifications-policy.ts';
import { sendDigests } from '#features/notifications/server/digest.job.ts';
import { noticeUnanswered } from '#features/notifications/server/first-replies.job.ts';
import { notificationFollower } from '#features/notifications/server/notification-follower.ts';
import { mailNotification } from '#features/notifications/server/notification-mail.job.ts';
import { notificationPresenters } from '#features/notifications/server/notification-presenters.ts';
import { notificationsRoutes } from '#features/notifications/server/notifications-api.ts';
import { sendMail } from '#features/notifications/server/send-mail.job.ts';
import { draftsPolicy } from '#features/drafts/drafts-policy.ts';
import { draftsRoutes } from '#features/drafts/server/drafts-api.ts';
import { filesPolicy } from '#features/files/files-policy.ts';
import { filesRoutes } from '#features/files/server/files-api.ts';
import { INSTALLATION_EVENTS } from '#features/installation/installation-events.ts';
import { installationPolicy } from '#features/installation/installation-policy.ts';
import { installationRoutes } from '#features/installation/server/installation-api.ts';
import { JOURNAL_EVENTS } from '#features/journal/journal-events.ts';
import { journalPolicy } from '#features/journal/journal-policy.ts';
import { journalRoutes } from '#features/journal/server/journal-api.ts';
import { THREAD_EVENTS } from '#features/threads/threads-events.ts';
import { threadsPolicy } from '#features/threads/threads-policy.ts';
import { threadsRoutes } from '#features/threads/server/threads-api.ts';
import { threadPresenters } from '#features/threads/server/threads.ts';
import { MODERATION_EVENTS } from '#features/moderation/moderation-events.ts';
import { moderationPolicy } from '#features/moderation/moderation-policy.ts';
import { moderationRoutes } from '#features/moderation/server/moderation-api.ts';
import { personRoutes } from '#features/installation/server/person-api.ts';
import { accountJobs } from '#features/people/server/account-jobs.ts';
import { accountRoutes, keyRoutes } from '#features/people/server/account-api.ts';
import { peopleRoutes } from '#features/people/server/people-api.ts';
import { PEOPLE_EVENTS } from '#features/people/people-events.ts';
import { peoplePolicy } from '#features/people/people-policy.ts';
import { SPACE_EVENTS } from '#features/spaces/spaces-events.ts';
import { spacesPolicy } from '#features/spaces/spaces-policy.ts';
import { spacesRoutes } from '#features/spaces/server/spaces-api.ts';
import { POOL_EVENTS } from '#features/pools/pools-events.ts';
import { poolsPolicy } from '#features/pools/pools-policy.ts';
import { duePools } from '#features/pools/server/due-pools.job.ts';
import { poolPresenters } from '#features/pools/server/pools.ts';
import { poolsRoutes } from '#features/pools/server/pools-api.ts';
import { DESIGN_EVENTS } from '#features/designs/designs-events.ts';
import { designsPolicy } from '#features/designs/designs-policy.ts';
import { designsRoutes } from '#features/designs/server/designs-api.ts';
import { kitsRoutes } from '#features/designs/server/kits-api.ts';
import { BENCH_EVENTS } from '#features/benches/benches-events.ts';
import { benchesPolicy } from '#features/benches/benches-policy.ts';
import { benchesRoutes } from '#features/benches/server/benches-api.ts';
import { wantedsRoutes } from '#features/wanteds/server/wanteds-api.ts';
import { WANTED_EVENTS } from '#features/wanteds/wanteds-events.ts';
import { wantedsPolicy } from '#features/wanteds/wanteds-policy.ts';
import { PAYMENT_EVENTS } from '#features/payments/payments-events.ts';
import { paymentsPolicy } from '#features/payments/payments-policy.ts';
import { checkLedger } from '#features/payments/server/check-ledger.job.ts';
import { collectionFollower } from '#features/payments/server/collect-pool.ts';
import { dueCollections } from '#features/payments/server/due-collections.job.ts';
import { paymentsRoutes } from '#features/payments/server/payments-api.ts';
import { MAKING_EVENTS } from '#features/making/making-events.ts';
import { makingPolicy } from '#features/making/making-policy.ts';
import { dueDeliveries } from '#features/making/server/due-deliveries.job.ts';
import { makingRoutes } from '#features/making/server/making-api.ts';
import { orderFollower } from '#features/making/server/place-order.ts';
import { DIRECT_EVENTS } from '#features/direct/direct-events.ts';
import { directPolicy } from '#features/direct/direct-policy.ts';
import { directRoutes } from '#features/direct/server/direct-api.ts';
import { directFollower, dueDirectOrders } from '#features/direct/server/order-direct.ts';
import { scorecardPolicy } from '#features/scorecard/scorecard-policy.ts';
import { scorecardRoutes } from '#features/scorecard/server/scorecard-api.ts';
import { webhooksPolicy } from '#features/webhooks/webhooks-policy.ts';
import { deliverWebhook, webhookFollower } from '#features/webhooks/server/tell-webhooks.ts';
import { webhooksRoutes } from '#features/webhooks/server/webhooks-api.ts';

/** The table of contents: what each slice brings. A new slice is wired here and nowhere else. */
export const policies: PolicyTable = joinPolicies(
  peoplePolicy,
  draftsPolicy,
  spacesPolicy,
  filesPolicy,
  threadsPolicy,
  journalPolicy,
  wantedsPolicy,
  designsPolicy,
  benchesPolicy,
  poolsPolicy,
  paymentsPolicy,
  makingPolicy,
  directPolicy,
  scorecardPolicy,
  moderationPolicy,
  notificationsPolicy,
  webhooksPolicy,
  installationPolicy,
);

/** What can happen at all: an event of another kind is refused where it would be written. */
export const eventKinds = joinEventKinds(
  PEOPLE_EVENTS,
  SPACE_EVENTS,
  THREAD_EVENTS,
  JOURNAL_EVENTS,
  WANTED_EVENTS,
  DESIGN_EVENTS,
  BENCH_EVENTS,
  POOL_EVENTS,
  PAYMENT_EVENTS,
  MAKING_EVENTS,
  DIRECT_EVENTS,
  MODERATION_EVENTS,
  NOTIFICATION_EVENTS,
  INSTALLATION_EVENTS,
);

export const apiRoutes: readonly ApiRoute[] = [
  ...peopleRoutes,
  ...accountRoutes,
  ...keyRoutes,
  ...draftsRoutes,
  ...spacesRoutes,
  ...filesRoutes,
  ...threadsRoutes,
  ...journalRoutes,
  ...wantedsRoutes,
  ...designsRoutes,
  ...kitsRoutes,
  ...benchesRoutes,
  ...poolsRoutes,
  ...paymentsRoutes,
  ...makingRoutes,
  ...directRoutes,
  ...scorecardRoutes,
  ...moderationRoutes,
  ...notificationsRoutes,
  ...webhooksRoutes,
  ...installationRoutes,
  ...personRoutes,
];

/** What must follow from events exactly once; run by the worker. */
export const followers: readonly Follower[] = [
  collectionFollower,
  orderFollower,
  directFollower,
  notificationFollower,
  webhookFollower,
];

/** Work that may fail and is tried again; run by the worker. */
export const jobHandlers: readonly JobHandler<Services>[] = [
  duePools,
  ...accountJobs,
  sendMail,
  mailNotification,
  sendDigests,
  noticeUnanswered,
  deliverWebhook,
  dueCollections,
  dueDeliveries,
  dueDirectOrders,
  checkLedger,
];

/** What live windows are told of an event; run by every web process. */
export function presentersOf(services: Services): Readonly<Record<string, Presenter>> {
  return { ...threadPresenters, ...poolPresenters(services), ...notificationPresenters };
}

/** Builds everything once. Tests hand in their own clock and faults. */
export function openMuster(
  config: Config,
  databaseUrl: string,
  parts: Partial<Pick<ServiceParts, 'clock' | 'faults' | 'log'>> = {},
): Promise<Services> {
  refuseUndeclared(apiRoutes);
  return openServices({
    config,
    databaseUrl,
    policies,
    eventKinds,
    queues: jobHandlers,
    clock: parts.clock ?? systemClock,
    faults: parts.faults ?? noFaults,
    log: parts.log ?? openLog(config.logLevel),
  });
}

/** A route without a declared policy does not start. */
function refuseUndeclared(routes: readonly ApiRoute[]): void {
  const undeclared = routes.find((route) => !policies[route.action]);
  if (undeclared)
    throw new Error(
      `${undeclared.method} ${undeclared.path} names the action ${undeclared.action}, which no policy declares.`,
    );
}
