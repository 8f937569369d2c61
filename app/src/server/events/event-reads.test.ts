import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import {
  openTestInstallation,
  type TestInstallation,
} from '../../../tests/ground/test-installation.ts';
import { INSTALLATION, newId } from '../ids.ts';
import { eventsAfter } from './event-reads.ts';

let muster: TestInstallation;
before(async () => {
  muster = await openTestInstallation();
});
after(() => muster.close());

test('events come in the order of their transactions as numbers, also where a digit is added', async () => {
  const owner = new pg.Client({ connectionString: muster.ownerUrl });
  await owner.connect();
  for (const tx of ['10', '9', '100', '99'])
    await owner.query(
      `insert into events (space_id, id, kind, data, at, tx) values ($1, $2, 'test.happened', $3, now(), $4::xid8)`,
      [INSTALLATION, newId(new Date()), JSON.stringify({ tx }), tx],
    );
  await owner.end();
  const read = await muster.services.database.read({ kind: 'installation' }, (db) =>
    eventsAfter(db, { tx: '0', id: INSTALLATION }),
  );
  assert.deepEqual(
    read.events.map(({ data }) => data.tx),
    ['9', '10', '99', '100'],
  );
  assert.equal(read.position.tx, '100');
});
