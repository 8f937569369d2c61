import { z } from 'zod';
import { findSpace, type SpaceStanding, standingIn } from '#features/spaces/server/spaces.ts';
import { type Actor, personOf } from '#server/actor.ts';
import type { Change } from '#server/commands/change.ts';
import type { Found } from '#server/commands/command.ts';
import type { Handle } from '#server/database/database.ts';

export const benchAddress = z.string().regex(/^[a-z0-9]{8}$/);
export const onBench = z.object({ space: z.string(), bench: benchAddress });
/** The number of a window among all that write on a bench. */
export const writer = z.coerce.number().int().min(1_000).max(4_294_967_295);

export type BenchRow = {
  id: string;
  address: string;
  ownerId: string;
  title: string;
  begun: string;
  kitHash: string;
  byLink: boolean;
};
export type BenchFound = SpaceStanding & { bench: BenchRow; mayWork: boolean };

/** A bench that is open, or one that was cleared away, for somebody who may know of its space; and whether they may work on it. */
export async function findBench(
  db: Handle,
  actor: Actor,
  input: z.infer<typeof onBench>,
  { clearedToo = false }: { clearedToo?: boolean } = {},
): Promise<BenchFound | undefined> {
  const found = await findSpace(db, actor, input.space);
  if (!found) return undefined;
  const row = await db
    .selectFrom('benches')
    .leftJoin('benchPeople', (join) =>
      join
        .onRef('benchPeople.spaceId', '=', 'benches.spaceId')
        .onRef('benchPeople.benchId', '=', 'benches.id')
        .on('benchPeople.personId', '=', personOf(actor)),
    )
    .select(['id', 'address', 'ownerId', 'title', 'begun', 'kitHash', 'byLink', 'letIn'])
    .where('benches.spaceId', '=', found.space.id)
    .where('address', '=', input.bench)
    .$if(!clearedToo, (query) => query.where('closedAt', 'is', null))
    .executeTakeFirst();
  if (!row) return undefined;
  const { letIn, ...bench } = row;
  const mayWork = bench.ownerId === personOf(actor) || (letIn ?? bench.byLink);
  return { ...found, bench, mayWork };
}

/** What the actor is to the work on a bench: it is their own when they may take part in it. */
export function workStanding(found: BenchFound, actor: Actor) {
  return { ...standingIn(found, actor), own: found.mayWork };
}

export async function findToWork(
  change: Change,
  input: z.infer<typeof onBench>,
): Promise<Found<BenchFound> | undefined> {
  const found = await findBench(change.db, change.actor, input);
  return found && { standing: workStanding(found, change.actor), subject: found };
}

export async function findToShare(
  change: Change,
  input: z.infer<typeof onBench>,
): Promise<Found<BenchFound> | undefined> {
  const found = await findBench(change.db, change.actor, input);
  return (
    found && { standing: standingIn(found, change.actor, found.bench.ownerId), subject: found }
  );
}

/** Also one that was cleared away: to do so twice is no mistake. */
export async function findToClear(
  change: Change,
  input: z.infer<typeof onBench>,
): Promise<Found<BenchFound> | undefined> {
  const found = await findBench(change.db, change.actor, input, { clearedToo: true });
  return (
    found && { standing: standingIn(found, change.actor, found.bench.ownerId), subject: found }
  );
}

/** The topic that windows at a bench follow. */
export function benchTopic({ bench }: BenchFound): string {
  return `bench:${bench.id}`;
}
