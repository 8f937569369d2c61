import type { HappenedEvent } from '#server/events/event.ts';
import { makingKinds } from './making-kinds.ts';
import { CHOICES, type Choice, type NotificationKind } from './notification-kind.ts';
import { poolKinds } from './pool-kinds.ts';
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
    area: 'talk',
    events: ['comment.written', 'comment.edited'],
    byDefault: 'now',
    choices: ALL,
    to: mentionedIn,
    about: aboutComment,
    once: ({ subjectId }) => subjectId ?? '',
  },
  {
    name: 'reply',
    area: 'talk',
    events: ['comment.written'],
    byDefault: 'now',
    choices: ALL,
    to: parentAuthorOf,
    about: aboutComment,
  },
  {
    name: 'post-talk',
    area: 'talk',
    events: ['comment.written'],
    byDefault: 'now',
    choices: ALL,
    to: postAuthorOf,
    about: aboutComment,
  },
  {
    name: 'comment',
    area: 'talk',
    events: ['comment.written'],
    byDefault: 'daily',
    choices: ALL,
    to: followersOf,
    about: aboutComment,
  },
  {
    name: 'reaction',
    area: 'talk',
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
    area: 'talk',
    events: ['comment.removed'],
    byDefault: 'now',
    choices: ALL,
    to: authorOf,
    about: ({ subjectId }) => ({ kind: 'removed-comment', id: subjectId ?? '' }),
  },
  {
    name: 'post-removed',
    area: 'talk',
    events: ['post.removed'],
    byDefault: 'now',
    choices: ALL,
    to: authorOf,
    about: ({ subjectId }) => ({ kind: 'removed-post', id: subjectId ?? '' }),
  },
  {
    name: 'report-settled',
    area: 'talk',
    events: ['report.settled'],
    byDefault: 'daily',
    choices: ALL,
    to: reportersOf,
    about: ({ spaceId }) => ({ kind: 'space', id: spaceId }),
    facts: ({ data }) => ({ outcome: textOf(data.outcome) }),
  },
  {
    name: 'report',
    area: 'spaces',
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
    area: 'spaces',
    events: ['member.joined'],
    byDefault: 'daily',
    choices: ALL,
    to: inviterOf,
    about: ({ spaceId }) => ({ kind: 'members', id: spaceId }),
    who: ({ subjectId }) => subjectId,
  },
  {
    name: 'new-member',
    area: 'spaces',
    events: ['member.joined'],
    byDefault: 'daily',
    choices: ALL,
    to: hostsOf,
    about: ({ spaceId }) => ({ kind: 'members', id: spaceId }),
    who: ({ subjectId }) => subjectId,
  },
  {
    name: 'role-changed',
    area: 'spaces',
    events: ['member.role-changed'],
    byDefault: 'now',
    choices: ALL,
    to: (_db, { subjectId }) => Promise.resolve(subjectId ? [subjectId] : []),
    about: aboutSpace,
    facts: ({ data }) => ({ role: textOf(data.role) }),
  },
  {
    name: 'first-comment-unanswered',
    area: 'spaces',
    events: ['comment.unanswered'],
    byDefault: 'now',
    choices: ALL,
    to: hostsOf,
    about: aboutComment,
    who: ({ data }) => textOf(data.authorId),
  },
  {
    name: 'first-post-unanswered',
    area: 'spaces',
    events: ['post.unanswered'],
    byDefault: 'now',
    choices: ALL,
    to: hostsOf,
    about: aboutPost,
    who: ({ data }) => textOf(data.authorId),
  },
  ...poolKinds,
  ...makingKinds,
];

export function kindNamed(name: string): NotificationKind | undefined {
  return notificationKinds.find((kind) => kind.name === name);
}
