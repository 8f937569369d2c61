import { sql } from 'kysely';
import { z } from 'zod';
import type { Handle } from '#server/database/database.ts';
import { type BuiltInKit, builtInKits } from '../built-in-kits.ts';
import type { KitInUse } from '../kit-in-use.ts';
import { findKit } from './find-kit.ts';

export const kitId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);

/** The newest edition of a kit that a space has made its own. */
export type Edition = {
  kitId: string;
  number: number;
  hash: string;
  offered: boolean;
  savedAt: Date;
  author: string;
};

/** The newest edition of each kit of the space, the oldest kit first. */
export async function newestEditions(db: Handle, spaceId: string): Promise<Edition[]> {
  const { rows } = await sql<Edition>`select e.kit_id, e.number, e.hash, e.offered, e.saved_at,
      p.name as author
    from (select distinct on (kit_id) * from kit_editions where space_id = ${spaceId}
      order by kit_id, number desc) e
    join people p on p.id = e.author_id order by e.kit_id`.execute(db);
  return rows;
}

/** The kit of the space that goes by this id now. */
export async function findEdition(
  db: Handle,
  spaceId: string,
  id: string,
): Promise<Edition | undefined> {
  return (await newestEditions(db, spaceId)).find((edition) => edition.kitId === id);
}

/** A kit by its id as new designs begin with it: the space's own edition, or one that comes with Muster. */
export async function kitToBegin(
  db: Handle,
  spaceId: string,
  id: string,
): Promise<{ kit: KitInUse; edition: Edition | null } | undefined> {
  const builtIn = builtInById(id);
  if (builtIn) return { kit: builtIn, edition: null };
  const edition = await findEdition(db, spaceId, id);
  const kit = edition && (await findKit(db, spaceId, edition.hash));
  return kit && { kit, edition };
}

export function builtInById(id: string): BuiltInKit | undefined {
  return builtInKits().find(({ kit }) => kit.id === id);
}

/** The finished designs of a kit: of those that come with Muster they may stand beside it. */
export function startersOf(kit: KitInUse) {
  return builtInById(kit.kit.id)?.starters ?? kit.kit.starters ?? [];
}
