import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { invitationToken, invite, revokeInvitation } from '#features/spaces/server/invite.ts';
import { openSpace } from '#features/spaces/server/open-space.ts';
import type { PersonActor } from '#server/actor.ts';
import { execute } from '#server/commands/command.ts';
import { emailOf, somebody } from '../../../../tests/ground/people.ts';
import {
  openTestInstallation,
  type TestInstallation,
} from '../../../../tests/ground/test-installation.ts';
import { signInByOpenId } from './outside-identities.ts';
import { refuseUninvited } from './who-may-join.ts';

/** An installation whose operator lets in only those who were invited to a space. */
const DAY_MS = 86_400_000;
let now = Date.now();
let muster: TestInstallation;
let host: PersonActor;
let space: string;
before(async () => {
  muster = await openTestInstallation({ clock: { now: () => new Date(now) } });
  host = await somebody(muster.services);
  const opened = await execute(muster.services, host, openSpace, {
    name: 'Workshop',
    objective: 'sales',
    visibility: 'private',
    currency: 'EUR',
    locale: 'en',
    accent: 'oak',
  });
  assert.ok(opened.kind === 'done');
  space = opened.value.address;
});
after(() => muster.close());
beforeEach(() => letIn('invited'));

async function letIn(signUp: 'open' | 'invited'): Promise<void> {
  await muster.services.database.write({ kind: 'installation' }, (db) =>
    db.updateTable('installation').set({ signUp }).execute(),
  );
}

async function makeInvitation(options: object = {}): Promise<{ id: string; token: string }> {
  const made = await execute(muster.services, host, invite, { space, role: 'peer', ...options });
  assert.ok(made.kind === 'done', JSON.stringify(made));
  return { id: made.value.id, token: invitationToken(muster.services, made.value.id) };
}

async function askOverHttp(email: string, invitation?: string) {
  const response = await muster.api.fetch(
    new Request('http://muster.test/api/v1/sign-ups', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'New', email, password: 'three plain words', invitation }),
    }),
    { address: `10.1.0.${(asked += 1)}`, origin: 'http://muster.test' },
  );
  return { status: response.status, body: (await response.json()) as object };
}
let asked = 0;

let subjects = 0;
function comeFromOutside(email: string, invitation?: string) {
  const subject = `subject-${(subjects += 1)}`;
  const claims = { issuer: 'https://guild.example', subject, email, emailVerified: true };
  const from = { address: '10.0.0.1', device: 'test' };
  return signInByOpenId(muster.services, { claims, invitation }, from);
}

async function mayJoin(email: string | undefined, invitation?: string): Promise<boolean> {
  return (await refuseUninvited(muster.services, { email, invitation })) === undefined;
}

test('an uninvited address is refused with the reason, whether or not it has an account', async () => {
  const stranger = await askOverHttp('stranger@example.org');
  assert.equal(stranger.status, 409);
  assert.match(JSON.stringify(stranger.body), /"invited-only"/);
  assert.deepEqual(await askOverHttp(emailOf(await somebody(muster.services))), stranger);
  await letIn('open');
  assert.equal((await askOverHttp('stranger@example.org')).status, 202);
});

test('an address that was invited signs up, and so does whoever holds a link', async () => {
  await makeInvitation({ email: 'invited@example.org' });
  assert.equal((await askOverHttp('Invited@Example.org')).status, 202);
  const { token } = await makeInvitation();
  assert.equal((await askOverHttp('friend@example.org', token)).status, 202);
  assert.equal((await askOverHttp('friend@example.org', token.slice(1))).status, 409);
});

test('a link that was mailed to one address lets in no other', async () => {
  const { token } = await makeInvitation({ email: 'only@example.org' });
  assert.equal(await mayJoin('other@example.org', token), false);
  assert.equal(await mayJoin('only@example.org', token), true);
  assert.equal(await mayJoin(undefined, token), true);
});

test('an invitation that is over lets nobody in', async () => {
  const { id, token } = await makeInvitation();
  assert.equal(await mayJoin('late@example.org', token), true);
  const revoked = await execute(muster.services, host, revokeInvitation, { space, invitation: id });
  assert.equal(revoked.kind, 'done', JSON.stringify(revoked));
  assert.equal(await mayJoin('late@example.org', token), false);
  await makeInvitation({ email: 'late@example.org' });
  assert.equal(await mayJoin('late@example.org'), true);
  now += 400 * DAY_MS;
  assert.equal(await mayJoin('late@example.org'), false);
});

test('the first sign-in from outside needs an invitation, every later one does not', async () => {
  const refused = await comeFromOutside('outside@example.org');
  assert.equal(refused.kind === 'refused' && refused.because, 'invited-only');
  const { token } = await makeInvitation();
  assert.equal((await comeFromOutside('outside@example.org', token)).kind, 'done');
  assert.equal((await comeFromOutside('outside@example.org')).kind, 'done');
  await makeInvitation({ email: 'asked@example.org' });
  assert.equal((await comeFromOutside('asked@example.org')).kind, 'done');
  const member = emailOf(await somebody(muster.services));
  assert.equal((await comeFromOutside(member)).kind, 'done');
});
