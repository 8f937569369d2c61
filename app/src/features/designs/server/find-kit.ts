import { readKit } from '@muster/kit/read-kit';
import type { Handle } from '#server/database/database.ts';
import { builtInKit } from '../built-in-kits.ts';
import { type KitInUse, openKit } from '../kit-in-use.ts';

const MOST_KITS = 128;
const opened = new Map<string, KitInUse>();

/** A kit by its hash: one that comes with Muster, or one that the space has kept. */
export async function findKit(
  db: Handle,
  spaceId: string,
  hash: string,
): Promise<KitInUse | undefined> {
  const builtIn = builtInKit(hash);
  if (builtIn) return builtIn;
  const kept = await db
    .selectFrom('kits')
    .select(['kit'])
    .where('spaceId', '=', spaceId)
    .where('hash', '=', hash)
    .executeTakeFirst();
  return kept && openKept(hash, kept.kit);
}

/** Made ready once: what a hash names is the same in every space. The one that was not asked for longest goes. */
function openKept(hash: string, kit: unknown): KitInUse {
  const known = opened.get(hash);
  if (known) return known;
  const read = readKit(kit);
  if (read.kind === 'refused')
    throw new Error(`The kept kit ${hash} does not read: ${read.refusals[0]?.path}`);
  const made = openKit(read.kit);
  opened.set(hash, made);
  const [oldest] = opened.keys();
  if (opened.size > MOST_KITS && oldest !== undefined) opened.delete(oldest);
  return made;
}
