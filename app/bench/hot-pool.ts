import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { addCrowd, crowdToken } from '../tests/ground/crowd.ts';

/** A space with a crowd that commits to one pool after the other. */
export type HotSpace = { url: string; port: number; address: string; crowd: string };
export type HotPool = { id: string; path: string; address: string };

/** The host and the maker come first; everybody else of the crowd buys. */
export const FIRST_BUYER = 2;

export async function openHotSpace(url: string, port: number, count: number): Promise<HotSpace> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const [spaceId, host] = [randomUUID(), randomUUID()];
  const address = `bench-${spaceId.slice(0, 5)}`;
  const crowd = 'hot-pool';
  await client.query(
    "insert into people (id, handle, name, created_at) values ($1, 'bench-host', 'Host', now())",
    [host],
  );
  await client.query(
    "insert into spaces (id, address, name, objective, visibility, currency, created_by, created_at) values ($1, $2, 'Bench', 'sales', 'public', 'EUR', $3, now())",
    [spaceId, address, host],
  );
  await addCrowd(url, { crowd, spaceId, count });
  for (const [nth, role] of ['host', 'maker'].entries())
    await client.query(
      'update memberships set role = $1 where space_id = $2 and person_id = md5($3)::uuid',
      [role, spaceId, `${crowd}${nth}`],
    );
  await client.end();
  return { url, port, address, crowd };
}

/** A new pool with a quote, to which nobody has committed. */
export async function openHotPool(space: HotSpace): Promise<HotPool> {
  const closesAt = new Date(Date.now() + 30 * 86_400_000).toISOString();
  const opened = await ask(space, 0, 'POST /pools', { title: 'Hot', closesAt });
  const address = /"address":"(\w+)"/.exec(opened)?.[1] ?? '';
  const tiers = [
    { from: 1, priceMinor: 40_000 },
    { from: 1_000, priceMinor: 30_000 },
    { from: 50_000, priceMinor: 20_000 },
  ];
  await ask(space, 1, `PUT /pools/${address}/quote`, { tiers, leadDays: 30 });
  const client = new pg.Client({ connectionString: space.url });
  await client.connect();
  const { rows } = await client.query<{ id: string }>('select id from pools where address = $1', [
    address,
  ]);
  await client.end();
  const path = `/api/v1/spaces/${space.address}/pools/${address}/commitment`;
  return { id: rows[0]?.id ?? '', path, address };
}

async function ask(
  { port, address, crowd }: HotSpace,
  nth: number,
  what: string,
  body: unknown,
): Promise<string> {
  const [method = '', path = ''] = what.split(' ');
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/spaces/${address}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${crowdToken(crowd, nth)}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${what}: ${text}`);
  return text;
}

/** A window that looks at the pool while the crowd comes, so that its live book and picture are really made. */
export async function watchPool(
  { port, address }: HotSpace,
  { id }: HotPool,
): Promise<{ pictures(): number; close(): void }> {
  const control = new AbortController();
  const answer = await fetch(
    `http://127.0.0.1:${port}/api/v1/spaces/${address}/live?topics=pool:${id}`,
    { signal: control.signal },
  );
  let pictures = 0;
  const read = async () => {
    const decoder = new TextDecoder();
    for await (const part of answer.body ?? [])
      pictures += decoder.decode(part).split('event: pool.moved').length - 1;
  };
  read().catch(() => undefined);
  return { pictures: () => pictures, close: () => control.abort() };
}

/** What the promises of a log come to after a load, in words; `sound` is false where one was broken. */
export async function checkLog(
  { url }: HotSpace,
  pool: HotPool,
): Promise<{ sound: boolean; words: string }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{
    entries: number;
    next: number;
    committed: number;
    doubled: number;
  }>(
    `select (select count(*)::int from pool_log where pool_id = $1) as entries,
       (select max(seq) + 1 from pool_log where pool_id = $1) as next,
       (select count(*)::int from commitments where pool_id = $1) as committed,
       (select count(*)::int from (select from commitments where pool_id = $1 group by person_id having count(*) > 1) d) as doubled`,
    [pool.id],
  );
  await client.end();
  const { entries = 0, next = 0, committed = 0, doubled = 0 } = rows[0] ?? {};
  // The log begins with the options and the maker's quote.
  const sound = entries === next && entries === committed + 2 && doubled === 0;
  const gap = entries === next ? 'no gap' : 'A GAP';
  return {
    sound,
    words: `${committed} commitments, ${entries} entries, ${gap}, ${doubled} doubled`,
  };
}
