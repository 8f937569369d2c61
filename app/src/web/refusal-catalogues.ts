import { messages as spacesDe } from '#features/spaces/refusals/messages/de.ts';
import { messages as spacesEn } from '#features/spaces/refusals/messages/en.ts';
import { messages as peopleDe } from '#features/people/refusals/messages/de.ts';
import { messages as peopleEn } from '#features/people/refusals/messages/en.ts';
import { messages as webhooksDe } from '#features/webhooks/refusals/messages/de.ts';
import { messages as webhooksEn } from '#features/webhooks/refusals/messages/en.ts';
import { messages as filesDe } from '#features/files/refusals/messages/de.ts';
import { messages as filesEn } from '#features/files/refusals/messages/en.ts';
import { messages as moderationDe } from '#features/moderation/refusals/messages/de.ts';
import { messages as moderationEn } from '#features/moderation/refusals/messages/en.ts';
import { messages as threadsDe } from '#features/threads/refusals/messages/de.ts';
import { messages as threadsEn } from '#features/threads/refusals/messages/en.ts';
import { messages as poolsDe } from '#features/pools/refusals/messages/de.ts';
import { messages as poolsEn } from '#features/pools/refusals/messages/en.ts';
import { messages as paymentsDe } from '#features/payments/refusals/messages/de.ts';
import { messages as paymentsEn } from '#features/payments/refusals/messages/en.ts';
import { messages as designsDe } from '#features/designs/refusals/messages/de.ts';
import { messages as designsEn } from '#features/designs/refusals/messages/en.ts';
import { messages as benchesDe } from '#features/benches/refusals/messages/de.ts';
import { messages as benchesEn } from '#features/benches/refusals/messages/en.ts';
import { messages as wantedsDe } from '#features/wanteds/refusals/messages/de.ts';
import { messages as wantedsEn } from '#features/wanteds/refusals/messages/en.ts';
import { messages as makingDe } from '#features/making/refusals/messages/de.ts';
import { messages as makingEn } from '#features/making/refusals/messages/en.ts';
import { messages as installationDe } from '#features/installation/refusals/messages/de.ts';
import { messages as installationEn } from '#features/installation/refusals/messages/en.ts';
import { messages as directDe } from '#features/direct/refusals/messages/de.ts';
import { messages as directEn } from '#features/direct/refusals/messages/en.ts';

/** `because` and field reasons that belong to one slice. */
export type RefusalWords = { because: Record<string, string>; fields: Record<string, string> };

/** What each slice says when it refuses. A new slice is added here. */
export const refusalWords: { en: RefusalWords; de: RefusalWords }[] = [
  { en: peopleEn, de: peopleDe },
  { en: spacesEn, de: spacesDe },
  { en: filesEn, de: filesDe },
  { en: threadsEn, de: threadsDe },
  { en: moderationEn, de: moderationDe },
  { en: wantedsEn, de: wantedsDe },
  { en: designsEn, de: designsDe },
  { en: benchesEn, de: benchesDe },
  { en: poolsEn, de: poolsDe },
  { en: paymentsEn, de: paymentsDe },
  { en: makingEn, de: makingDe },
  { en: directEn, de: directDe },
  { en: webhooksEn, de: webhooksDe },
  { en: installationEn, de: installationDe },
];
