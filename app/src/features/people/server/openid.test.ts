import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { Actor, PersonActor } from '#server/actor.ts';
import { execute } from '#server/commands/command.ts';
import type { Outcome } from '#server/outcome.ts';
import {
  type OpenIdProvider,
  type OutsidePerson,
  startOpenIdProvider,
} from '../../../../tests/ground/openid-provider.ts';
import { emailOf, somebody } from '../../../../tests/ground/people.ts';
import { testFaults } from '../../../../tests/ground/test-faults.ts';
import {
  openTestInstallation,
  type TestInstallation,
} from '../../../../tests/ground/test-installation.ts';
import { readAccount } from './account-reads.ts';
import { linkOpenId, proveByOpenId, signInByOpenId, unlinkOpenId } from './outside-identities.ts';
import { comeBackFromOpenId, leaveForOpenId, type TripPurpose } from './outside-trip.ts';
import { identifySession } from './sessions.ts';

/** Sign-in by a real provider over a socket: the browser's part is played by following its redirects. */
const from = { address: '10.0.0.1', device: 'test' };
const faults = testFaults();
let now = Date.now();
let provider: OpenIdProvider;
let muster: TestInstallation;
before(async () => {
  provider = await startOpenIdProvider();
  const clock = { now: () => new Date(now) };
  muster = await openTestInstallation({ settings: provider.settings, faults, clock });
  provider.allow(muster.config.origin);
});
after(async () => {
  await muster.close();
  await provider.close();
});
afterEach(() => faults.restore());

let subjects = 0;
/** The next to come to the provider is somebody new there. */
function stranger(claims: OutsidePerson): void {
  subjects += 1;
  provider.person.subject = `subject-${subjects}`;
  provider.person.claims = claims;
}

async function leave(purpose: TripPurpose = 'sign-in', actor: Actor = { kind: 'visitor' }) {
  const left = await leaveForOpenId(muster.services, actor, {
    purpose,
    next: '/spaces',
    browser: 'this browser',
  });
  assert.ok(left.kind === 'done', JSON.stringify(left));
  return provider.visit(left.value.goTo);
}

async function travel(purpose: TripPurpose = 'sign-in', actor?: Actor) {
  const query = await leave(purpose, actor);
  const came = await comeBackFromOpenId(muster.services, query, 'this browser');
  assert.ok(came?.claims.kind === 'done', JSON.stringify(came));
  return { ...came, claims: came.claims.value };
}

async function signInFromOutside(): Promise<Outcome<{ token: string }>> {
  const { claims } = await travel();
  return signInByOpenId(muster.services, { claims }, from);
}

async function personOf(outcome: Outcome<{ token: string }>): Promise<string | undefined> {
  assert.ok(outcome.kind === 'done', JSON.stringify(outcome));
  return (await identifySession(muster.services, outcome.value.token))?.person.id;
}

function because(outcome: Outcome<unknown>): string {
  return outcome.kind === 'refused' ? (outcome.because ?? outcome.name) : 'done';
}

test('somebody new comes in with a confirmed address, and is the same person the next time', async () => {
  stranger({ email: 'Nora@Guild.example', email_verified: true, name: 'Nora Quist' });
  const first = await signInFromOutside();
  assert.ok(first.kind === 'done');
  const session = await identifySession(muster.services, first.value.token);
  assert.equal(session?.person.name, 'Nora Quist');
  const account = await readAccount(muster.services, session.actor);
  assert.ok(account.kind === 'done');
  assert.equal(account.value.person.email, 'nora@guild.example');
  assert.equal(account.value.person.verified, true);
  provider.person.claims = { email: 'other@guild.example', email_verified: true };
  assert.equal(await personOf(await signInFromOutside()), session.person.id);
});

test('an address that the provider has not confirmed opens nothing, and makes nothing', async () => {
  const owner = await somebody(muster.services);
  for (const claims of [
    { email: emailOf(owner), email_verified: false },
    { email: emailOf(owner) },
    { email: 'unconfirmed@guild.example', email_verified: false },
    {},
  ]) {
    stranger(claims);
    assert.equal(because(await signInFromOutside()), 'openid-unverified');
  }
});

test('a confirmed address finds the account that has confirmed it too', async () => {
  const owner = await somebody(muster.services, { passwordHash: 'some' });
  stranger({ email: emailOf(owner), email_verified: true });
  assert.equal(await personOf(await signInFromOutside()), owner.personId);
  const account = await readAccount(muster.services, owner);
  assert.ok(account.kind === 'done' && account.value.waysIn.password);
});

test('whoever signed up before with an address that is not theirs is out once its owner comes', async () => {
  const squatter = await somebody(muster.services, { verified: false, passwordHash: 'squatted' });
  stranger({ email: emailOf(squatter), email_verified: true });
  const entered = await signInFromOutside();
  assert.equal(await personOf(entered), squatter.personId);
  const account = await readAccount(muster.services, squatter);
  assert.ok(account.kind === 'done');
  assert.equal(account.value.waysIn.password, null);
  assert.equal(account.value.person.verified, true);
  assert.equal(account.value.devices.length, 1);
});

