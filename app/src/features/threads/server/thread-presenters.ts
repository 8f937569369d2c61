import type { Presenter } from '#server/events/live.ts';
import { viewComments } from './comment-views.ts';

/** Windows that follow the thread are told the whole comment as it now stands: told twice, they show the same. */
const present: Presenter = async (db, event) => {
  const threadId = event.data.threadId;
  if (typeof threadId !== 'string' || !event.subjectId) return [];
  const [comment] = await viewComments(db, event.spaceId, [event.subjectId]);
  return comment
    ? [{ topic: `${event.spaceId}/thread:${threadId}`, kind: event.kind, data: { comment } }]
    : [];
};

export const threadPresenters: Readonly<Record<string, Presenter>> = {
  'comment.written': present,
  'comment.edited': present,
  'comment.removed': present,
  'comment.restored': present,
  'reaction.changed': present,
  'thread.locked': (_db, event) =>
    Promise.resolve([
      {
        topic: `${event.spaceId}/thread:${event.subjectId}`,
        kind: event.kind,
        data: { locked: event.data.locked },
      },
    ]),
};
