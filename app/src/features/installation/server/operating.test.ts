import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import pg from 'pg';
import type { PersonActor } from '#server/actor.ts';
import { type Command, execute } from '#server/commands/command.ts';
import { readConfig } from '#server/config.ts';
import type { Outcome } from '#server/outcome.ts';
import { emailOf, somebody } from '../../../../tests/ground/people.ts';
import { testFaults } from '../../../../tests/ground/test-faults.ts';
import {
  openTestInstallation,
  type TestInstallation,
} from '../../../../tests/ground/test-installation.ts';
import { accessToken } from '../../../../tests/policy/world.ts';
import { claimOperator, firstOperatorLink, firstOperatorToken } from './claim-operator.ts';
import { readJobs, readMachine, settingsWithoutSecrets } from './machine-reads.ts';
import { openMail, sendMailNow, settleInstallation, tryJobAgain } from './operate-machine.ts';
import { setClosed, setOperator, verifyByHand } from './operate-people.ts';
import { readAudits, readOutbox, readPeople } from './operator-reads.ts';

let muster: TestInstallation;
let operator: PersonActor;
const faults = testFaults();

before(async () => {
  muster = await openTestInstallation({ faults });
  operator = await somebody(muster.services, { name: 'Operator', operator: true });
});
after(() => muster.close());
beforeEach(() => faults.restore());

function valueOf<Value>(outcome: Outcome<Value>): Value {
  assert.equal(outcome.kind, 'done', JSON.stringify(outcome));
  return outcome.value;
}

function refusalOf(outcome: Outcome<unknown>): string | undefined {
  return outcome.kind === 'refused' ? (outcome.because ?? outcome.name) : undefined;
}

async function does<Input, Subject, Value>(
  command: Command<Input, Subject, Value>,
  input: object,
): Promise<Value> {
  return valueOf(await execute(muster.services, operator, command, input));
}

/** An installation that nobody runs, and how many of a crowd that opens its link at once come to run it. */
async function claimRush(withLock: boolean): Promise<number> {
  const fresh = await openTestInstallation({ faults });
  if (!withLock) faults.leaveOut('operators');
  const token = await firstOperatorToken(fresh.services);
  const crowd = await Promise.all(Array.from({ length: 8 }, () => somebody(fresh.services)));
  const outcomes = await Promise.all(
    crowd.map((person) => execute(fresh.services, person, claimOperator, { token })),
  );
  await fresh.close();
  return outcomes.filter(({ kind }) => kind === 'done').length;
}

test('the link of the terminal makes one operator, however many open it at once', async () => {
  for (let round = 0; round < 3; round++) assert.equal(await claimRush(true), 1);
});

test('without its lock it would make more: the race test sees it', async () => {
  assert.ok((await claimRush(false)) > 1);
});

test('once somebody runs the installation there is no link, and a guess opens nothing', async () => {
  assert.equal(await firstOperatorLink(muster.services), undefined);
  const peer = await somebody(muster.services);
  const guess = { token: 'x'.repeat(43) };
  const outcome = await execute(muster.services, peer, claimOperator, guess);
  assert.equal(refusalOf(outcome), 'operator-link');
});

/** Two operators who take it back from each other at once; how many of both get through. */
async function twoStepDown(withLock: boolean): Promise<number> {
  const fresh = await openTestInstallation({ faults });
  const pair = await Promise.all([1, 2].map(() => somebody(fresh.services, { operator: true })));
  if (!withLock) faults.leaveOut('operators');
  const outcomes = await Promise.all(
    pair.map((person) =>
      execute(fresh.services, person, setOperator, { person: person.personId, operator: false }),
    ),
  );
  await fresh.close();
  return outcomes.filter(({ kind }) => kind === 'done').length;
}

test('two operators who step down at once leave one', async () => {
  for (let round = 0; round < 3; round++) assert.equal(await twoStepDown(true), 1);
});

test('without its lock nobody would be left: the race test sees it', async () => {
  assert.equal(await twoStepDown(false), 2);
});

