import { sql } from 'kysely';
import type { Database, Handle } from './database/database.ts';

/** A bucket that holds `burst` and refills by one every `everySeconds`. */
export type Limit = { name: string; burst: number; everySeconds: number };

/** What taking from a bucket came to: 0 seconds when there was one, else until there is; and how many are left. */
export type Taken = { waitSeconds: number; left: number };

/** Takes one from the bucket of a key. Answers 0 when there was one, else the seconds until there is. */
export async function takeFrom(
  database: Database,
  limit: Limit,
  key: string,
  now: Date,
): Promise<number> {
  return (await takeFromEach(database, limit, [{ key, now }]))[0]?.waitSeconds ?? 0;
}

/**
 * Takes one from the bucket of each key, in one statement, so that any number of processes count as one. No key may stand
 * there twice. Answers in the order of the keys.
 */
export async function takeFromEach(
  database: Database,
  limit: Limit,
  takes: readonly { key: string; now: Date }[],
): Promise<Taken[]> {
  const ids = takes.map(({ key }) => `${limit.name}:${key}`.slice(0, 200));
  const times = takes.map(({ now }) => now.toISOString());
  const burst = sql`${limit.burst}::float8`;
  // What has drained since the last try; a refused try takes nothing, so waiting as told is enough.
  const drained = sql`greatest(0, had.level - greatest(0, extract(epoch from excluded.updated_at - had.updated_at)::float8) / ${limit.everySeconds}::float8)`;
  const take = async (db: Handle) => {
    const [, taken] = await Promise.all([
      // A counter that a crash sets back by a moment hurts nobody; waiting for the disk at every call would.
      sql`set local synchronous_commit = off`.execute(db),
      // NOTE: in the order of the keys, so that two processes never wait for each other in a circle.
      sql<{ key: string; level: number; refused: boolean }>`
      insert into rate_limits as had (key, level, updated_at)
      select id, 1, at from unnest(${ids}::text[], ${times}::timestamptz[]) as asked (id, at) order by id
      on conflict (key) do update set
        level = ${drained} + case when ${drained} + 1 > ${burst} then 0 else 1 end,
        refused = ${drained} + 1 > ${burst},
        updated_at = greatest(had.updated_at, excluded.updated_at)
      returning key, level, refused`.execute(db),
    ]);
    return new Map(taken.rows.map((row) => [row.key, row]));
  };
  const rows = await database.write({ kind: 'visitor' }, take, { often: true });
  return ids.map((id) => {
    const { level, refused } = rows.get(id) ?? { level: 1, refused: false };
    const wait = Math.max(1, Math.ceil((level + 1 - limit.burst) * limit.everySeconds));
    return { waitSeconds: refused ? wait : 0, left: Math.max(0, Math.floor(limit.burst - level)) };
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
