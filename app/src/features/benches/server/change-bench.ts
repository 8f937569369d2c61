import { randomInt } from 'node:crypto';
import { fromBase64 } from '@muster/studio/base64';
import { joinUpdate, MOST_UPDATE_BYTES, updateBetween } from '@muster/studio/shared-document';
import { z } from 'zod';
import { boundedRoot, findKit } from '#features/designs/server/designs.ts';
import { personOf } from '#server/actor.ts';
import type { Change } from '#server/commands/change.ts';
import type { Command } from '#server/commands/command.ts';
import { whisper } from '#server/events/whisper.ts';
import { done, invalid, type Outcome, refused } from '#server/outcome.ts';
import { type BenchFound, benchTopic, findToWork, onBench, writer } from './find-bench.ts';

/** Windows that may write on one bench in its life; each reload is a new one. */
export const MOST_WINDOWS = 2_000;
/** Updates that wait until they are folded into the document. */
export const FOLD_AFTER = 50;
/** Two thirds more than the bytes: they come in base 64. */
const MOST_LETTERS = Math.ceil((MOST_UPDATE_BYTES * 5) / 3);

export const tellBenchInput = onBench.extend({
  writer,
  /** What the window has changed, in base 64: an update of Yjs by this writer alone. */
  update: z.string().min(1).max(MOST_LETTERS),
});
export const changed = z.object({ number: z.number().int() });
type Changed = z.infer<typeof changed>;

/** A window tells what it has changed. No update is trusted: it is looked through, applied to a bounded copy, and read back. */
export const tellBench: Command<z.infer<typeof tellBenchInput>, BenchFound, Changed> = {
  name: 'bench.tell-bench',
  action: 'bench.work',
  input: tellBenchInput,
  find: findToWork,
  apply: async (change, input, found) => {
    const update = fromBase64(input.update);
    if (!update) return invalid({ field: 'update', reason: 'not-an-update' });
    const document = await holdDocument(change, found);
    return takeIn(change, found, { ...document, writer: input.writer, update });
  },
};

export const changeBenchInput = onBench.extend({
  /** The outermost node as whoever asks has seen it, and as it is to be. */
  before: z.unknown(),
  after: z.unknown(),
});

/** For pages without script and programs: what is different between two designs is done to the bench, and nothing else. */
export const changeBench: Command<z.infer<typeof changeBenchInput>, BenchFound, Changed> = {
  name: 'bench.change-bench',
  action: 'bench.work',
  input: changeBenchInput,
  find: findToWork,
  apply: async (change, input, found) => {
    const kit = await kitOf(change, found);
    const [before, after] = [boundedRoot(kit, input.before), boundedRoot(kit, input.after)];
    if (before.kind === 'refused') return before;
    if (after.kind === 'refused') return after;
    const document = await holdDocument(change, found);
    const hand = randomInt(1_000, 4_294_967_295);
    const update = updateBetween(document.pieces, [before.value, after.value], hand);
    return takeIn(change, found, { ...document, writer: hand, update });
  },
};

type Held = { pieces: Uint8Array[]; folded: number; newest: number };

/** The document as it is, held until the change ends: what builds on it is numbered without a gap. */
async function holdDocument(change: Change, { space, bench }: BenchFound): Promise<Held> {
  const { document, folded, newest } = await change.db
    .selectFrom('benchDocuments')
    .select(['document', 'folded', 'newest'])
    .where('spaceId', '=', space.id)
    .where('benchId', '=', bench.id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const updates = await change.db
    .selectFrom('benchUpdates')
    .select('update')
    .where('spaceId', '=', space.id)
    .where('benchId', '=', bench.id)
    .where('number', '>', folded)
    .orderBy('number')
    .execute();
  return { pieces: [document, ...updates.map(({ update }) => update)], folded, newest };
}

async function takeIn(
  change: Change,
  found: BenchFound,
  told: Held & { writer: number; update: Uint8Array },
): Promise<Outcome<Changed>> {
  const personId = personOf(change.actor);
  if (!personId) return refused('sign-in-needed');
  const strange = await takeWindow(change, found, { writer: told.writer, personId });
  if (strange) return strange;
  const joined = joinUpdate(told.pieces, told.update, told.writer);
  if (joined.kind === 'refused') return invalid({ field: 'update', reason: joined.reason });
  const bounded = boundedRoot(await kitOf(change, found), joined.root);
  if (bounded.kind === 'refused') return bounded;
  const key = { spaceId: found.space.id, benchId: found.bench.id };
  const number = told.newest + 1;
  await change.db
    .insertInto('benchUpdates')
    .values({ ...key, number, personId, update: told.update, at: change.now })
    .execute();
  const folds = number - told.folded >= FOLD_AFTER;
  await change.db
    .updateTable('benchDocuments')
    .set({ newest: number, ...(folds ? { document: joined.document, folded: number } : {}) })
    .where('spaceId', '=', key.spaceId)
    .where('benchId', '=', key.benchId)
    .execute();
  await change.db
    .updateTable('benches')
    .set({ changedAt: change.now })
    .where('spaceId', '=', key.spaceId)
    .where('id', '=', key.benchId)
    .execute();
  if (folds) await dropFolded(change, key, number);
  await whisper(change.db, key.spaceId, benchTopic(found));
  return done({ number });
}

function kitOf(change: Change, { space, bench }: BenchFound) {
  return findKit(change.db, space.id, bench.kitHash);
}

async function dropFolded(
  change: Change,
  { spaceId, benchId }: { spaceId: string; benchId: string },
  upTo: number,
): Promise<void> {
  await change.db
    .deleteFrom('benchUpdates')
    .where('spaceId', '=', spaceId)
    .where('benchId', '=', benchId)
    .where('number', '<=', upTo)
    .execute();
}

/** A window belongs to whoever wrote with it first: nobody writes in the name of another. */
async function takeWindow(
  change: Change,
  { space, bench }: BenchFound,
  { writer: number, personId }: { writer: number; personId: string },
) {
  const key = { spaceId: space.id, benchId: bench.id };
  const { count } = await change.db
    .selectFrom('benchWindows')
    .select((select) => select.fn.countAll<string>().as('count'))
    .where('spaceId', '=', key.spaceId)
    .where('benchId', '=', key.benchId)
    .executeTakeFirstOrThrow();
  if (Number(count) >= MOST_WINDOWS) return refused('limit-reached', 'bench-worn');
  const { personId: whose } = await change.db
    .insertInto('benchWindows')
    .values({ ...key, writer: number, personId, inHand: '', seenAt: change.now, wrote: true })
    .onConflict((conflict) =>
      conflict.columns(['spaceId', 'benchId', 'writer']).doUpdateSet({ wrote: true }),
    )
    .returning('personId')
    .executeTakeFirstOrThrow();
  return whose === personId ? undefined : invalid({ field: 'writer', reason: 'another-writer' });
}
