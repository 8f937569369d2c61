import type { PriceList } from '@muster/kit/kit';
import { sql } from 'kysely';
import { z } from 'zod';
import { readInSpace } from '#features/spaces/server/spaces.ts';
import type { Actor } from '#server/actor.ts';
import type { Handle } from '#server/database/database.ts';
import { done, type Outcome, refused } from '#server/outcome.ts';
import type { Services } from '#server/services.ts';
import { BATCHES, sourceOf } from '../batch-sizes.ts';
import { findDesign, type onVersion } from './find-design.ts';
import { newestPrices, type PricesInUse } from './price-lists.ts';
import { type VersionAtHand, versionAtHand } from './version-book.ts';

const person = z.object({ id: z.string(), name: z.string(), handle: z.string() });
const versionName = z.object({
  address: z.string(),
  number: z.number().int(),
  title: z.string(),
  author: z.string(),
  /** Taken away by its author or a host: its page is not there any more. */
  removed: z.boolean(),
});
export type VersionName = z.infer<typeof versionName>;

const priceSource = z.object({
  currency: z.string(),
  place: z.string(),
  date: z.string(),
  source: z.string(),
});

export const designView = z.object({
  address: z.string(),
  title: z.string(),
  number: z.number().int(),
  versions: z.number().int(),
  author: person,
  publishedAt: z.string(),
  reason: z.string(),
  /** SHA-256 of the canonical text of the version, and of its evaluation. */
  id: z.string(),
  proof: z.string(),
  kit: z.object({ id: z.string(), version: z.string(), hash: z.string() }),
  document: z.record(z.string(), z.unknown()),
  takeoffs: z.record(z.string(), z.number().nullable()),
  findings: z.array(
    z.object({
      rule: z.string(),
      severity: z.enum(['block', 'warn', 'hint']),
      node: z.string(),
      parts: z.array(z.string()),
      numbers: z.record(z.string(), z.union([z.number(), z.string(), z.null()])),
    }),
  ),
  /** By what the space paid when it was published, or by the example prices of the kit. */
  prices: z.object({
    source: priceSource,
    /** What one costs by the prices of today, where they are others. */
    moved: z
      .object({
        source: priceSource,
        batches: z.array(z.object({ batch: z.number().int(), unitMinor: z.number().int() })),
      })
      .nullable(),
    batches: z.array(
      z.object({
        batch: z.number().int(),
        unitMinor: z.number().int(),
        complete: z.boolean(),
        lines: z.array(z.object({ id: z.string(), totalMinor: z.number().int() })),
      }),
    ),
  }),
  parents: z.array(versionName),
  children: z.array(versionName),
  thread: z.string().nullable(),
});
export type DesignView = z.infer<typeof designView>;

/** `today`: what the space pays now. */
export type DesignPage = { view: DesignView; atHand: VersionAtHand; today: PriceList };

/** One version of a design, and what stands around it; `atHand` is what pages make drawings and words of. */
export async function readDesignPage(
  services: Services,
  actor: Actor,
  wanted: z.infer<typeof onVersion>,
): Promise<Outcome<DesignPage>> {
  const read = await readInSpace(
    services,
    actor,
    { space: wanted.space, action: 'design.read' },
    async (db, { space }) => {
      const found = await findDesign(db, actor, wanted);
      return found && pageOf(db, space.id, found.design.id, wanted.number ?? found.design.versions);
    },
  );
  if (read.kind === 'refused') return read;
  return read.value ? done(read.value) : refused('not-found');
}

/** A version by itself, for drawings and files: nothing is priced for them, and nothing around it is read. */
export async function readVersion(
  services: Services,
  actor: Actor,
  wanted: z.infer<typeof onVersion>,
): Promise<Outcome<{ row: VersionRow; atHand: VersionAtHand }>> {
  const place = { space: wanted.space, action: 'design.read' };
  const read = await readInSpace(services, actor, place, async (db, { space }) => {
    const found = await findDesign(db, actor, wanted);
    const number = wanted.number ?? found?.design.versions ?? 0;
    const row = found && (await rowOf(db, space.id, found.design.id, number));
    return row && { row, atHand: await versionAtHand(db, row) };
  });
  if (read.kind === 'refused') return read;
  return read.value ? done(read.value) : refused('not-found');
}

/** The same for programs. */
export async function readDesignView(
  services: Services,
  actor: Actor,
  wanted: z.infer<typeof onVersion>,
): Promise<Outcome<DesignView>> {
  const read = await readDesignPage(services, actor, wanted);
  return read.kind === 'refused' ? read : done(read.value.view);
}

