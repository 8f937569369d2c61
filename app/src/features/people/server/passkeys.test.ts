import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { PersonActor } from '#server/actor.ts';
import { type Command, execute } from '#server/commands/command.ts';
import type { Outcome } from '#server/outcome.ts';
import { somebody } from '../../../../tests/ground/people.ts';
import { softPasskey, type SoftPasskey } from '../../../../tests/ground/soft-passkey.ts';
import { testFaults } from '../../../../tests/ground/test-faults.ts';
import {
  openTestInstallation,
  type TestInstallation,
} from '../../../../tests/ground/test-installation.ts';
import { goesWrong } from '../../../../tests/ground/races.ts';
import { removePassword } from './change-password.ts';
import { addPasskey, removePasskey, renamePasskey } from './manage-passkeys.ts';
import { askToProve, askToRegister, askToSignIn } from './passkey-challenges.ts';
import { proveByPasskey } from './prove.ts';
import { identifySession } from './sessions.ts';
import { signInByPasskey } from './sign-in.ts';

const from = { address: '10.0.0.1', device: 'test' };
const identity = { kind: 'identity' } as const;
const faults = testFaults();
let now = Date.parse('2026-11-25T10:00:00Z');
let muster: TestInstallation;
let origin: string;
before(async () => {
  muster = await openTestInstallation({ faults, clock: { now: () => new Date(now) } });
  origin = muster.config.origin;
});
after(() => muster.close());
afterEach(() => faults.restore());

async function run<Input, Subject, Value>(
  actor: PersonActor | typeof identity,
  command: Command<Input, Subject, Value>,
  input: unknown,
): Promise<Value> {
  const outcome = await execute(muster.services, actor, command, input);
  assert.ok(outcome.kind === 'done', JSON.stringify(outcome));
  return outcome.value;
}

async function withPasskey(actor: PersonActor, given = {}): Promise<SoftPasskey> {
  const passkey = softPasskey(origin, given);
  const challenge = await run(actor, askToRegister, {});
  const answer = passkey.register(challenge);
  await run(actor, addPasskey, { challenge: challenge.id, name: 'Phone', answer });
  return passkey;
}

async function signInWith(passkey: SoftPasskey, flaws = {}) {
  const challenge = await run(identity, askToSignIn, {});
  const given = { challenge: challenge.id, answer: passkey.answer(challenge, flaws) };
  return { given, outcome: await signInByPasskey(muster.services, given, from) };
}

function because(outcome: Outcome<unknown>): string {
  return outcome.kind === 'refused' ? (outcome.because ?? outcome.name) : 'done';
}

test('a passkey is added, and lets its owner in without an address', async () => {
  const actor = await somebody(muster.services);
  const passkey = await withPasskey(actor);
  const { outcome } = await signInWith(passkey);
  assert.ok(outcome.kind === 'done', because(outcome));
  const session = await identifySession(muster.services, outcome.value.token);
  assert.equal(session?.person.id, actor.personId);
});

test('an answer to a challenge works once', async () => {
  const passkey = await withPasskey(await somebody(muster.services));
  const { given } = await signInWith(passkey);
  assert.equal(because(await signInByPasskey(muster.services, given, from)), 'challenge-used');
});

test('of fifty who show one answer at once, one gets in', async () => {
  const passkey = await withPasskey(await somebody(muster.services));
  const challenge = await run(identity, askToSignIn, {});
  const given = { challenge: challenge.id, answer: passkey.answer(challenge) };
  const outcomes = await Promise.all(
    Array.from({ length: 50 }, () => signInByPasskey(muster.services, given, from)),
  );
  assert.equal(outcomes.filter(({ kind }) => kind === 'done').length, 1);
});

test('a challenge expires', async () => {
  const passkey = await withPasskey(await somebody(muster.services));
  const challenge = await run(identity, askToSignIn, {});
  const given = { challenge: challenge.id, answer: passkey.answer(challenge) };
  now += 10 * 60_000 + 1;
  assert.equal(because(await signInByPasskey(muster.services, given, from)), 'challenge-used');
});

const flaws: [string, object, string][] = [
  ['of another site', { origin: 'https://evil.example' }, 'passkey-not-accepted'],
  ['for another host', { host: 'evil.example' }, 'passkey-not-accepted'],
  ['without finger, face or PIN', { unverified: true }, 'passkey-not-accepted'],
  ['in the name of somebody else', { userHandle: 'AAAA' }, 'passkey-unknown'],
];
for (const [what, flaw, expected] of flaws) {
  test(`an answer ${what} is not accepted`, async () => {
    const passkey = await withPasskey(await somebody(muster.services));
    assert.equal(because((await signInWith(passkey, flaw)).outcome), expected);
  });
}

test('a passkey that nobody added is unknown', async () => {
  const { outcome } = await signInWith(softPasskey(origin));
  assert.equal(because(outcome), 'passkey-unknown');
});

test('a passkey that counts backwards was copied, and is not accepted', async () => {
  const passkey = await withPasskey(await somebody(muster.services));
  passkey.signCount = 10;
  assert.equal(because((await signInWith(passkey)).outcome), 'done');
  passkey.signCount = 5;
  assert.equal(because((await signInWith(passkey)).outcome), 'passkey-copied');
});

