import { emptyLog } from '@muster/log/append';
import { requireVerified } from '#features/people/server/people.ts';
import { findSpace, type SpaceStanding, standingIn } from '#features/spaces/server/spaces.ts';
import { openThread } from '#features/threads/server/threads.ts';
import { personOf } from '#server/actor.ts';
import type { Change } from '#server/commands/change.ts';
import type { Command } from '#server/commands/command.ts';
import { newAddress } from '#server/ids.ts';
import { done, invalid, type Outcome, type Refused, refused } from '#server/outcome.ts';
import { optionsEvent } from './clearing-options.ts';
import { LogWriter } from './log-writer.ts';
import { openPoolInput, type OpenPoolInput } from './pool-input.ts';
import { keysOfPool } from './pool-keys.ts';
import { keysOf } from './pool-variants.ts';

const MOST_OPEN_POOLS = 200;
const HOUR_MS = 3_600_000;
const FREEZE_BEFORE_MS = 24 * HOUR_MS;

export type PoolOpened = { address: string };

/** A host opens a pool, of a wanted or of a bare spec sheet. What buyers rely on stands in its log from the first entry on. */
export const openPool: Command<OpenPoolInput, SpaceStanding, PoolOpened> = {
  name: 'pool.open-pool',
  action: 'pool.open',
  input: openPoolInput,
  find: async (change, { space }) => {
    const found = await findSpace(change.db, change.actor, space);
    return found && { standing: standingIn(found, change.actor), subject: found };
  },
  apply: async (change, input, { space }) => {
    const unverified = await requireVerified(change);
    const hostId = personOf(change.actor);
    if (unverified || !hostId) return unverified ?? refused('sign-in-needed');
    const times = timesOf(input, change.now);
    if (times.kind === 'refused') return times;
    const wantedId = await findWanted(change, space.id, input.wanted ?? null);
    if (wantedId === undefined) return invalid({ field: 'wanted', reason: 'not-a-choice' });
    const againId = await findVoid(change, space.id, input.again ?? null);
    if (againId === undefined) return invalid({ field: 'again', reason: 'not-a-choice' });
    await change.lock('pools-opened', space.id);
    if ((await countOpen(change, space.id)) >= MOST_OPEN_POOLS)
      return refused('limit-reached', 'most-pools');
    const placed = { spaceId: space.id, currency: space.currency, hostId, wantedId };
    return write(change, input, { ...placed, ...times.value }, againId);
  },
};

type Placed = {
  spaceId: string;
  currency: string;
  hostId: string;
  wantedId: string | null;
} & Times;

async function write(
  change: Change,
  input: OpenPoolInput,
  placed: Placed,
  againId: string | null,
): Promise<Outcome<PoolOpened>> {
  const id = change.id();
  const address = newAddress();
  const { space: _space, wanted: _wanted, again: _again, spec, variants: named, ...fields } = input;
  const keys = keysOfPool(change.services, id);
  const row = {
    ...fields,
    ...placed,
    id,
    address,
    spec: JSON.stringify(spec),
    publicKey: keys.publicKey,
    createdAt: change.now,
  };
  await change.db.insertInto('pools').values(row).execute();
  const place = { spaceId: placed.spaceId, poolId: id };
  const variants = await addVariants(change, place, named);
  await beginLog(change, place, { ...input, closesAt: placed.closesAt, variants });
  const thread = { spaceId: placed.spaceId, kind: 'pool', id, authorId: placed.hostId };
  await openThread(change, thread);
  if (placed.wantedId)
    await change.db
      .updateTable('wanteds')
      .set({ pooledAt: change.now })
      .where('spaceId', '=', placed.spaceId)
      .where('id', '=', placed.wantedId)
      .execute();
  const { title } = input;
  const data = { poolId: id, address, title, wantedId: placed.wantedId, againId };
  await change.emit({ kind: 'pool.opened', spaceId: placed.spaceId, subjectId: id, data });
  return done({ address });
}

async function addVariants(
  change: Change,
  place: { spaceId: string; poolId: string },
  named: OpenPoolInput['variants'],
): Promise<{ key: string }[]> {
  const keys = keysOf(named.map(({ name }) => name));
  const rows = named.map((variant, position) => ({
    ...variant,
    ...place,
    id: change.id(),
    key: keys[position] ?? '',
    position,
  }));
  if (rows.length > 0) await change.db.insertInto('poolVariants').values(rows).execute();
  return rows;
}

async function beginLog(
  change: Change,
  place: { spaceId: string; poolId: string },
  terms: Parameters<typeof optionsEvent>[0],
): Promise<void> {
  const tip = { ...place, size: 0, timeMs: 0, peaks: Buffer.alloc(0) };
  await change.db.insertInto('poolTips').values(tip).execute();
  const log = new LogWriter(
    emptyLog(place.poolId),
    { commitments: 0, units: 0 },
    { keys: keysOfPool(change.services, place.poolId), nowMs: change.now.getTime() },
  );
  log.append(optionsEvent(terms));
  await log.flush(change.db, place);
}

type Times = { closesAt: Date; offersFreezeAt: Date; quotesDueAt: Date | null };

/** Offers freeze before the close; sealed quotes when they are due. */
function timesOf(input: OpenPoolInput, now: Date): { kind: 'done'; value: Times } | Refused {
  const closesAt = new Date(input.closesAt);
  const quotesDueAt = input.quotesDueAt ? new Date(input.quotesDueAt) : null;
  const left = closesAt.getTime() - now.getTime();
  if (left <= 0) return invalid({ field: 'closesAt', reason: 'in-the-past' });
  if (quotesDueAt && quotesDueAt <= now)
    return invalid({ field: 'quotesDueAt', reason: 'in-the-past' });
  const freeze = input.offersFreezeAt
    ? new Date(input.offersFreezeAt)
    : new Date(closesAt.getTime() - Math.min(FREEZE_BEFORE_MS, left / 2));
  const offersFreezeAt = quotesDueAt ?? freeze;
  if (offersFreezeAt >= closesAt)
    return invalid({
      field: quotesDueAt ? 'quotesDueAt' : 'offersFreezeAt',
      reason: 'not-before-close',
    });
  return { kind: 'done', value: { closesAt, offersFreezeAt, quotesDueAt } };
}

/** The id of the wanted, null where none was named, undefined where there is no such one. */
async function findWanted(
  change: Change,
  spaceId: string,
  address: string | null,
): Promise<string | null | undefined> {
  if (address === null) return null;
  const row = await change.db
    .selectFrom('wanteds')
    .select('id')
    .where('spaceId', '=', spaceId)
    .where('address', '=', address)
    .where('removedAt', 'is', null)
    .executeTakeFirst();
  return row?.id;
}

/** The id of the pool that came to nothing, null where none was named, undefined where there is no such one. */
async function findVoid(
  change: Change,
  spaceId: string,
  address: string | null,
): Promise<string | null | undefined> {
  if (address === null) return null;
  const row = await change.db
    .selectFrom('pools')
    .select('id')
    .where('spaceId', '=', spaceId)
    .where('address', '=', address)
    .where('stage', '=', 'void')
    .executeTakeFirst();
  return row?.id;
}

async function countOpen(change: Change, spaceId: string): Promise<number> {
  const { count } = await change.db
    .selectFrom('pools')
    .select((select) => select.fn.countAll<string>().as('count'))
    .where('spaceId', '=', spaceId)
    .where('stage', '=', 'open')
    .executeTakeFirstOrThrow();
  return Number(count);
}