test('each act of an operator, and each mail read, is written down with who, what and why', async () => {
  const { services } = muster;
  const peer = await somebody(services, { name: 'Peer', verified: false });
  const person = peer.personId;
  const count = async () => valueOf(await readAudits(services, operator, {})).audits.length;
  const mail = await queueMail(peer);
  const job = await failedJob();
  const acts: [string, () => Promise<unknown>][] = [
    ['person.verified-by-hand', () => does(verifyByHand, { person, reason: 'known' })],
    ['operator.made', () => does(setOperator, { person, operator: true, reason: 'helps' })],
    ['operator.taken-back', () => does(setOperator, { person, operator: false })],
    ['person.closed', () => does(setClosed, { person, closed: true, reason: 'asked for it' })],
    ['person.reopened', () => does(setClosed, { person, closed: false })],
    ['mail.read', () => does(openMail, { mail })],
    ['mail.tried-again', () => does(sendMailNow, { mail })],
    ['job.tried-again', () => does(tryJobAgain, { queue: 'mail.send', job })],
    [
      'installation.settled',
      () => does(settleInstallation, { name: 'Our Muster', locale: 'de', signUp: 'open' }),
    ],
  ];
  for (const [act, run] of acts) {
    const earlier = await count();
    await run();
    const { audits } = valueOf(await readAudits(services, operator, {}));
    assert.equal(audits.length, earlier + 1, act);
    assert.deepEqual([audits[0]?.act, audits[0]?.actor], [act, 'Operator']);
  }
  const owner = new pg.Client({ connectionString: muster.ownerUrl });
  await owner.connect();
  await owner.query('set role muster_app');
  for (const change of ["update audits set reason = ''", 'delete from audits'])
    await assert.rejects(owner.query(change), /permission denied/);
  await owner.end();
});

async function queueMail(to: PersonActor): Promise<string> {
  const id = '01890000-0000-7000-8000-00000000000a';
  await muster.services.database.write({ kind: 'installation' }, (db) =>
    db
      .insertInto('mails')
      .values({
        id,
        kind: 'test',
        personId: to.personId,
        recipient: emailOf(to),
        subject: 'Hello',
        body: 'https://muster.test/verify/secret-link',
        createdAt: new Date(),
      })
      .execute(),
  );
  return id;
}

async function failedJob(): Promise<string> {
  const { jobs, database } = muster.services;
  await database.write({ kind: 'installation' }, (db) =>
    jobs.enqueue(db, 'mail.send', { mailId: '01890000-0000-7000-8000-00000000000b' }),
  );
  const owner = new pg.Client({ connectionString: muster.ownerUrl });
  await owner.connect();
  const { rows } = await owner.query<{ id: string }>(
    `update pgboss.job set state = 'failed', completed_on = now() where name = 'mail.send' and state = 'created' returning id`,
  );
  await owner.end();
  const failed = valueOf(await readJobs(muster.services, operator)).failed;
  assert.ok(failed.some(({ id }) => id === rows[0]?.id));
  return rows[0]?.id ?? '';
}

test('closing an account ends every way in at once', async () => {
  const peer = await somebody(muster.services);
  const token = await accessToken(muster, peer);
  const ask = () =>
    muster.api.fetch(
      new Request('http://muster.test/api/v1/me', {
        headers: { authorization: `Bearer ${token}` },
      }),
      { address: '10.1.1.1' },
    );
  assert.equal((await ask()).status, 200);
  await does(setClosed, { person: peer.personId, closed: true });
  assert.equal((await ask()).status, 401);
  const self = { person: operator.personId, closed: true };
  const outcome = await execute(muster.services, operator, setClosed, self);
  assert.equal(refusalOf(outcome), 'not-yourself');
});

test('the outbox tells of mails without their text, and people are found by their address', async () => {
  const { mails } = valueOf(await readOutbox(muster.services, operator, {}));
  assert.ok(mails.length > 0 && !JSON.stringify(mails).includes('secret-link'));
  const peer = await somebody(muster.services, { name: 'Findable' });
  const { people } = valueOf(await readPeople(muster.services, operator, { q: emailOf(peer) }));
  assert.deepEqual(
    people.map(({ name }) => name),
    ['Findable'],
  );
});

test('nobody else reads any of it', async () => {
  const peer = await somebody(muster.services);
  for (const actor of [peer, { kind: 'visitor' } as const]) {
    const reads = await Promise.all([
      readMachine(muster.services, actor),
      readJobs(muster.services, actor),
      readOutbox(muster.services, actor, {}),
      readAudits(muster.services, actor, {}),
      readPeople(muster.services, actor, {}),
    ]);
    for (const read of reads) assert.equal(read.kind, 'refused');
  }
});

test('settings are shown without their secrets', () => {
  const canary = 'c4n4ry-c4n4ry-c4n4ry';
  const read = readConfig({
    DATABASE_URL: `postgres://app:${canary}@db.test/muster?password=${canary}`,
    SMTP_URL: `smtps://app:${canary}@mail.test`,
    OIDC_ISSUER: 'https://id.test',
    OIDC_CLIENT_ID: 'muster',
    OIDC_CLIENT_SECRET: canary,
    METRICS_TOKEN: canary,
  });
  assert.equal(read.kind, 'config');
  const shown = JSON.stringify(settingsWithoutSecrets(read.config));
  assert.ok(!shown.includes(canary), shown);
  assert.match(shown, /mail\.test/);
});
