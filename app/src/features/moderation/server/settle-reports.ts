import { z } from 'zod';
import { findSpace, type SpaceStanding, standingIn } from '#features/spaces/server/spaces.ts';
import { personOf } from '#server/actor.ts';
import { noteAudit } from '#server/audit.ts';
import type { Change } from '#server/commands/change.ts';
import type { Command } from '#server/commands/command.ts';
import { done, invalid, refused } from '#server/outcome.ts';
import {
  findSettledSubject,
  findSubject,
  onSubject,
  putBack,
  type ReportedSubject,
  type SubjectInput,
  type SubjectKind,
  takeDown,
} from './reported-subjects.ts';

const words = {
  outcome: z.enum(['kept', 'removed']),
  /** What the author is told; needed where something is removed. */
  reason: z.string().trim().max(500).default(''),
};
export const settlementWords = z.object(words);
export type SettleInput = SubjectInput & z.infer<typeof settlementWords>;
export type Settled = { settlement: string; outcome: 'kept' | 'removed'; reports: number };

/**
 * A host decides about something that was written, and all open reports about it are settled with that. Taking something
 * down needs no report; keeping it does.
 */
function settleReports(
  kind: SubjectKind,
  input: z.ZodType<SettleInput>,
): Command<SettleInput, ReportedSubject, Settled> {
  return {
    name: `moderation.settle-${kind}`,
    action: 'report.review',
    input,
    find: (change, wanted) => findSubject(change, kind, wanted),
    apply: async (change, { outcome, reason }, found) => {
      const personId = personOf(change.actor);
      if (!personId) return refused('sign-in-needed');
      if (outcome === 'removed' && !reason) return invalid({ field: 'reason', reason: 'required' });
      await change.lock('settling', found.id);
      // Read again under the lock: somebody else may have decided meanwhile.
      const subject = (await findSettledSubject(change, found, {
        subjectKind: kind,
        subjectId: found.id,
      })) ?? { ...found, removed: true };
      const open = await openReports(change, subject);
      if (open.length === 0 && (outcome === 'kept' || subject.removed))
        return refused('not-now', 'settled-already');
      const settlement = await writeSettlement(change, subject, { personId, outcome, reason });
      await closeReports(change, subject, { settlement, personId, outcome });
      if (outcome === 'removed' && !subject.removed) {
        const taken = await takeDown(change, subject, reason);
        if (taken.kind === 'refused') return taken;
      }
      const data = { subjectKind: kind, subjectId: subject.id, outcome, reports: open.length };
      await change.emit({
        kind: 'report.settled',
        spaceId: subject.space.id,
        subjectId: settlement,
        data,
      });
      await noteAudit(change, {
        act: `moderation.${outcome}`,
        object: `${kind} ${subject.id} of space ${subject.space.id}`,
        reason,
      });
      return done({ settlement, outcome, reports: open.length });
    },
  };
}

async function openReports(change: Change, { space, kind, id }: ReportedSubject) {
  return change.db
    .selectFrom('reports')
    .select('id')
    .where('spaceId', '=', space.id)
    .where('subjectKind', '=', kind)
    .where('subjectId', '=', id)
    .where('settledAt', 'is', null)
    .execute();
}

async function writeSettlement(
  change: Change,
  { space, kind, id }: ReportedSubject,
  { personId, outcome, reason }: { personId: string; outcome: string; reason: string },
): Promise<string> {
  const settlement = change.id();
  await change.db
    .insertInto('settlements')
    .values({
      spaceId: space.id,
      id: settlement,
      subjectKind: kind,
      subjectId: id,
      outcome,
      reason,
      settledBy: personId,
      settledAt: change.now,
    })
    .execute();
  return settlement;
}

async function closeReports(
  change: Change,
  { space, kind, id }: ReportedSubject,
  { settlement, personId, outcome }: { settlement: string; personId: string; outcome: string },
): Promise<void> {
  await change.db
    .updateTable('reports')
    .set({
      settledAt: change.now,
      settledBy: personId,
      outcome,
      settlementId: settlement,
    })
    .where('spaceId', '=', space.id)
    .where('subjectKind', '=', kind)
    .where('subjectId', '=', id)
    .where('settledAt', 'is', null)
    .execute();
}

export const settleComment = settleReports('comment', onSubject.comment.extend(words));
export const settlePost = settleReports('post', onSubject.post.extend(words));

export const undoSettlementInput = z.object({ space: z.string(), settlement: z.uuid() });
type UndoInput = z.infer<typeof undoSettlementInput>;
type UndoFound = SpaceStanding & {
  settlement: { id: string; subjectKind: string; subjectId: string; outcome: string };
};

/** A host takes a removal back: what was written stands again. */
export const undoSettlement: Command<UndoInput, UndoFound, { undone: true }> = {
  name: 'moderation.undo-settlement',
  action: 'report.review',
  input: undoSettlementInput,
  find: async (change, { space, settlement }) => {
    const found = await findSpace(change.db, change.actor, space);
    if (!found) return undefined;
    const row = await change.db
      .selectFrom('settlements')
      .select(['id', 'subjectKind', 'subjectId', 'outcome'])
      .where('spaceId', '=', found.space.id)
      .where('id', '=', settlement)
      .executeTakeFirst();
    return (
      row && {
        standing: standingIn(found, change.actor),
        subject: { ...found, settlement: row },
      }
    );
  },
  apply: async (change, _input, found) => {
    const { settlement, space } = found;
    if (settlement.outcome !== 'removed') return refused('not-now', 'nothing-to-undo');
    const undone = await change.db
      .updateTable('settlements')
      .set({ undoneAt: change.now, undoneBy: personOf(change.actor) })
      .where('spaceId', '=', space.id)
      .where('id', '=', settlement.id)
      .where('undoneAt', 'is', null)
      .executeTakeFirst();
    const subject = await findSettledSubject(change, found, settlement);
    if (undone.numUpdatedRows === 0n || !subject) return refused('not-now', 'nothing-to-undo');
    const back = await putBack(change, subject);
    if (back.kind === 'refused') return back;
    await noteAudit(change, {
      act: 'moderation.undone',
      object: `${settlement.subjectKind} ${settlement.subjectId} of space ${space.id}`,
    });
    return done({ undone: true });
  },
};
