import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { argv } from 'node:process';
import pg from 'pg';

/**
 * The design that one would write first: each commitment is a transaction of its own that updates the total of the pool. It
 * stands behind bare HTTP, without tokens, policy, keys, log or receipt, which favours it. It says its port when it serves.
 */
const CONNECTIONS = 12;
const pool = new pg.Pool({ connectionString: argv[2], max: CONNECTIONS });
const SAID = 'x'.repeat(300);

async function take(request: IncomingMessage): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const { units } = JSON.parse(Buffer.concat(parts).toString()) as { units: number };
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('update bench_totals set units = units + $1 where pool = 1', [units]);
    await client.query('insert into bench_rows values ($1, $2, $3, $4)', [
      randomUUID(),
      '00000000-0000-0000-0000-000000000002',
      units,
      SAID,
    ]);
    await client.query('commit');
  } finally {
    client.release();
  }
}

const server = createServer((request, response) => {
  take(request).then(
    () => response.writeHead(201, { 'content-length': '2' }).end('{}'),
    (error: unknown) => response.writeHead(500, { 'content-length': '0' }).end(String(error)),
  );
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.once('disconnect', () => process.exit(0));
