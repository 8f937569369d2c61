import type { Handle } from '#server/database/database.ts';
import type { Services } from '#server/services.ts';
import { PoolBook } from './pool-book.ts';
import { readLog } from './pool-history.ts';
import { keysOfPool, type PoolKeys } from './pool-keys.ts';
import type { PoolPlace } from './log-writer.ts';
import { openFields } from './sealed-fields.ts';

/** Books that one process keeps; the one that was asked for longest ago is built again when it is needed. */
const MOST_BOOKS = 200;

type OpenBook = { book: PoolBook; keys: PoolKeys };
const shelves = new WeakMap<Services, Map<string, OpenBook>>();

/**
 * The live book of a pool, at least as far as the log that this transaction sees, which is `size` entries long. Every process
 * has its own: it is built once from the log and then reads only what was added, and nothing where nothing was.
 */
export async function readBook(
  services: Services,
  db: Handle,
  { size, ...place }: PoolPlace & { size: number },
): Promise<PoolBook> {
  const { book, keys } = bookOf(services, place.poolId);
  if (book.next >= size) return book;
  for await (const { entry, sealed } of readLog(db, place, book.next)) {
    // Two readers may advance one book: what the other one took is stepped over.
    if (entry.position !== book.next) continue;
    const at = { poolId: place.poolId, position: entry.position };
    book.take(entry, sealed ? openFields(keys.seal, sealed, at).fields : undefined);
  }
  return book;
}

function bookOf(services: Services, poolId: string): OpenBook {
  const shelf = shelves.get(services) ?? new Map<string, OpenBook>();
  shelves.set(services, shelf);
  const known = shelf.get(poolId) ?? {
    book: new PoolBook(),
    keys: keysOfPool(services, poolId),
  };
  // A map keeps the order of insertion: what was asked for last stands last.
  shelf.delete(poolId);
  shelf.set(poolId, known);
  const [oldest] = shelf.keys();
  if (shelf.size > MOST_BOOKS && oldest !== undefined) shelf.delete(oldest);
  return known;
}