test('a passkey that several devices share always says 0, and is accepted', async () => {
  const passkey = await withPasskey(await somebody(muster.services), { counts: false });
  assert.equal(because((await signInWith(passkey)).outcome), 'done');
  assert.equal(because((await signInWith(passkey)).outcome), 'done');
});

test('a challenge for one purpose, or of one person, is of no use for another', async () => {
  const actor = await somebody(muster.services);
  const passkey = await withPasskey(actor);
  const toProve = await run(actor, askToProve, {});
  const given = { challenge: toProve.id, answer: passkey.answer(toProve) };
  assert.equal(because(await signInByPasskey(muster.services, given, from)), 'challenge-used');
  const other = await somebody(muster.services);
  assert.equal(because(await proveByPasskey(muster.services, other, given)), 'challenge-used');
  const othersChallenge = await run(other, askToProve, {});
  const foreign = { challenge: othersChallenge.id, answer: passkey.answer(othersChallenge) };
  assert.equal(because(await proveByPasskey(muster.services, other, foreign)), 'passkey-unknown');
});

test('adding one needs a proof, a confirmed address, and a challenge of one’s own', async () => {
  const actor = await somebody(muster.services);
  const challenge = await run(actor, askToRegister, {});
  const answer = softPasskey(origin).register(challenge);
  const input = { challenge: challenge.id, name: 'Phone', answer };
  const add = (as: PersonActor) => execute(muster.services, as, addPasskey, input);
  const provedAt = new Date(now - 10 * 60_000 - 1);
  const stale: PersonActor = { ...actor, by: { kind: 'session', id: actor.personId, provedAt } };
  assert.equal(because(await add(stale)), 'prove-again');
  assert.equal(because(await add(await somebody(muster.services))), 'challenge-used');
  const unverified = await somebody(muster.services, { verified: false });
  assert.equal(because(await add(unverified)), 'verify-first');
  assert.equal(because(await add(actor)), 'done');
});

test('one passkey cannot be kept twice', async () => {
  const actor = await somebody(muster.services);
  const passkey = await withPasskey(actor);
  const other = await somebody(muster.services);
  const challenge = await run(other, askToRegister, {});
  const input = { challenge: challenge.id, name: 'Mine', answer: passkey.register(challenge) };
  assert.equal(because(await execute(muster.services, other, addPasskey, input)), 'passkey-known');
});

test('nobody renames or removes what is somebody else’s', async () => {
  const owner = await somebody(muster.services);
  const passkey = await withPasskey(owner);
  const other = await somebody(muster.services, { passwordHash: 'none' });
  await withPasskey(other);
  const input = { passkey: passkey.id, name: 'Taken' };
  for (const command of [renamePasskey, removePasskey] as const) {
    const outcome = await execute<never, string, unknown>(
      muster.services,
      other,
      command as never,
      input,
    );
    assert.equal(because(outcome), 'way-in-gone');
  }
  assert.equal(because((await signInWith(passkey)).outcome), 'done');
});

test('the last way in stays', async () => {
  const actor = await somebody(muster.services);
  const passkey = await withPasskey(actor);
  const removed = await execute(muster.services, actor, removePasskey, { passkey: passkey.id });
  assert.equal(because(removed), 'last-way-in');
});

test('a password goes only while a passkey stays', async () => {
  const actor = await somebody(muster.services, { passwordHash: 'some' });
  assert.equal(because(await execute(muster.services, actor, removePassword, {})), 'passkey-first');
  await withPasskey(actor);
  assert.equal(because(await execute(muster.services, actor, removePassword, {})), 'done');
  assert.equal(because(await execute(muster.services, actor, removePassword, {})), 'way-in-gone');
});

/** Somebody with a password and a passkey takes both away at once; answers how many went. */
async function removeBoth(): Promise<number> {
  const actor = await somebody(muster.services, { passwordHash: 'some' });
  const passkey = await withPasskey(actor);
  const outcomes = await Promise.all([
    execute(muster.services, actor, removePassword, {}),
    execute(muster.services, actor, removePasskey, { passkey: passkey.id }),
  ]);
  return outcomes.filter(({ kind }) => kind === 'done').length;
}

test('two ways in that are taken away at once leave one', async () => {
  for (let round = 0; round < 20; round++) assert.equal(await removeBoth(), 1);
});

test('without its lock nobody would get in any more: the race test sees it', async () => {
  faults.leaveOut('ways-in');
  assert.ok(await goesWrong(async () => (await removeBoth()) === 2));
});

/** Somebody with 17 passkeys adds six at once; answers how many there are then. */
async function addSixToSeventeen(): Promise<number> {
  const actor = await somebody(muster.services);
  for (let made = 0; made < 17; made++) await withPasskey(actor);
  await Promise.allSettled(Array.from({ length: 6 }, () => withPasskey(actor)));
  const rows = await muster.services.database.read(actor, (db) =>
    db.selectFrom('passkeys').select('id').where('personId', '=', actor.personId).execute(),
  );
  return rows.length;
}

test('twenty passkeys are kept, and no more, however many come at once', async () => {
  assert.equal(await addSixToSeventeen(), 20);
});

test('without its lock there would be more: the race test sees it', async () => {
  faults.leaveOut('passkeys');
  assert.ok(await goesWrong(async () => (await addSixToSeventeen()) > 20));
});
