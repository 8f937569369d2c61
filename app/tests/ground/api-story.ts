import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { sql } from 'kysely';
import { z } from 'zod';
import { noPages } from '#lib/web-server/pages.ts';
import { startWebServer } from '#lib/web-server/web-server.ts';
import { accessToken } from '../policy/world.ts';
import { somebody } from './people.ts';
import type { TestInstallation } from './test-installation.ts';

type Asked<Schema> = { body?: unknown; answer?: Schema };

/** People who know nothing but the public API, over a real socket. */
export type ApiStory = {
  /** The address of the space that `SPACE` stands for in a call. */
  place: { space: string };
  /** Calls as somebody, or as a visitor: `POST SPACE/pools`. What is refused fails the test. */
  ask<Schema extends z.ZodType>(
    who: string | undefined,
    call: string,
    asked?: Asked<Schema>,
  ): Promise<z.infer<Schema>>;
  /** Everybody lets the workers catch up; then the books must be sound. */
  settled(): Promise<void>;
  close(): Promise<void>;
};

/** The installation needs the settings `PORT: '0'` and `TRUSTED_PROXIES: '1'`. */
export async function openApiStory(
  muster: TestInstallation,
  names: readonly string[],
): Promise<ApiStory> {
  const web = await startWebServer(muster.services, { api: muster.api, pages: noPages });
  const tokens = new Map<string, string>();
  for (const name of names)
    tokens.set(name, await accessToken(muster, await somebody(muster.services, { name })));
  const place = { space: '' };
  return {
    place,
    ask: async (who, call, { body, answer } = {}) => {
      const [method = 'GET', path = ''] = call.split(' ');
      const url = `${web.url}/api/v1${path.replace('SPACE', `/spaces/${place.space}`)}`;
      const token = who === undefined ? undefined : tokens.get(who);
      const response = await fetch(url, {
        method,
        headers: headersOf(token),
        body: body === undefined ? null : JSON.stringify(body),
      });
      const text = await response.text();
      assert.ok(response.ok, `${who} ${call}: ${response.status} ${text}`);
      const isJson = response.headers.get('content-type')?.startsWith('application/json');
      return (answer ?? z.any()).parse(isJson ? JSON.parse(text) : text);
    },
    settled: async () => {
      for (let turn = 0; turn < 3; turn++) await muster.settle();
      const { rows } = await muster.services.database.read({ kind: 'installation' }, (db) =>
        sql`select * from ledger_faults()`.execute(db),
      );
      assert.deepEqual(rows, []);
    },
    close: () => web.close(),
  };
}

/** Everybody calls from elsewhere, as a proxy in front would say. */
function headersOf(token: string | undefined): Record<string, string> {
  return {
    'content-type': 'application/json',
    'x-forwarded-for': `10.1.${randomInt(256)}.${randomInt(256)}`,
    ...(token ? { authorization: `Bearer ${token}` } : {}),
  };
}
