import { z } from 'zod';
import { personOf } from '#server/actor.ts';
import type { Change } from '#server/commands/change.ts';
import type { Command } from '#server/commands/command.ts';
import { done, invalid, refused } from '#server/outcome.ts';
import { kindNamed } from './kinds.ts';
import { CHOICES } from './notification-kind.ts';

const MOST_AT_ONCE = 1_000;

export const readInput = z.union([
  z.object({ notifications: z.array(z.uuid()).min(1).max(100) }),
  z.object({ thread: z.uuid() }),
  /** Everything that had been told up to this moment: what came later was not on the page. */
  z.object({ upTo: z.iso.datetime() }),
]);
type ReadInput = z.infer<typeof readInput>;

/** Somebody has read what they were told: some of it, all of a thread, or all up to a moment. Twice is once. */
export const markRead: Command<ReadInput, string, { marked: number }> = {
  name: 'notification.mark-read',
  action: 'notification.read',
  input: readInput,
  find: findMyself,
  apply: async (change, which, personId) => {
    await change.lock('notifications-read', personId);
    const unread = await unreadOf(change, personId, which);
    if (unread.length === 0) return done({ marked: 0 });
    await change.db
      .updateTable('notifications')
      .set({ readAt: change.now })
      .where('personId', '=', personId)
      .where('id', 'in', unread)
      .execute();
    // Once for what became read, so that the other windows of this person count anew.
    await change.emit({
      kind: 'notification.read',
      subjectId: personId,
      data: { personId, marked: unread.length },
    });
    return done({ marked: unread.length });
  },
};

async function unreadOf(change: Change, personId: string, which: ReadInput): Promise<string[]> {
  const rows = await change.db
    .selectFrom('notifications')
    .select('id')
    .where('personId', '=', personId)
    .where('readAt', 'is', null)
    .$if('notifications' in which, (query) =>
      query.where('id', 'in', 'notifications' in which ? which.notifications : []),
    )
    .$if('thread' in which, (query) =>
      query.where('threadId', '=', 'thread' in which ? which.thread : ''),
    )
    .$if('upTo' in which, (query) =>
      query.where('createdAt', '<=', new Date('upTo' in which ? which.upTo : 0)),
    )
    .orderBy('createdAt', 'desc')
    .limit(MOST_AT_ONCE)
    .execute();
  return rows.map(({ id }) => id);
}

export const chooseInput = z.object({ kind: z.string().max(80), choice: z.enum(CHOICES) });
type ChooseInput = z.infer<typeof chooseInput>;

/** Somebody chooses how they are told of one kind of thing. */
export const chooseNotification: Command<ChooseInput, string, ChooseInput> = {
  name: 'notification.choose',
  action: 'notification.choose',
  input: chooseInput,
  find: findMyself,
  apply: async (change, { kind, choice }, personId) => {
    const known = kindNamed(kind);
    if (!known) return refused('not-found');
    if (!known.choices.includes(choice))
      return invalid({ field: 'choice', reason: 'not-a-choice' });
    await writeChoice(change, personId, { kind, choice });
    return done({ kind, choice });
  },
};

export async function writeChoice(
  change: Change,
  personId: string,
  { kind, choice }: ChooseInput,
): Promise<void> {
  await change.db
    .insertInto('notificationChoices')
    .values({ personId, kind, choice })
    .onConflict((conflict) => conflict.columns(['personId', 'kind']).doUpdateSet({ choice }))
    .execute();
}

function findMyself(change: Change) {
  const personId = personOf(change.actor);
  const role = personId ? ('person' as const) : ('visitor' as const);
  const standing = { role, own: personId !== null, open: false };
  return Promise.resolve({ standing, subject: personId ?? '' });
}
