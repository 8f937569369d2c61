import type { DrillWork } from './kill-drill.ts';
import { prepareWriters, type Writer } from './writers.ts';

/** People who open spaces: each an ordinary command in a transaction of its own. */
export const openingSpaces: DrillWork = {
  prepare: async (ownerUrl, _port, count) => {
    const writers = await prepareWriters(ownerUrl, count);
    return writers.map((writer) => ({ write: (port, name) => open(writer, port, name) }));
  },
  count: async (client, acknowledged) => {
    const { rows } = await client.query<{ name: string; times: number }>(
      'select name, count(*)::int as times from spaces group by 1',
    );
    const written = new Set(rows.map(({ name }) => name));
    return {
      lost: [...acknowledged].filter((name) => !written.has(name)).length,
      doubled: rows.filter(({ times }) => times > 1).length,
    };
  },
};

async function open(writer: Writer, port: number, name: string): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/spaces`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${writer.token}`,
        'content-type': 'application/json',
        'idempotency-key': name,
      },
      body: JSON.stringify({
        name,
        objective: 'sales',
        visibility: 'private',
        currency: 'EUR',
        locale: 'en',
        accent: 'oak',
      }),
      signal: AbortSignal.timeout(10_000),
    });
    // A person can open fifty spaces: whoever has, goes on as somebody else.
    if (answer.status === 409) writer.next();
    await answer.arrayBuffer();
    return answer.status === 201;
  } catch {
    return false;
  }
}