test('only the browser that left may come back, and only once', async () => {
  stranger({ email: 'once@guild.example', email_verified: true });
  const query = await leave();
  assert.equal(await comeBackFromOpenId(muster.services, query, 'another browser'), undefined);
  assert.ok(await comeBackFromOpenId(muster.services, query, 'this browser'));
  assert.equal(await comeBackFromOpenId(muster.services, query, 'this browser'), undefined);
});

test('a trip that took more than ten minutes is over', async () => {
  const query = await leave();
  now += 10 * 60_000 + 1;
  assert.equal(await comeBackFromOpenId(muster.services, query, 'this browser'), undefined);
  now = Date.now();
});

test('a code from another trip is not accepted', async () => {
  stranger({ email: 'mixed@guild.example', email_verified: true });
  const [mine, others] = [await leave(), await leave()];
  mine.set('code', others.get('code') ?? '');
  const came = await comeBackFromOpenId(muster.services, mine, 'this browser');
  assert.equal(came && because(came.claims), 'openid-declined');
});

test('a provider that says no is heard', async () => {
  const query = await leave();
  query.delete('code');
  query.set('error', 'access_denied');
  const came = await comeBackFromOpenId(muster.services, query, 'this browser');
  assert.equal(came && because(came.claims), 'openid-declined');
});

async function linkTo(actor: PersonActor) {
  const { claims } = await travel('link', actor);
  return execute(muster.services, actor, linkOpenId, claims);
}

test('somebody links the provider, and then gets in by it, whatever address it names', async () => {
  const actor = await somebody(muster.services);
  stranger({ email: 'elsewhere@guild.example', email_verified: false });
  assert.equal(because(await linkTo(actor)), 'done');
  assert.equal(await personOf(await signInFromOutside()), actor.personId);
  assert.equal(because(await linkTo(await somebody(muster.services))), 'openid-taken');
});

test('linking and unlinking need a proof, and the last way in stays', async () => {
  const actor = await somebody(muster.services);
  const provedAt = new Date(now - 600_001);
  const stale: PersonActor = { ...actor, by: { kind: 'session', id: actor.personId, provedAt } };
  stranger({});
  assert.equal(because(await linkTo(stale)), 'prove-again');
  assert.equal(because(await linkTo(actor)), 'done');
  const unlink = (as: PersonActor) => execute(muster.services, as, unlinkOpenId, {});
  assert.equal(because(await unlink(stale)), 'prove-again');
  assert.equal(because(await unlink(actor)), 'last-way-in');
  const other = await somebody(muster.services, { passwordHash: 'some' });
  stranger({});
  assert.equal(because(await linkTo(other)), 'done');
  assert.equal(because(await unlink(other)), 'done');
});

test('a proof at the provider counts only for the identity that is linked', async () => {
  const actor = await somebody(muster.services);
  stranger({});
  await linkTo(actor);
  const { claims } = await travel('prove', actor);
  const token = { kind: 'token', id: actor.personId, scopes: [], provedAt: null } as const;
  const byToken: PersonActor = { ...actor, by: { ...token, scopes: [] } };
  assert.equal(because(await proveByOpenId(muster.services, byToken, claims)), 'done');
  stranger({});
  const other = await travel('prove', actor);
  assert.equal(because(await proveByOpenId(muster.services, actor, other.claims)), 'openid-other');
});

test('twenty first sign-ins of one person at once make one account', async () => {
  stranger({ email: 'many@guild.example', email_verified: true });
  const { claims } = await travel();
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, () => signInByOpenId(muster.services, { claims }, from)),
  );
  const people = new Set(await Promise.all(outcomes.map(personOf)));
  assert.equal(people.size, 1);
});

test('while the provider is down one is told so, and it is found again once it is back', async () => {
  const down = await openTestInstallation({
    settings: provider.settings,
    clock: { now: () => new Date(now) },
  });
  await provider.stop();
  const trip = { purpose: 'sign-in', next: '/', browser: 'this browser' } as const;
  const ask = () => leaveForOpenId(down.services, { kind: 'visitor' }, trip);
  assert.equal(because(await ask()), 'openid-down');
  await provider.resume();
  now += 3_001;
  assert.equal(because(await ask()), 'done');
  await down.close();
});

test('a provider that goes down during the trip is said to be down', async () => {
  stranger({ email: 'cut@guild.example', email_verified: true });
  const query = await leave();
  await provider.stop();
  const came = await comeBackFromOpenId(muster.services, query, 'this browser');
  await provider.resume();
  assert.equal(came && because(came.claims), 'openid-down');
});
