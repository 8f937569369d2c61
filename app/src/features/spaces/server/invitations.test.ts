import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { PersonActor } from '#server/actor.ts';
import { execute } from '#server/commands/command.ts';
import { emailOf, somebody } from '../../../../tests/ground/people.ts';
import { testFaults } from '../../../../tests/ground/test-faults.ts';
import {
  openTestInstallation,
  type TestInstallation,
} from '../../../../tests/ground/test-installation.ts';
import { goesWrong } from '../../../../tests/ground/races.ts';
import { acceptInvitation, readInvitation } from './accept-invitation.ts';
import { invitationToken, invite, revokeInvitation } from './invite.ts';
import { leaveSpace } from './memberships.ts';
import { openSpace } from './open-space.ts';

let muster: TestInstallation;
let host: PersonActor;
let address: string;
const faults = testFaults();

before(async () => {
  muster = await openTestInstallation({ faults });
  host = await somebody(muster.services, { name: 'Hanna' });
});
after(() => muster.close());

beforeEach(async () => {
  faults.restore();
  const space = {
    name: 'Workshop',
    objective: 'sales',
    visibility: 'private',
    currency: 'EUR',
    locale: 'en',
    accent: 'oak',
  };
  const opened = await execute(muster.services, host, openSpace, space);
  assert.equal(opened.kind, 'done');
  address = opened.value.address;
});

async function makeLink(options: object = {}): Promise<{ id: string; token: string }> {
  const made = await execute(muster.services, host, invite, {
    space: address,
    role: 'peer',
    ...options,
  });
  assert.equal(made.kind, 'done', JSON.stringify(made));
  return { id: made.value.id, token: invitationToken(muster.services, made.value.id) };
}

test('somebody with the link sees what it opens, joins once, and joining again changes nothing', async () => {
  const { token } = await makeLink({ role: 'partner' });
  const seen = await readInvitation(muster.services, token);
  assert.equal(seen.kind === 'done' && seen.value.space.name, 'Workshop');
  const peer = await somebody(muster.services);
  for (const attempt of [1, 2]) {
    const joined = await execute(muster.services, peer, acceptInvitation, { token });
    assert.deepEqual(
      joined,
      { kind: 'done', value: { address, role: 'partner' } },
      `attempt ${attempt}`,
    );
  }
  const late = await execute(muster.services, await somebody(muster.services), acceptInvitation, {
    token,
  });
  assert.equal(late.kind === 'refused' && late.because, 'invitation-used-up');
});

test('a link that nobody made finds nothing', async () => {
  const outcome = await execute(
    muster.services,
    await somebody(muster.services),
    acceptInvitation,
    { token: 'x'.repeat(43) },
  );
  assert.equal(outcome.kind === 'refused' && outcome.name, 'not-found');
});

test('an invitation by mail is for its address alone, and only once that address is confirmed', async () => {
  const invited = await somebody(muster.services, { verified: false });
  const { token } = await makeLink({ email: emailOf(invited) });
  const stranger = await execute(
    muster.services,
    await somebody(muster.services),
    acceptInvitation,
    { token },
  );
  assert.equal(stranger.kind === 'refused' && stranger.name, 'not-found');
  const unverified = await execute(muster.services, invited, acceptInvitation, { token });
  assert.equal(unverified.kind === 'refused' && unverified.because, 'verify-first');
  await muster.services.database.write({ kind: 'identity' }, (db) =>
    db
      .updateTable('accounts')
      .set({ emailVerifiedAt: new Date() })
      .where('personId', '=', invited.personId)
      .execute(),
  );
  assert.equal((await execute(muster.services, invited, acceptInvitation, { token })).kind, 'done');
});

test('the mail goes to the outbox with the link in it', async () => {
  const { token } = await makeLink({ email: 'Someone@Example.org', note: 'See you there' });
  const mail = await muster.services.database.read({ kind: 'installation' }, (db) =>
    db
      .selectFrom('mails')
      .selectAll()
      .where('recipient', '=', 'someone@example.org')
      .executeTakeFirstOrThrow(),
  );
  assert.match(mail.subject, /Hanna invites you to Workshop/);
  assert.ok(mail.body.includes(token) && mail.body.includes('See you there'));
});

test('an invitation that was taken back opens nothing', async () => {
  const { id, token } = await makeLink();
  await execute(muster.services, host, revokeInvitation, { space: address, invitation: id });
  const outcome = await execute(
    muster.services,
    await somebody(muster.services),
    acceptInvitation,
    { token },
  );
  assert.equal(outcome.kind === 'refused' && outcome.because, 'invitation-revoked');
});

const CROWD = 20;

/** How many of a crowd that arrives at once get through a link for five. */
async function rush(): Promise<number> {
  const { token } = await makeLink({ uses: 5 });
  const crowd = await Promise.all(Array.from({ length: CROWD }, () => somebody(muster.services)));
  const outcomes = await Promise.all(
    crowd.map((person) => execute(muster.services, person, acceptInvitation, { token })),
  );
  return outcomes.filter(({ kind }) => kind === 'done').length;
}

test('a link for five lets five in, however many come at once', async () => {
  for (let round = 0; round < 5; round++) assert.equal(await rush(), 5);
});

test('without its lock the link would let more in: the race test sees it', async () => {
  faults.leaveOut('invitation-uses');
  assert.ok(await goesWrong(async () => (await rush()) > 5));
});

const MOST_RACES = 40;

async function twoHostsLeave(): Promise<number> {
  const { token } = await makeLink({ role: 'host' });
  const second = await somebody(muster.services);
  assert.equal((await execute(muster.services, second, acceptInvitation, { token })).kind, 'done');
  const outcomes = await Promise.all(
    [host, second].map((actor) => execute(muster.services, actor, leaveSpace, { space: address })),
  );
  return outcomes.filter(({ kind }) => kind === 'done').length;
}

async function openNext(): Promise<void> {
  const opened = await execute(muster.services, host, openSpace, {
    name: 'Next',
    objective: 'sales',
    visibility: 'private',
    currency: 'EUR',
    locale: 'en',
    accent: 'oak',
  });
  assert.equal(opened.kind, 'done');
  address = opened.value.address;
}

test('two hosts who leave at once never leave a space without a host', async () => {
  for (let round = 0; round < 5; round++) {
    assert.equal(await twoHostsLeave(), 1);
    await openNext();
  }
});

test('without its lock both hosts would be gone: the race test sees it', async () => {
  faults.leaveOut('space-hosts');
  const gone: number[] = [];
  // Two who are one after the other by luck prove nothing, so they are asked again.
  while (!gone.includes(2) && gone.length < MOST_RACES) {
    await openNext();
    gone.push(await twoHostsLeave());
  }
  assert.ok(gone.includes(2), `both left in none of ${gone.length} races`);
});
