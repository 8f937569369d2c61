import { toBase64 } from '@muster/studio/base64';
import { designIn } from '@muster/studio/shared-document';
import { sql } from 'kysely';
import { z } from 'zod';
import { findKit, newestPrices } from '#features/designs/server/designs.ts';
import { readInSpace } from '#features/spaces/server/spaces.ts';
import { type Actor, personOf } from '#server/actor.ts';
import type { Handle } from '#server/database/database.ts';
import { positionText } from '#server/events/event.ts';
import { newestPosition } from '#server/events/event-reads.ts';
import { done, type Outcome, refused } from '#server/outcome.ts';
import { allows } from '#server/policy.ts';
import type { Services } from '#server/services.ts';
import { type BenchFound, findBench, onBench, workStanding } from './find-bench.ts';
import { goneBefore } from './hold-in-hand.ts';

const MOST_LISTED = 30;

const person = z.object({ handle: z.string(), name: z.string() });
const benchNews = z.object({
  newest: z.number().int().meta({ description: 'The number of the newest update.' }),
  document: z.string().nullable().meta({
    description: 'The whole document in base 64, where the updates asked for are folded.',
  }),
  updates: z.array(z.string()).meta({ description: 'Updates of Yjs in base 64, in their order.' }),
  here: z
    .array(
      person.extend({
        writer: z.number().int(),
        inHand: z.string(),
        colour: z.number().int(),
      }),
    )
    .meta({ description: 'The windows that are there, and what each has in hand.' }),
});
export const benchView = benchNews.extend({
  id: z.string(),
  address: z.string(),
  title: z.string(),
  begun: z.string(),
  owner: person,
  isMine: z.boolean(),
  byLink: z.boolean(),
  position: z.string().meta({ description: 'Where the live stream goes on from what this holds.' }),
  people: z.array(person.extend({ letIn: z.boolean() })),
});
export type BenchView = z.infer<typeof benchView>;

export const benchSince = z.object({ since: z.coerce.number().int().min(0).optional() });

/** The bench as it is, for whoever may work on it: what came after the update that they know, and who is there. */
export function readBench(
  services: Services,
  actor: Actor,
  { since = 0, ...at }: z.infer<typeof onBench> & z.infer<typeof benchSince>,
): Promise<Outcome<BenchView>> {
  return readAtBench(services, actor, at, async (db, found) => {
    const { space, bench } = found;
    const people = await peopleOf(db, found);
    const owner = people.find(({ id }) => id === bench.ownerId);
    const pieces = await piecesSince(db, found, since);
    const { rows: here } = await sql<{ writer: string; personId: string; inHand: string }>`
      select writer, person_id, in_hand from bench_windows where space_id = ${space.id} and bench_id = ${bench.id}
        and seen_at > ${goneBefore(services.clock.now())} and in_hand <> '' order by writer`.execute(
      db,
    );
    return {
      id: bench.id,
      address: bench.address,
      title: bench.title,
      begun: bench.begun,
      byLink: bench.byLink,
      position: positionText(await newestPosition(db)),
      owner: { handle: owner?.handle ?? '', name: owner?.name ?? '' },
      isMine: bench.ownerId === personOf(actor),
      people: people
        .filter(({ id }) => id !== bench.ownerId)
        .map(({ handle, name, letIn }) => ({ handle, name, letIn })),
      ...pieces,
      here: here.flatMap(({ writer, personId, inHand }) => {
        const colour = people.findIndex(({ id }) => id === personId);
        const who = people[colour];
        if (!who) return [];
        return [{ writer: Number(writer), inHand, colour, handle: who.handle, name: who.name }];
      }),
    };
  });
}

/** The design itself with its kit, for a page that shows it. */
export async function readBenchDesign(
  services: Services,
  actor: Actor,
  at: z.infer<typeof onBench>,
) {
  return readAtBench(services, actor, at, async (db, found) => {
    const { pieces } = await piecesOf(db, found, -1);
    const kit = await findKit(db, found.space.id, found.bench.kitHash);
    if (!kit) throw new Error(`The kit ${found.bench.kitHash} of a bench is gone.`);
    const prices = await newestPrices(db, found.space.id, kit.kit.id);
    return { kit, prices: prices.list, root: designIn(pieces) };
  });
}

async function readAtBench<Value>(
  services: Services,
  actor: Actor,
  at: z.infer<typeof onBench>,
  run: (db: Handle, found: BenchFound) => Promise<Value>,
): Promise<Outcome<Value>> {
  return services.database.read(actor, async (db) => {
    const found = await findBench(db, actor, at);
    const row = services.policies['bench.work'];
    if (!found || !row) return refused('not-found');
    if (!allows(row, workStanding(found, actor)))
      return refused(actor.kind === 'visitor' ? 'sign-in-needed' : 'not-allowed');
    return done(await run(db, found));
  });
}

/** Everybody who has to do with it, in the order in which they came; the owner first. */
async function peopleOf(db: Handle, { space, bench }: BenchFound) {
  const { rows } = await sql<{ id: string; handle: string; name: string; letIn: boolean }>`
    select p.id, p.handle, p.name, coalesce(b.let_in, true) as let_in from people p
    left join bench_people b on b.space_id = ${space.id} and b.bench_id = ${bench.id} and b.person_id = p.id
    where p.id = ${bench.ownerId} or b.person_id is not null
    order by p.id = ${bench.ownerId} desc, b.came_at, p.id`.execute(db);
  return rows;
}

async function piecesSince(db: Handle, found: BenchFound, since: number) {
  const { newest, isWhole, pieces } = await piecesOf(db, found, since);
  const [document, ...updates] = pieces.map(toBase64);
  if (isWhole) return { newest, document: document ?? null, updates };
  return { newest, document: null, updates: pieces.map(toBase64) };
}

/** The updates after that number; the whole document before them, where some of those are folded into it. */
async function piecesOf(db: Handle, { space, bench }: BenchFound, since: number) {
  const { document, folded, newest } = await db
    .selectFrom('benchDocuments')
    .select(['document', 'folded', 'newest'])
    .where('spaceId', '=', space.id)
    .where('benchId', '=', bench.id)
    .executeTakeFirstOrThrow();
  const isWhole = since <= 0 || since < folded;
  const updates = await db
    .selectFrom('benchUpdates')
    .select('update')
    .where('spaceId', '=', space.id)
    .where('benchId', '=', bench.id)
    .where('number', '>', isWhole ? folded : since)
    .orderBy('number')
    .execute();
  const later = updates.map(({ update }) => update);
  return { newest, isWhole, pieces: isWhole ? [document, ...later] : later };
}

export const listedBench = z.object({
  address: z.string(),
  title: z.string(),
  owner: z.string(),
  changedAt: z.string(),
});

/** The benches that somebody has opened or was let into, the last changed first. */
export function readBenches(services: Services, actor: Actor, space: string) {
  return readInSpace(services, actor, { space, action: 'bench.open' }, async (db, found) => {
    const personId = personOf(actor);
    const { rows } = await sql<{ address: string; title: string; owner: string; changedAt: Date }>`
      select b.address, b.title, p.name as owner, b.changed_at from benches b join people p on p.id = b.owner_id
      where b.space_id = ${found.space.id} and b.closed_at is null and (b.owner_id = ${personId} or exists (
        select from bench_people m where m.space_id = b.space_id and m.bench_id = b.id and m.person_id = ${personId} and m.let_in))
      order by b.changed_at desc limit ${MOST_LISTED}`.execute(db);
    return {
      benches: rows.map((row) => ({ ...row, changedAt: row.changedAt.toISOString() })),
    };
  });
}
