import type { Change } from '#server/commands/change.ts';
import type { HappenedEvent } from '#server/events/event.ts';
import type { Follower } from '#server/events/follower.ts';
import { readChoices } from './choice-reads.ts';
import { notificationKinds } from './kinds.ts';
import type { Choice, NotificationKind } from './notification-kind.ts';
import { NOTIFICATION_MAIL_QUEUE } from './notification-mail.job.ts';
import { textOf } from './recipients.ts';

const NEWS_MS = 7 * 86_400_000;

/** Makes of each event, exactly once, what people are told. */
export const notificationFollower: Follower = {
  name: 'notifications',
  kinds: [...new Set(notificationKinds.flatMap(({ events }) => events))],
  follow: async (change, event) => {
    const told = new Set<string>(event.actorId ? [event.actorId] : []);
    for (const kind of notificationKinds) {
      if (!kind.events.includes(event.kind)) continue;
      const people = [...new Set(await kind.to(change.db, event))].filter((id) => !told.has(id));
      for (const personId of await tell(change, event, { kind, people })) told.add(personId);
    }
  },
};

/** Answers whom it told; whoever has switched the kind off is not among them. */
async function tell(
  change: Change,
  event: HappenedEvent,
  { kind, people }: { kind: NotificationKind; people: readonly string[] },
): Promise<string[]> {
  if (people.length === 0) return [];
  const chosen = await readChoices(change.db, { people, kind });
  const told: string[] = [];
  for (const personId of people) {
    const choice = chosen.get(personId) ?? 'off';
    if (choice === 'off') continue;
    told.push(personId);
    await write(change, event, { kind, personId, choice });
  }
  return told;
}

async function write(
  change: Change,
  event: HappenedEvent,
  { kind, personId, choice }: { kind: NotificationKind; personId: string; choice: Choice },
): Promise<void> {
  const about = kind.about(event);
  const byMail = choice === 'now' || choice === 'daily' ? choice : 'off';
  const written = await change.db
    .insertInto('notifications')
    .values({
      personId,
      id: change.id(),
      spaceId: event.spaceId,
      kind: kind.name,
      eventId: event.id,
      once: kind.once?.(event) ?? event.id,
      subjectKind: about.kind,
      subjectId: about.id,
      threadId: textOf(event.data.threadId) || null,
      actorId: kind.who?.(event) ?? event.actorId,
      data: JSON.stringify(kind.facts?.(event) ?? {}),
      byMail,
      createdAt: event.at,
    })
    .onConflict((conflict) => {
      const same = conflict.columns(['personId', 'kind', 'once']);
      return kind.folds
        ? same.doUpdateSet({ createdAt: event.at, readAt: null, eventId: event.id })
        : same.doNothing();
    })
    .returning(['id', 'mailedAt'])
    .executeTakeFirst();
  if (!written) return;
  // A follower that comes late still tells of it, but nobody is mailed what has been no news for days.
  const isNews = change.now.getTime() - event.at.getTime() < NEWS_MS;
  if (byMail === 'now' && isNews && !written.mailedAt)
    await change.enqueue(NOTIFICATION_MAIL_QUEUE, { personId, notificationId: written.id });
  await change.emit({
    kind: 'notification.made',
    subjectId: written.id,
    data: { personId },
  });
}
