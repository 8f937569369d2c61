import { sql } from 'kysely';
import { fastHash } from '@muster/log/crypto.node';
import type { AmendEvent, CommitEvent, Entry } from '@muster/log/entry';
import { type Receipt, promiseBytes, promisedReceipt } from '@muster/log/receipt';
import { isEntry, parseRecord } from '@muster/log/record-parser';
import type { SealedFields } from '@muster/log/seal';
import { personOf } from '#server/actor.ts';
import type { Change } from '#server/commands/change.ts';
import {
  type Group,
  type GroupCall,
  type GroupCommand,
  openGroupCommand,
} from '#server/commands/group-command.ts';
import { done, invalid, type Outcome, refused } from '#server/outcome.ts';
import type { Role } from '#server/policy.ts';
import type { Services } from '#server/services.ts';
import { type HeldPool, isOpen, readHeldPool } from './find-pool.ts';
import type { PoolPlace } from './log-writer.ts';
import { type CommitmentInput, commitmentInput } from './pool-input.ts';
import { dayOf } from './pool-days.ts';
import { chosen, noChoice } from './pool-variants.ts';
import { openFields, type Said, sealFields } from './sealed-fields.ts';

export type Committed = { commitment: string; position: number; receipt: Receipt };
/** What is kept under the key: nothing that is sealed. The receipt is made again from it, to the letter. */
type Kept = { commitment: string; position: number };

type Held = HeldPool & {
  space: { id: string; visibility: string };
  /** Of the callers: what each is to the space, who has proved an address, and who stands in the pool. */
  roles: ReadonlyMap<string, Role>;
  verified: ReadonlySet<string>;
  committed: ReadonlySet<string>;
  made: Made[];
};

/** A signed head covers an entry within this time; in truth each batch ends with one. */
const HEAD_WITHIN_MS = 60_000;
const MOST_COMMITMENTS = 500_000;
const MOST_UNITS_A_POOL = 2_000_000_000;
const MOST_PLACES = 10_000;

const commitment: GroupCommand<CommitmentInput, Held, Kept, Committed> = {
  name: 'pool.commit',
  action: 'commitment.write',
  input: commitmentInput,
  groupOf: (services, { space, pool }) => placeOf(services, space, pool),
  lock: 'pool',
  open: openHeld,
  standing: ({ space, roles }, { actor }) => {
    const personId = personOf(actor);
    const role = personId ? roles.get(personId) : undefined;
    if (!role && space.visibility === 'private') return undefined;
    const outside = personId ? 'person' : 'visitor';
    return { role: role ?? outside, own: false, open: space.visibility === 'public' };
  },
  decide,
  write,
  answer: async (change, held, kept) => {
    const made = new Map(held.made.map((one) => [one.position, one]));
    const rows = await readEntries(change, held, { kept, made });
    // NOTE: named one by one: what was kept comes back from the database in another order of members.
    const answerTo = async ({ commitment: id, position }: Kept) => {
      const own = made.get(position);
      const receipt = await (own ? issueTo(held, own) : receiptOf(held, rows.get(position)));
      return { commitment: id, position, receipt };
    };
    return Promise.all(kept.map(answerTo));
  },
};

/** Binds a buyer to a pool: a number of units, and the most for one. Many at once share a transaction; see `GroupCommand`. */
export const commit = openGroupCommand(commitment);

type Made = {
  id: string;
  personId: string;
  buyer: string;
  variantId: string | null;
  position: number;
  entry: Entry<CommitEvent>;
  said: Said;
};
/** One call after the other, in memory: what a call before it took is taken. */
function decide(
  change: Change,
  { pool, keys, log, verified, committed, made }: Held,
  { actor, input }: GroupCall<CommitmentInput>,
): Outcome<Kept> {
  const personId = personOf(actor);
  if (!personId) return refused('sign-in-needed');
  if (!verified.has(personId)) return refused('not-now', 'verify-first');
  if (!isOpen(pool, change.now)) return refused('not-now', 'pool-closed');
  if (committed.has(personId)) return refused('not-now', 'committed-already');
  if (log.commitments >= MOST_COMMITMENTS || log.units + input.max > MOST_UNITS_A_POOL)
    return refused('limit-reached', 'pool-full');
  const variant = chosen(pool.variants, input.variant);
  if (variant === undefined) return invalid(noChoice(input.variant));
  const id = change.id();
  const buyer = keys.pseudonymOf(personId);
  const position = log.position;
  const fields = fieldsOf(input, pool.taxBps);
  const { seal, box, said } = sealFields(keys.seal, fields, { poolId: pool.id, position });
  const event = { type: 'commit', id, buyer, variant: variant?.key ?? null, seal } as const;
  const { time } = log.append(event, box);
  // NOTE: the members in the order of the canonical text, as a repeated call reads them: it is answered to the letter.
  const entry = { buyer, id, position, seal, time, type: event.type, variant: event.variant };
  log.commitments += 1;
  log.units += input.max;
  made.push({ id, personId, buyer, variantId: variant?.id ?? null, position, entry, said });
  return done({ commitment: id, position });
}

export function fieldsOf(
  { min, max, limitMinor, latestDay }: Omit<CommitmentInput, 'space' | 'pool' | 'variant'>,
  taxBps: number,
): SealedFields {
  const day = latestDay ? dayOf(new Date(latestDay)) : null;
  return { min, max, limit: limitMinor, taxBps, latestDay: day };
}

