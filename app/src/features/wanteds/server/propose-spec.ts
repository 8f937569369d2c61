import { z } from 'zod';
import { requireVerified } from '#features/people/server/people.ts';
import { personOf } from '#server/actor.ts';
import type { Change } from '#server/commands/change.ts';
import type { Command } from '#server/commands/command.ts';
import { done, refused } from '#server/outcome.ts';
import { specSheet } from '../spec-sheet.ts';
import { announce, findTheWanted, onWanted, type WantedFound } from './find-wanted.ts';

const MOST_OPEN = 50;

export const proposeSpecInput = onWanted.extend({
  spec: specSheet,
  note: z.string().trim().min(1).max(2_000),
});

/** Somebody proposes another spec sheet and says why; its author decides. */
export const proposeSpec: Command<
  z.infer<typeof proposeSpecInput>,
  WantedFound,
  { proposal: string }
> = {
  name: 'wanted.propose-spec',
  action: 'wanted.propose',
  input: proposeSpecInput,
  find: findTheWanted,
  apply: async (change, { spec, note }, found) => {
    const unverified = await requireVerified(change);
    const authorId = personOf(change.actor);
    if (unverified || !authorId) return unverified ?? refused('sign-in-needed');
    const { space, wanted } = found;
    await change.lock('spec-proposals', wanted.id);
    if ((await countOpen(change, space.id, wanted.id)) >= MOST_OPEN)
      return refused('limit-reached', 'most-proposals');
    const id = change.id();
    await change.db
      .insertInto('specProposals')
      .values({
        spaceId: space.id,
        id,
        wantedId: wanted.id,
        authorId,
        against: wanted.version,
        spec: JSON.stringify(spec),
        note,
        createdAt: change.now,
      })
      .execute();
    await announce(change, found, 'wanted.proposed', { proposalId: id });
    return done({ proposal: id });
  },
};

export const decideProposalInput = onWanted.extend({
  proposal: z.uuid(),
  outcome: z.enum(['taken', 'declined']),
});

/** What is taken becomes the spec sheet, if nobody has changed it since the proposal was written. */
export const decideProposal: Command<
  z.infer<typeof decideProposalInput>,
  WantedFound,
  { outcome: string }
> = {
  name: 'wanted.decide-proposal',
  action: 'wanted.decide',
  input: decideProposalInput,
  find: findTheWanted,
  apply: async (change, { proposal, outcome }, found) => {
    const { space, wanted } = found;
    const decided = await change.db
      .updateTable('specProposals')
      .set({ outcome, decidedAt: change.now, decidedBy: personOf(change.actor) })
      .where('spaceId', '=', space.id)
      .where('wantedId', '=', wanted.id)
      .where('id', '=', proposal)
      .where('outcome', 'is', null)
      .returning(['spec', 'against'])
      .executeTakeFirst();
    if (!decided) return refused('not-now', 'decided-already');
    if (outcome === 'taken') {
      const taken = await change.db
        .updateTable('wanteds')
        .set({
          spec: JSON.stringify(decided.spec),
          version: decided.against + 1,
          editedAt: change.now,
        })
        .where('spaceId', '=', space.id)
        .where('id', '=', wanted.id)
        .where('version', '=', decided.against)
        .executeTakeFirst();
      if (taken.numUpdatedRows === 0n) return refused('changed-meanwhile');
    }
    await announce(change, found, 'wanted.proposal-decided', { proposalId: proposal, outcome });
    return done({ outcome });
  },
};

async function countOpen(change: Change, spaceId: string, wantedId: string): Promise<number> {
  const { count } = await change.db
    .selectFrom('specProposals')
    .select((select) => select.fn.countAll<string>().as('count'))
    .where('spaceId', '=', spaceId)
    .where('wantedId', '=', wantedId)
    .where('outcome', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}
