import { sql } from 'kysely';
import type { Database } from './database/database.ts';

/** A bucket that holds `burst` and refills by one every `everySeconds`. */
export type Limit = { name: string; burst: number; everySeconds: number };

/**
 * Takes one from the bucket of a key, in one statement, so that any number of processes count as one. Answers 0 when there
 * was one, else the seconds until there is.
 */
export async function takeFrom(
  database: Database,
  limit: Limit,
  key: string,
  now: Date,
): Promise<number> {
  const id = `${limit.name}:${key}`.slice(0, 200);
  return database.write({ kind: 'visitor' }, async (db) => {
    const burst = sql`${limit.burst}::float8`;
    // What has drained since the last try; a refused try takes nothing, so waiting as told is enough.
    const drained = sql`greatest(0, had.level - greatest(0, extract(epoch from excluded.updated_at - had.updated_at)::float8) / ${limit.everySeconds}::float8)`;
    const { rows } = await sql<{ level: number; refused: boolean }>`
      insert into rate_limits as had (key, level, updated_at) values (${id}, 1, ${now})
      on conflict (key) do update set
        level = ${drained} + case when ${drained} + 1 > ${burst} then 0 else 1 end,
        refused = ${drained} + 1 > ${burst},
        updated_at = greatest(had.updated_at, excluded.updated_at)
      returning level, refused`.execute(db);
    const taken = rows[0];
    if (!taken?.refused) return 0;
    return Math.max(1, Math.ceil((taken.level + 1 - limit.burst) * limit.everySeconds));
  });
}

/** IPv6 addresses count by their /64: one subscriber has them all. */
export function limitKeyOf(address: string): string {
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.toLowerCase().split('%')[0]!.split('::');
  const front = head.split(':').filter(Boolean);
  const back = tail?.split(':').filter(Boolean) ?? [];
  const mapped = back.at(-1);
  if (mapped?.includes('.')) return mapped;
  const all =
    tail === undefined
      ? front
      : [
          ...front,
          ...Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0'),
          ...back,
        ];
  return all
    .slice(0, 4)
    .map((part) => Number.parseInt(part, 16).toString(16))
    .join(':');
}