async function write(change: Change, { pool, log, made }: Held): Promise<void> {
  if (made.length === 0) return;
  const place = { spaceId: pool.spaceId, poolId: pool.id };
  const data = {
    poolId: pool.id,
    commitments: made.map(({ id }) => id),
    size: log.position,
  };
  await Promise.all([
    insertCommitments(change, place, made),
    log.flush(change.db, place),
    change.emit({ kind: 'pool.moved', spaceId: pool.spaceId, subjectId: pool.id, data }),
  ]);
}

async function insertCommitments(
  change: Change,
  place: PoolPlace,
  made: readonly Made[],
): Promise<void> {
  await sql`insert into commitments (space_id, pool_id, id, person_id, buyer, variant_id, seq, position, created_at, changed_at)
    select ${place.spaceId}, ${place.poolId}, id, person_id, buyer, variant_id, position, position, ${change.now}, ${change.now}
    from unnest(${made.map(({ id }) => id)}::uuid[], ${made.map(({ personId }) => personId)}::uuid[],
      ${made.map(({ buyer }) => buyer)}::text[], ${made.map(({ variantId }) => variantId)}::uuid[],
      ${made.map(({ position }) => position)}::int[]) as m (id, person_id, buyer, variant_id, position)`.execute(
    change.db,
  );
}

async function openHeld(
  change: Change,
  { spaceId, id }: Group,
  calls: readonly GroupCall<CommitmentInput>[],
): Promise<Held | undefined> {
  const people = calls.flatMap(({ actor }) => personOf(actor) ?? []);
  const [held, space, members, known] = await Promise.all([
    readHeldPool(change, { spaceId, poolId: id }),
    change.db
      .selectFrom('spaces')
      .select(['id', 'visibility'])
      .where('id', '=', spaceId)
      .where('closedAt', 'is', null)
      .executeTakeFirst(),
    sql<{ personId: string; role: Role }>`
      select person_id, role from memberships where space_id = ${spaceId} and person_id = any (${people}::uuid[])`.execute(
      change.db,
    ),
    sql<{ verified: string[]; committed: string[] }>`
      select verified_people(${people}::uuid[])::text[] as verified,
        array(select person_id from commitments where space_id = ${spaceId} and pool_id = ${id}
          and person_id = any (${people}::uuid[]) and state = 'standing')::text[] as committed`.execute(
      change.db,
    ),
  ]);
  if (!held || !space) return undefined;
  const [row] = known.rows;
  return {
    ...held,
    space,
    roles: new Map(members.rows.map(({ personId, role }) => [personId, role])),
    verified: new Set(row?.verified),
    committed: new Set(row?.committed),
    made: [],
  };
}

type EntryRow = { seq: number; entry: string; sealed: Uint8Array | null };

/** The entries of commitments that an earlier batch made. */
async function readEntries(
  change: Change,
  { pool }: Held,
  { kept, made }: { kept: readonly Kept[]; made: ReadonlyMap<number, Made> },
): Promise<Map<number, EntryRow>> {
  const missing = kept.map(({ position }) => position).filter((position) => !made.has(position));
  if (missing.length === 0) return new Map();
  const read = await change.db
    .selectFrom('poolLog')
    .select(['seq', 'entry', 'sealed'])
    .where('spaceId', '=', pool.spaceId)
    .where('poolId', '=', pool.id)
    .where('seq', 'in', missing)
    .execute();
  return new Map(read.map((row) => [row.seq, row]));
}

/** The pool's signed word for an entry of its log. */
export async function receiptOf(
  { pool, keys }: Pick<HeldPool, 'keys'> & { pool: { id: string } },
  row: EntryRow | undefined,
): Promise<Receipt> {
  const entry = row && sealedEntryOf(row.entry);
  if (!row?.sealed || !entry) throw new Error(`Pool ${pool.id} has lost an entry of its log.`);
  const said = openFields(keys.seal, row.sealed, { poolId: pool.id, position: row.seq });
  return issueTo({ pool, keys }, { entry, said });
}

async function issueTo(
  { pool, keys }: Pick<HeldPool, 'keys'> & { pool: { id: string } },
  { entry, said }: { entry: Entry<CommitEvent | AmendEvent>; said: Said },
): Promise<Receipt> {
  const by = entry.time + HEAD_WITHIN_MS;
  const receipt = { pool: pool.id, entry, ...said };
  return promisedReceipt(receipt, by, await keys.signAside(promiseBytes(receipt, by, fastHash)));
}

function sealedEntryOf(text: string): Entry<CommitEvent | AmendEvent> | undefined {
  const parsed = parseRecord(text);
  if (parsed.kind === 'refused' || !isEntry(parsed.record)) return undefined;
  const entry = parsed.record;
  return entry.type === 'commit' || entry.type === 'amend' ? entry : undefined;
}

const places = new WeakMap<Services, Map<string, Group>>();

/** Addresses never change, so what was looked up once holds. Who may know of it is asked for every call. */
async function placeOf(
  services: Services,
  space: string,
  pool: string,
): Promise<Group | undefined> {
  const known = places.get(services) ?? new Map<string, Group>();
  places.set(services, known);
  const name = `${space} ${pool}`;
  const there = known.get(name);
  if (there) return there;
  const row = await services.database.read({ kind: 'installation' }, (db) =>
    db
      .selectFrom('pools')
      .innerJoin('spaces', 'spaces.id', 'pools.spaceId')
      .select(['pools.spaceId', 'pools.id'])
      .where('spaces.address', '=', space)
      .where('pools.address', '=', pool)
      .executeTakeFirst(),
  );
  if (!row) return undefined;
  if (known.size >= MOST_PLACES) known.clear();
  known.set(name, row);
  return row;
}
