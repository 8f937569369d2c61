import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { addCrowd, crowdToken } from '../ground/crowd.ts';
import type { DrillWork, DrillWriter } from './kill-drill.ts';

const CROWD = 'drill';
/** Buyers that one writer can be, one after the other. */
const BUYERS_A_WRITER = 8_000;
const SPACE = 'drill-space';

/** Buyers who all commit to one pool at once: they share transactions, and the log must have no gap. */
export const committing: DrillWork = {
  prepare: async (ownerUrl, port, writers) => {
    await openSpace(ownerUrl, writers * BUYERS_A_WRITER + 1);
    const pool = await openPool(port);
    return Array.from({ length: writers }, (_, nth) => writerOf(pool, nth * BUYERS_A_WRITER + 1));
  },
  count: async (client, acknowledged) => {
    const { rows } = await client.query<{ key: string; id: string | null }>(
      `select r.key, c.id from command_receipts r
       left join commitments c on c.id = (r.outcome -> 'value' ->> 'commitment')::uuid where r.command = 'pool.commit'`,
    );
    const written = new Set(rows.flatMap(({ key, id }) => (id ? [key] : [])));
    const { rows: odd } = await client.query<{ times: number; gap: number; unlogged: number }>(
      `select (select count(*) from (select person_id from commitments group by 1 having count(*) > 1) d)::int as times,
         (select coalesce(sum(abs(gap)), 0) from (select max(seq) + 1 - count(*) as gap from pool_log group by pool_id) g)::int as gap,
         (select count(*) from commitments c left join pool_log l on l.pool_id = c.pool_id and l.seq = c.position
           where l.entry is null or l.entry::json ->> 'id' <> c.id::text)::int as unlogged`,
    );
    const [one] = odd;
    return {
      lost: [...acknowledged].filter((name) => !written.has(name)).length,
      doubled: (one?.times ?? 1) + (one?.gap ?? 1) + (one?.unlogged ?? 1),
    };
  },
};

async function openSpace(ownerUrl: string, count: number): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const [spaceId, host] = [randomUUID(), randomUUID()];
  await client.query(
    "insert into people (id, handle, name, created_at) values ($1, 'drill-host', 'Host', now())",
    [host],
  );
  await client.query(
    "insert into spaces (id, address, name, objective, visibility, currency, created_by, created_at) values ($1, $2, 'Drill', 'sales', 'public', 'EUR', $3, now())",
    [spaceId, SPACE, host],
  );
  await addCrowd(ownerUrl, { crowd: CROWD, spaceId, count });
  await client.query("update memberships set role = 'host' where person_id = md5($1)::uuid", [
    `${CROWD}0`,
  ]);
  await client.end();
}

async function openPool(port: number): Promise<string> {
  const closesAt = new Date(Date.now() + 30 * 86_400_000).toISOString();
  const answer = await send(port, '/pools', { nth: 0, body: { title: 'Drill', closesAt } });
  const opened = /"address":"(\w+)"/.exec(await answer.text())?.[1];
  if (!opened) throw new Error('The drill has no pool.');
  return opened;
}

function writerOf(pool: string, first: number): DrillWriter {
  let nth = first;
  return {
    write: async (port, name) => {
      try {
        const body = { min: 1, max: 1, limitMinor: 10_000 };
        const answer = await send(port, `/pools/${pool}/commitment`, { nth, body, key: name });
        await answer.arrayBuffer();
        if (answer.status !== 201) return false;
        nth += 1;
        if (nth === first + BUYERS_A_WRITER) throw new Error('The drill has run out of buyers.');
        return true;
      } catch (error) {
        if (error instanceof Error && error.message.startsWith('The drill')) throw error;
        return false;
      }
    },
  };
}

function send(
  port: number,
  path: string,
  { nth, body, key }: { nth: number; body: unknown; key?: string },
): Promise<Response> {
  return fetch(`http://127.0.0.1:${port}/api/v1/spaces/${SPACE}${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${crowdToken(CROWD, nth)}`,
      'content-type': 'application/json',
      ...(key ? { 'idempotency-key': key } : {}),
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
}
