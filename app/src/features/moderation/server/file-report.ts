import { z } from 'zod';
import { personOf } from '#server/actor.ts';
import type { Change } from '#server/commands/change.ts';
import type { Command } from '#server/commands/command.ts';
import { done, refused } from '#server/outcome.ts';
import {
  findSubject,
  onSubject,
  type ReportedSubject,
  type SubjectInput,
  type SubjectKind,
} from './reported-subjects.ts';

export const MOST_REPORTS_A_DAY = 50;
const DAY_MS = 86_400_000;

const words = { reason: z.string().trim().min(1).max(1000) };
export type ReportInput = SubjectInput & { reason: string };
export type ReportFiled = { report: string };

/** A reader who is signed in tells the hosts what is wrong with something, once. */
function fileReport(
  kind: SubjectKind,
  input: z.ZodType<ReportInput>,
): Command<ReportInput, ReportedSubject, ReportFiled> {
  return {
    name: `moderation.report-${kind}`,
    action: 'report.file',
    input,
    find: (change, wanted) => findSubject(change, kind, wanted),
    apply: async (change, { reason }, subject) => {
      const reporterId = personOf(change.actor);
      if (!reporterId) return refused('sign-in-needed');
      if (subject.removed) return refused('not-now', 'removed-already');
      if (subject.authorId === reporterId) return refused('not-now', 'own-words');
      await change.lock('reports-filed', reporterId);
      const mine = await readMine(change, reporterId, subject);
      if (mine.same) return refused('limit-reached', 'reported-already');
      if (mine.lately >= MOST_REPORTS_A_DAY) return refused('too-many', 'reports-a-day');
      const report = change.id();
      await change.db
        .insertInto('reports')
        .values({
          spaceId: subject.space.id,
          id: report,
          subjectKind: kind,
          subjectId: subject.id,
          reporterId,
          reason,
          createdAt: change.now,
        })
        .execute();
      await change.emit({
        kind: 'report.filed',
        spaceId: subject.space.id,
        subjectId: report,
        data: { subjectKind: kind, subjectId: subject.id },
      });
      return done({ report });
    },
  };
}

async function readMine(change: Change, reporterId: string, subject: ReportedSubject) {
  const mine = await change.db
    .selectFrom('reports')
    .select(['subjectKind', 'subjectId', 'createdAt'])
    .where('spaceId', '=', subject.space.id)
    .where('reporterId', '=', reporterId)
    .execute();
  const since = change.now.getTime() - DAY_MS;
  return {
    same: mine.some(
      ({ subjectKind, subjectId }) => subjectKind === subject.kind && subjectId === subject.id,
    ),
    lately: mine.filter(({ createdAt }) => createdAt.getTime() > since).length,
  };
}

export const reportComment = fileReport('comment', onSubject.comment.extend(words));
export const reportPost = fileReport('post', onSubject.post.extend(words));
export const reportWords = z.object(words);
