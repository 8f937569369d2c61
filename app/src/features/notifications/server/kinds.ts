import type { Handle } from '#server/database/database.ts';
import type { HappenedEvent } from '#server/events/event.ts';
import {
  authorOf,
  followersOf,
  hostsOf,
  inviterOf,
  mentionedIn,
  parentAuthorOf,
  postAuthorOf,
  reportersOf,
  textOf,
} from './recipients.ts';
import type { SubjectKind } from './subjects.ts';

/** In the app alone; also by mail at once; also in the digest of the next morning; or not at all. */
export const CHOICES = ['app', 'now', 'daily', 'off'] as const;
export type Choice = (typeof CHOICES)[number];

export type NotificationKind = {
  /** Also the name of its words in the catalogues. */
  name: string;
  /** The kinds of events from which it is made. */
  events: readonly string[];
  /** What holds until somebody chooses; `choices` is what they may choose. */
  byDefault: Choice;
  choices: readonly Choice[];
  /** Who is told. The one who did it never is, nor whoever an earlier entry has told of the same event. */
  to(db: Handle, event: HappenedEvent): Promise<readonly string[]>;
  /** What it is about: that is looked up whenever it is read or mailed, with the eyes of who was told. */
  about(event: HappenedEvent): { kind: SubjectKind; id: string };
  /** What happens again under the same words here is told once. Absent: each event is told. */
  once?(event: HappenedEvent): string;
  /** Told again, it is unread again, instead of being dropped. */
  folds?: true;
  /** Who it was, where that is not the actor of the event. */
  who?(event: HappenedEvent): string | null;
  /** Small facts of the event that its sentence needs. */
  facts?(event: HappenedEvent): Record<string, string>;
};

const ALL = CHOICES;
const IN_APP: readonly Choice[] = ['app', 'off'];
const aboutComment = ({ subjectId }: HappenedEvent) =>
  ({ kind: 'comment', id: subjectId ?? '' }) as const;
const aboutPost = ({ subjectId }: HappenedEvent) =>
  ({ kind: 'post', id: subjectId ?? '' }) as const;
const aboutSpace = ({ spaceId }: HappenedEvent) => ({ kind: 'space', id: spaceId }) as const;
const aboutReported = ({ data }: HappenedEvent) =>
  ({
    kind: data.subjectKind === 'post' ? 'reported-post' : 'reported-comment',
    id: textOf(data.subjectId),
  }) as const;

/** Everything that people are told of. A new kind is one entry here, with its words in the two catalogues. */
export const notificationKinds: readonly NotificationKind[] = [
  {
    name: 'mention',
    events: ['comment.written', 'comment.edited'],
    byDefault: 'now',
    choices: ALL,
    to: mentionedIn,
    about: aboutComment,
    once: ({ subjectId }) => subjectId ?? '',
  },
  {
    name: 'reply',
    events: ['comment.written'],
    byDefault: 'now',
    choices: ALL,
    to: parentAuthorOf,
    about: aboutComment,
  },
  {
    name: 'post-talk',
    events: ['comment.written'],
    byDefault: 'now',
    choices: ALL,
    to: postAuthorOf,
    about: aboutComment,
  },
  {
    name: 'comment',
    events: ['comment.written'],
    byDefault: 'daily',
    choices: ALL,
    to: followersOf,
    about: aboutComment,
  },
  {
    name: 'reaction',
    events: ['reaction.changed'],
    byDefault: 'app',
    choices: IN_APP,
    to: (db, event) => (event.data.on === true ? authorOf(db, event) : Promise.resolve([])),
    about: ({ subjectId }) => ({ kind: 'reacted-comment', id: subjectId ?? '' }),
    once: ({ subjectId }) => subjectId ?? '',
    folds: true,
  },
  {
    name: 'comment-removed',
    events: ['comment.removed'],
    byDefault: 'now',
    choices: ALL,
    to: authorOf,
    about: ({ subjectId }) => ({ kind: 'removed-comment', id: subjectId ?? '' }),
  },
  {
    name: 'post-removed',
    events: ['post.removed'],
    byDefault: 'now',
    choices: ALL,
    to: authorOf,
    about: ({ subjectId }) => ({ kind: 'removed-post', id: subjectId ?? '' }),
  },
  {
    name: 'report-settled',
    events: ['report.settled'],
    byDefault: 'daily',
    choices: ALL,
    to: reportersOf,
    about: ({ spaceId }) => ({ kind: 'space', id: spaceId }),
    facts: ({ data }) => ({ outcome: textOf(data.outcome) }),
  },
  {
    name: 'report',
    events: ['report.filed'],
    byDefault: 'now',
    choices: ALL,
    to: hostsOf,
    about: aboutReported,
    once: ({ data }) => textOf(data.subjectId),
    folds: true,
  },
  {
    name: 'invitation-accepted',
    events: ['member.joined'],
    byDefault: 'daily',
    choices: ALL,
    to: inviterOf,
    about: ({ spaceId }) => ({ kind: 'members', id: spaceId }),
    who: ({ subjectId }) => subjectId,
  },
  {
    name: 'new-member',
    events: ['member.joined'],
    byDefault: 'daily',
    choices: ALL,
    to: hostsOf,
    about: ({ spaceId }) => ({ kind: 'members', id: spaceId }),
    who: ({ subjectId }) => subjectId,
  },
  {
    name: 'role-changed',
    events: ['member.role-changed'],
    byDefault: 'now',
    choices: ALL,
    to: (_db, { subjectId }) => Promise.resolve(subjectId ? [subjectId] : []),
    about: aboutSpace,
    facts: ({ data }) => ({ role: textOf(data.role) }),
  },
  {
    name: 'first-comment-unanswered',
    events: ['comment.unanswered'],
    byDefault: 'now',
    choices: ALL,
    to: hostsOf,
    about: aboutComment,
    who: ({ data }) => textOf(data.authorId),
  },
  {
    name: 'first-post-unanswered',
    events: ['post.unanswered'],
    byDefault: 'now',
    choices: ALL,
    to: hostsOf,
    about: aboutPost,
    who: ({ data }) => textOf(data.authorId),
  },
];

export function kindNamed(name: string): NotificationKind | undefined {
  return notificationKinds.find((kind) => kind.name === name);
}
