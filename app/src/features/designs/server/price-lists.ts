import type { PriceList } from '@muster/kit/kit';
import type { Handle } from '#server/database/database.ts';
import { examplePricesOf } from '../built-in-kits.ts';
import { priceListShape } from '../price-list-shape.ts';

/** The prices of a space for a kit; without a number they are the example prices that come with the kit. */
export type PricesInUse = { number: number | null; list: PriceList };

/** A kit of the space's own is priced by the space's own list; until there is one, nothing has a price. */
const NO_PRICES: PriceList = {
  currency: 'EUR',
  place: '–',
  date: '1970-01-01',
  source: '–',
  prices: [],
};
const MOST_LISTS = 64;
const lists = new Map<string, PricesInUse>();

/** What is paid now: the newest list of the space. */
export async function newestPrices(
  db: Handle,
  spaceId: string,
  kitId: string,
): Promise<PricesInUse> {
  const newest = await db
    .selectFrom('priceLists')
    .select('number')
    .where('spaceId', '=', spaceId)
    .where('kitId', '=', kitId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return pricesAt(db, spaceId, { kitId, number: newest?.number ?? null });
}

/** A certain list of the space, the same object for as long as it is remembered; null: the example prices. */
export async function pricesAt(
  db: Handle,
  spaceId: string,
  { kitId, number }: { kitId: string; number: number | null },
): Promise<PricesInUse> {
  if (number === null) return { number, list: examplePricesOf(kitId) ?? NO_PRICES };
  const key = `${spaceId} ${kitId} ${number}`;
  const known = lists.get(key);
  if (known) return known;
  const { list } = await db
    .selectFrom('priceLists')
    .select('list')
    .where('spaceId', '=', spaceId)
    .where('kitId', '=', kitId)
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
  const made = { number, list: priceListShape.parse(list) };
  lists.set(key, made);
  const [oldest] = lists.keys();
  if (lists.size > MOST_LISTS && oldest !== undefined) lists.delete(oldest);
  return made;
}
