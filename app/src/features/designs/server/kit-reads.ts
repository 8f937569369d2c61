import { z } from 'zod';
import { readInSpace } from '#features/spaces/server/spaces.ts';
import type { Actor } from '#server/actor.ts';
import type { Handle } from '#server/database/database.ts';
import { done, type Outcome, refused } from '#server/outcome.ts';
import type { Services } from '#server/services.ts';
import { builtInKits } from '../built-in-kits.ts';
import type { KitInUse } from '../kit-in-use.ts';
import { priceListShape } from '../price-list-shape.ts';
import { findKit } from './find-kit.ts';
import { type Edition, kitId, kitToBegin, newestEditions, startersOf } from './kit-editions.ts';
import { newestPrices } from './price-lists.ts';
import { drawStarters, type ShownStarters } from './starters-shown.ts';

export const onKit = z.object({ space: z.string(), kit: kitId });

const kitName = z.record(z.string(), z.string());
export const listedKit = z.object({
  id: z.string(),
  name: kitName,
  hash: z.string(),
  version: z.string(),
  /** Of a kit of the space's own: which edition this is, and whether new designs may begin with it. */
  edition: z.number().int().nullable(),
  offered: z.boolean(),
  author: z.string().nullable(),
  savedAt: z.string().nullable(),
});
export type ListedKit = z.infer<typeof listedKit>;
export const kitList = z.object({ kits: z.array(listedKit) });

export const kitDocument = listedKit.extend({ document: z.record(z.string(), z.unknown()) });
export const pricesView = priceListShape.extend({
  kit: z.string(),
  /** Which list of the space this is; null for the example prices that come with the kit. */
  number: z.number().int().nullable(),
});

/** The kits that a space may design with: those that come with Muster, then its own. */
export async function readKits(
  services: Services,
  actor: Actor,
  space: string,
): Promise<Outcome<z.infer<typeof kitList>>> {
  return readInSpace(services, actor, { space, action: 'design.read' }, async (db, found) => {
    const own = await spaceKits(db, found.space.id);
    const kits = [
      ...builtInKits().map((kit) => listed(kit, null)),
      ...own.map(({ kit, edition }) => listed(kit, edition)),
    ];
    return { kits };
  });
}

export type KitAtHand = { kit: KitInUse; edition: Edition | null };

/** One kit as it is now, with what it holds. */
export async function readKitAtHand(
  services: Services,
  actor: Actor,
  { space, kit, action }: z.infer<typeof onKit> & { action: 'design.read' | 'kit.edit' },
): Promise<Outcome<KitAtHand & { prices: Awaited<ReturnType<typeof newestPrices>> }>> {
  const read = await readInSpace(services, actor, { space, action }, async (db, found) => {
    const begun = await kitToBegin(db, found.space.id, kit);
    return begun && { ...begun, prices: await newestPrices(db, found.space.id, kit) };
  });
  if (read.kind === 'refused') return read;
  return read.value ? done(read.value) : refused('not-found');
}

export async function readKitDocument(
  services: Services,
  actor: Actor,
  wanted: z.infer<typeof onKit>,
): Promise<Outcome<z.infer<typeof kitDocument>>> {
  const read = await readKitAtHand(services, actor, { ...wanted, action: 'design.read' });
  if (read.kind === 'refused') return read;
  const { kit, edition } = read.value;
  return done({ ...listed(kit, edition), document: { ...kit.kit } });
}

export async function readPrices(
  services: Services,
  actor: Actor,
  wanted: z.infer<typeof onKit>,
): Promise<Outcome<z.infer<typeof pricesView>>> {
  const read = await readKitAtHand(services, actor, { ...wanted, action: 'design.read' });
  if (read.kind === 'refused') return read;
  const { number, list } = read.value.prices;
  return done({ kit: wanted.kit, number, ...priceListShape.parse(list) });
}

/** What the gallery says of the space's own kits: their finished designs, and what their types are called. */
export async function readSpaceStarters(
  services: Services,
  actor: Actor,
  { space, locale }: { space: string; locale: string },
): Promise<Outcome<{ starters: ShownStarters[]; kits: KitInUse[] }>> {
  return readInSpace(services, actor, { space, action: 'design.read' }, async (db, found) => {
    const own = await spaceKits(db, found.space.id);
    const offered = own.filter(({ edition }) => edition.offered);
    return {
      kits: own.map(({ kit }) => kit),
      starters: offered.map(({ kit }) => startersIn(kit, locale)),
    };
  });
}

const MOST_DRAWN = 128;
const drawn = new Map<string, ShownStarters>();

function startersIn(kit: KitInUse, locale: string): ShownStarters {
  const key = `${kit.hash} ${locale}`;
  const known = drawn.get(key);
  if (known) return known;
  const made = drawStarters(kit, startersOf(kit), locale, `${kit.kit.id}:`);
  drawn.set(key, made);
  const [oldest] = drawn.keys();
  if (drawn.size > MOST_DRAWN && oldest !== undefined) drawn.delete(oldest);
  return made;
}

async function spaceKits(
  db: Handle,
  spaceId: string,
): Promise<{ kit: KitInUse; edition: Edition }[]> {
  const kits: { kit: KitInUse; edition: Edition }[] = [];
  for (const edition of await newestEditions(db, spaceId)) {
    const kit = await findKit(db, spaceId, edition.hash);
    if (kit) kits.push({ kit, edition });
  }
  return kits;
}

function listed({ kit, hash }: KitInUse, edition: Edition | null): ListedKit {
  return {
    id: kit.id,
    name: { ...kit.name },
    hash,
    version: kit.version,
    edition: edition?.number ?? null,
    offered: edition?.offered ?? true,
    author: edition?.author ?? null,
    savedAt: edition?.savedAt.toISOString() ?? null,
  };
}
