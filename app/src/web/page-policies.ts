import { pages as benchesPages } from '#features/benches/benches-policy.ts';
import { pages as designsPages } from '#features/designs/designs-policy.ts';
import { pages as directPages } from '#features/direct/direct-policy.ts';
import { pages as draftsPages } from '#features/drafts/drafts-policy.ts';
import { pages as filesPages } from '#features/files/files-policy.ts';
import { pages as installationPages } from '#features/installation/installation-policy.ts';
import { pages as journalPages } from '#features/journal/journal-policy.ts';
import { pages as moderationPages } from '#features/moderation/moderation-policy.ts';
import { pages as notificationsPages } from '#features/notifications/notifications-policy.ts';
import { pages as makingPages } from '#features/making/making-policy.ts';
import { pages as paymentsPages } from '#features/payments/payments-policy.ts';
import { pages as peoplePages } from '#features/people/people-policy.ts';
import { pages as poolsPages } from '#features/pools/pools-policy.ts';
import { pages as scorecardPages } from '#features/scorecard/scorecard-policy.ts';
import { pages as spacesPages } from '#features/spaces/spaces-policy.ts';
import { pages as wantedsPages } from '#features/wanteds/wanteds-policy.ts';
import { pages as webhooksPages } from '#features/webhooks/webhooks-policy.ts';

/** Every page and the action of the policy table that lets one see it. A page that is missing here is not served. */
const pages: Record<string, string> = {
  ...peoplePages,
  ...draftsPages,
  ...spacesPages,
  ...filesPages,
  ...journalPages,
  ...wantedsPages,
  ...designsPages,
  ...benchesPages,
  ...poolsPages,
  ...paymentsPages,
  ...makingPages,
  ...directPages,
  ...scorecardPages,
  ...moderationPages,
  ...notificationsPages,
  ...webhooksPages,
  ...installationPages,
};

export function pageAction(routeId: string): string | undefined {
  return pages[routeId];
}
