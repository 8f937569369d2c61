import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eventKinds, followers, presentersOf } from '#lib/muster.ts';
import { beginChange } from '#server/commands/change.ts';
import { joinEventKinds } from '#server/events/event.ts';
import { STANDING_CHANGED } from '#server/events/live.ts';
import { openTestInstallation, type TestInstallation } from './test-installation.ts';

let muster: TestInstallation;
before(async () => {
  muster = await openTestInstallation();
});
after(() => muster.close());

test('nothing waits for an event that no slice announces', () => {
  const awaited = [
    ...followers.flatMap(({ kinds }) => kinds),
    ...Object.keys(presentersOf(muster.services)),
    ...STANDING_CHANGED,
  ];
  assert.deepEqual(
    awaited.filter((kind) => !eventKinds.has(kind)),
    [],
  );
});

test('an event that no slice declares is not written', async () => {
  const { services } = muster;
  const count = () =>
    services.database.read({ kind: 'installation' }, (db) =>
      db
        .selectFrom('events')
        .select(({ fn }) => fn.countAll().as('count'))
        .executeTakeFirst(),
    );
  const known = await count();
  await assert.rejects(
    services.database.write({ kind: 'installation' }, (db) =>
      beginChange(services, { kind: 'installation' }, db, []).emit({ kind: 'post.publihsed' }),
    ),
    /No slice declares the event post\.publihsed/,
  );
  assert.deepEqual(await count(), known);
});

test('two slices cannot announce the same', () => {
  assert.throws(() => joinEventKinds(['post.edited'], ['post.removed', 'post.edited']), /twice/);
});
