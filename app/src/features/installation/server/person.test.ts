import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { openSpace } from '#features/spaces/server/spaces.ts';
import type { PersonActor } from '#server/actor.ts';
import { execute } from '#server/commands/command.ts';
import type { Outcome } from '#server/outcome.ts';
import { emailOf, somebody } from '../../../../tests/ground/people.ts';
import { testFaults } from '../../../../tests/ground/test-faults.ts';
import {
  openTestInstallation,
  type TestInstallation,
} from '../../../../tests/ground/test-installation.ts';
import { goesWrong } from '../../../../tests/ground/races.ts';
import { closeAccount } from './close-account.ts';
import { readOwnData } from './own-data.ts';
import { readProfile } from './profile-reads.ts';

const faults = testFaults();
let muster: TestInstallation;
before(async () => {
  muster = await openTestInstallation({ faults });
});
after(() => muster.close());
afterEach(() => faults.restore());

function handleOf(actor: PersonActor): string {
  return `p-${actor.personId.slice(-12)}`;
}

function close(actor: PersonActor): Promise<Outcome<unknown>> {
  return execute(muster.services, actor, closeAccount, { handle: handleOf(actor) });
}

async function openedBy(host: PersonActor, visibility: string): Promise<string> {
  const fields = { name: 'Workshop', objective: 'sales', visibility, currency: 'EUR' };
  const input = { ...fields, locale: 'en', accent: 'oak' };
  const opened = await execute(muster.services, host, openSpace, input);
  assert.ok(opened.kind === 'done');
  return opened.value.id;
}

test('whoever closes their account is a former member, and what was theirs alone is gone', async () => {
  const actor = await somebody(muster.services, { name: 'Greta', passwordHash: 'some' });
  assert.deepEqual(await close(actor), { kind: 'done', value: { closed: true } });
  const { person, account } = await muster.services.database.read(
    { kind: 'installation' },
    async (db) => ({
      person: await db
        .selectFrom('people')
        .select(['name', 'handle', 'closedAt'])
        .where('id', '=', actor.personId)
        .executeTakeFirstOrThrow(),
      account: await db
        .selectFrom('accounts')
        .select('email')
        .where('email', '=', emailOf(actor))
        .executeTakeFirst(),
    }),
  );
  assert.equal(person.name, 'A former member');
  assert.match(person.handle, /^former-/);
  assert.ok(person.closedAt);
  assert.equal(account, undefined);
});

test('closing needs one’s own handle and a proof', async () => {
  const actor = await somebody(muster.services);
  const wrong = await execute(muster.services, actor, closeAccount, { handle: 'somebody' });
  assert.deepEqual(wrong.kind === 'refused' && wrong.fields, [
    { field: 'handle', reason: 'not-your-handle' },
  ]);
  const by = { kind: 'session', id: actor.personId, provedAt: new Date(0) } as const;
  const stale = await close({ ...actor, by });
  assert.equal(stale.kind === 'refused' && stale.name, 'prove-again');
});

/** Two hosts of one space close their accounts at once; answers how many did. */
async function twoHostsClose(): Promise<number> {
  const [one, two] = [await somebody(muster.services), await somebody(muster.services)];
  const spaceId = await openedBy(one, 'private');
  const row = { spaceId, personId: two.personId, role: 'host', joinedAt: new Date() };
  await muster.services.database.write({ kind: 'space', spaceId }, (db) =>
    db.insertInto('memberships').values(row).execute(),
  );
  const outcomes = await Promise.all([one, two].map(close));
  return outcomes.filter(({ kind }) => kind === 'done').length;
}

test('two hosts who close their accounts at once leave the space one', async () => {
  for (let round = 0; round < 10; round++) assert.equal(await twoHostsClose(), 1);
});

test('without its lock the space would have none: the race test sees it', async () => {
  faults.leaveOut('space-hosts');
  assert.ok(await goesWrong(async () => (await twoHostsClose()) === 2));
});

test('one’s own data come whole, and without what opens something', async () => {
  const actor = await somebody(muster.services, { passwordHash: 'a-kept-secret' });
  await openedBy(actor, 'private');
  const data = await readOwnData(muster.services, actor);
  assert.ok(data.kind === 'done', JSON.stringify(data));
  const { tables } = data.value;
  assert.equal(tables.people?.length, 1);
  assert.equal(tables.accounts?.[0]?.email, emailOf(actor));
  assert.equal(tables.spaces?.length, 1);
  assert.equal(tables.memberships?.length, 1);
  assert.ok(!JSON.stringify(tables).includes('a-kept-secret'));
});

test('a person is seen by those who may know a space of theirs, and by nobody else', async () => {
  const [hidden, shown] = [await somebody(muster.services), await somebody(muster.services)];
  await openedBy(hidden, 'private');
  await openedBy(shown, 'public');
  const stranger = await somebody(muster.services);
  const look = (actor: PersonActor | { kind: 'visitor' }, at: PersonActor) =>
    readProfile(muster.services, actor, handleOf(at)).then(({ kind }) => kind);
  assert.equal(await look(stranger, hidden), 'refused');
  assert.equal(await look({ kind: 'visitor' }, hidden), 'refused');
  assert.equal(await look(hidden, hidden), 'done');
  assert.equal(await look({ kind: 'visitor' }, shown), 'done');
});
