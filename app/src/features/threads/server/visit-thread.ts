import type { z } from 'zod';
import { personOf } from '#server/actor.ts';
import type { Command } from '#server/commands/command.ts';
import { done, refused } from '#server/outcome.ts';
import { findTheThread, inThread, type ThreadSubjectFound } from './find-comment.ts';

/** Somebody has read a thread up to now: at their next visit, what is newer is marked. */
export const visitThread: Command<
  z.infer<typeof inThread>,
  ThreadSubjectFound,
  { seenAt: string }
> = {
  name: 'thread.visit-thread',
  action: 'thread.visit',
  input: inThread,
  find: findTheThread,
  apply: async (change, _input, { space, thread }) => {
    const personId = personOf(change.actor);
    if (!personId) return refused('sign-in-needed');
    await change.db
      .insertInto('threadVisits')
      .values({ spaceId: space.id, threadId: thread.id, personId, seenAt: change.now })
      .onConflict((conflict) =>
        conflict.columns(['spaceId', 'threadId', 'personId']).doUpdateSet({ seenAt: change.now }),
      )
      .execute();
    return done({ seenAt: change.now.toISOString() });
  },
};
