import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openSpace } from '#features/spaces/server/open-space.ts';
import type { PersonActor } from '#server/actor.ts';
import { execute } from '#server/commands/command.ts';
import { newId } from '#server/ids.ts';
import { openTestInstallation, type TestInstallation } from './test-installation.ts';

let muster: TestInstallation;
before(async () => {
  muster = await openTestInstallation();
});
after(() => muster.close());

async function somebody(): Promise<PersonActor> {
  const id = newId(new Date());
  await muster.services.database.write({ kind: 'identity' }, (db) =>
    db
      .insertInto('people')
      .values({ id, handle: `p-${id.slice(-8)}`, name: 'Somebody', createdAt: new Date() })
      .execute(),
  );
  return {
    kind: 'person',
    personId: id,
    operator: false,
    by: { kind: 'session', id: newId(new Date()), provedAt: new Date() },
  };
}

const workshop = {
  name: 'Werkbank Süd',
  objective: 'research',
  visibility: 'private',
  currency: 'EUR',
  locale: 'de',
  accent: 'oak',
};

test('a person opens a space and is its host', async () => {
  const actor = await somebody();
  const outcome = await execute(muster.services, actor, openSpace, workshop);
  assert.equal(outcome.kind, 'done');
  assert.match(outcome.value.address, /^werkbank-sud-[a-z0-9]{5}$/);
});

test('a visitor is asked to sign in, and nothing is opened', async () => {
  const outcome = await execute(muster.services, { kind: 'visitor' }, openSpace, workshop);
  assert.deepEqual(outcome, { kind: 'refused', name: 'sign-in-needed', fields: [] });
});

test('what is wrong is named by field', async () => {
  const outcome = await execute(muster.services, await somebody(), openSpace, {
    ...workshop,
    name: ' ',
    currency: 'XXL',
  });
  assert.equal(outcome.kind, 'refused');
  assert.deepEqual(outcome.fields, [
    { field: 'name', reason: 'required' },
    { field: 'currency', reason: 'not-a-currency' },
  ]);
});

test('the same key opens one space however often it is sent', async () => {
  const actor = await somebody();
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, () =>
      execute(muster.services, actor, openSpace, workshop, { key: 'one-and-the-same' }),
    ),
  );
  const ids = new Set(
    outcomes.map((outcome) => (outcome.kind === 'done' ? outcome.value.id : outcome.name)),
  );
  assert.equal(ids.size, 1);
  const other = await execute(
    muster.services,
    actor,
    openSpace,
    { ...workshop, name: 'Another' },
    { key: 'one-and-the-same' },
  );
  assert.deepEqual(other, { kind: 'refused', name: 'key-reused', fields: [] });
});