export type VersionRow = {
  id: string;
  spaceId: string;
  address: string;
  title: string;
  number: number;
  versions: number;
  author: z.infer<typeof person>;
  publishedAt: string;
  reason: string;
  contentHash: string;
  proof: string;
  kitHash: string;
  priceList: number | null;
  document: Record<string, unknown>;
  thread: string | null;
};

async function pageOf(db: Handle, spaceId: string, designId: string, number: number) {
  const row = await rowOf(db, spaceId, designId, number);
  if (!row) return undefined;
  const atHand = await versionAtHand(db, row);
  const [parents, children] = [await readParents(db, row), await readChildren(db, row)];
  const today = await newestPrices(db, spaceId, atHand.kit.kit.id);
  return { view: viewOf(row, atHand, { parents, children, today }), atHand, today: today.list };
}

async function rowOf(
  db: Handle,
  spaceId: string,
  designId: string,
  number: number,
): Promise<VersionRow | undefined> {
  const { rows } =
    await sql<VersionRow>`select v.id, v.space_id, d.address, v.title, v.number, d.versions,
      json_build_object('id', p.id, 'name', p.name, 'handle', p.handle) as author,
      to_char(v.published_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as published_at,
      v.reason, v.content_hash, v.proof, v.kit_hash, v.document, v.price_list,
      (select t.id from threads t where t.space_id = d.space_id and t.subject_kind = 'design' and t.subject_id = d.id) as thread
    from design_versions v
    join designs d on d.space_id = v.space_id and d.id = v.design_id
    join people p on p.id = v.author_id
    where v.space_id = ${spaceId} and v.design_id = ${designId} and v.number = ${number}`.execute(
      db,
    );
  return rows[0];
}

function viewOf(
  row: VersionRow,
  atHand: VersionAtHand,
  { today, ...around }: { parents: VersionName[]; children: VersionName[]; today: PricesInUse },
): DesignView {
  const { kit, evaluation, prices, priceList } = atHand;
  const { address, title, number, versions, author, publishedAt, reason, document, thread } = row;
  return {
    address,
    title,
    number,
    versions,
    author,
    publishedAt,
    reason,
    document,
    thread,
    ...around,
    id: row.contentHash,
    proof: row.proof,
    kit: {
      id: kit.kit.id,
      version: kit.kit.version,
      hash: kit.hash,
    },
    takeoffs: evaluation.takeoffs,
    findings: evaluation.findings.map(({ rule, severity, node, parts, numbers }) => ({
      rule,
      severity,
      node,
      numbers,
      parts: [...parts],
    })),
    prices: {
      source: sourceOf(priceList),
      moved: today.number === row.priceList ? null : pricedToday(atHand, today.list),
      batches: prices().map(({ unit, lines, isComplete }, at) => ({
        batch: BATCHES[at] ?? 1,
        unitMinor: unit,
        complete: isComplete,
        lines: lines.map(({ id, total }) => ({
          id,
          totalMinor: total,
        })),
      })),
    },
  };
}

function pricedToday({ pricesBy }: VersionAtHand, list: PriceList) {
  const batches = pricesBy(list).map(({ batch, unit }) => ({ batch, unitMinor: unit }));
  return { source: sourceOf(list), batches };
}

const NAME = sql`d.address, v.number, v.title, p.name as author, d.removed_at is not null as removed`;
const NAMED = sql`design_versions v join designs d on d.space_id = v.space_id and d.id = v.design_id
  join people p on p.id = v.author_id`;
const MOST_CHILDREN = 50;

async function readParents(db: Handle, { spaceId, id }: VersionRow): Promise<VersionName[]> {
  const { rows } = await sql<VersionName>`select ${NAME} from design_parents e join ${NAMED}
    on v.space_id = e.space_id and v.id = e.parent_id
    where e.space_id = ${spaceId} and e.version_id = ${id} order by e.place`.execute(db);
  return rows;
}

async function readChildren(db: Handle, { spaceId, id }: VersionRow): Promise<VersionName[]> {
  const { rows } = await sql<VersionName>`select ${NAME} from design_parents e join ${NAMED}
    on v.space_id = e.space_id and v.id = e.version_id
    where e.space_id = ${spaceId} and e.parent_id = ${id} and d.removed_at is null
    order by v.published_at limit ${MOST_CHILDREN}`.execute(db);
  return rows;
}
