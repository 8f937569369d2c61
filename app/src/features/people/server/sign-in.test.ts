import assert from 'node:assert/strict';
import { argon2Sync } from 'node:crypto';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type { KyselyPlugin } from 'kysely';
import type { PersonActor } from '#server/actor.ts';
import { execute } from '#server/commands/command.ts';
import type { Outcome } from '#server/outcome.ts';
import { emailOf, somebody } from '../../../../tests/ground/people.ts';
import {
  openTestInstallation,
  type TestInstallation,
} from '../../../../tests/ground/test-installation.ts';
import { changePassword } from './change-password.ts';
import { askNewEmail } from './change-email.ts';
import { verifyEmail } from './confirm-address.ts';
import { makeAccessToken } from './manage-access-tokens.ts';
import { hashPassword } from './passwords.ts';
import { proveByPassword } from './prove.ts';
import { askRecovery, chooseNewPassword, mailRecovery } from './recover.ts';
import { requireProof } from './require-proof.ts';
import { identifySession } from './sessions.ts';
import { signIn } from './sign-in.ts';
import { askToSignUp } from './sign-up.ts';

const PASSWORD = 'three plain words';
const from = { address: '10.0.0.1', device: 'test' };
const identity = { kind: 'identity' } as const;
let now = Date.parse('2026-11-25T10:00:00Z');
let muster: TestInstallation;
before(async () => {
  muster = await openTestInstallation({ clock: { now: () => new Date(now) } });
});
after(() => muster.close());

async function withPassword(): Promise<PersonActor> {
  return somebody(muster.services, { passwordHash: await hashPassword(PASSWORD) });
}

function signInAs(actor: PersonActor, password = PASSWORD, address = from.address) {
  return signIn(muster.services, { email: emailOf(actor), password }, { ...from, address });
}

async function sessionOf(outcome: Outcome<{ token: string }>) {
  assert.ok(outcome.kind === 'done', JSON.stringify(outcome));
  const session = await identifySession(muster.services, outcome.value.token);
  assert.ok(session);
  return session;
}

async function mailTo(recipient: string, kind: string): Promise<string> {
  const mail = await muster.services.database.read({ kind: 'installation' }, (db) =>
    db
      .selectFrom('mails')
      .select('body')
      .where('recipient', '=', recipient)
      .where('kind', '=', kind)
      .orderBy('createdAt', 'desc')
      .executeTakeFirstOrThrow(),
  );
  return mail.body;
}

function tokenIn(body: string): string {
  return /\/(?:verify|recover)\/([\w-]+)/.exec(body)?.[1] ?? '';
}

test('a proof is ten minutes old at most, and the password renews it with a new token', async () => {
  const actor = await withPassword();
  const first = await signInAs(actor);
  const session = await sessionOf(first);
  now += 10 * 60_000 + 1;
  const old = requireProof({ actor: session.actor, now: new Date(now) });
  assert.equal(old?.name, 'prove-again');
  const given = { password: PASSWORD };
  const proved = await proveByPassword(muster.services, session.actor, given, from);
  assert.ok(proved.kind === 'done' && proved.value.token && first.kind === 'done');
  assert.equal(await identifySession(muster.services, first.value.token), undefined);
  const renewed = await identifySession(muster.services, proved.value.token);
  assert.ok(renewed);
  assert.equal(requireProof({ actor: renewed.actor, now: new Date(now) }), undefined);
});

test('a wrong password proves nothing, and says so at its field', async () => {
  const { actor } = await sessionOf(await signInAs(await withPassword()));
  const outcome = await proveByPassword(muster.services, actor, { password: 'not it' }, from);
  assert.ok(outcome.kind === 'refused');
  assert.deepEqual(outcome.fields, [{ field: 'password', reason: 'not-your-password' }]);
});

test('without a proof no access token is made and no address moves', async () => {
  const actor = await withPassword();
  const by = { kind: 'session', id: actor.personId, provedAt: new Date(now - 600_001) } as const;
  const stale: PersonActor = { ...actor, by };
  const token = { name: 'script', scopes: ['read'] };
  for (const outcome of [
    await execute(muster.services, stale, makeAccessToken, token),
    await execute(muster.services, stale, askNewEmail, { email: 'moved@example.org' }),
    await changePassword(muster.services, stale, { newPassword: 'other plain words' }),
  ])
    assert.equal(outcome.kind === 'refused' && outcome.name, 'prove-again');
});

test('a new password signs every other device out, and this one stays', async () => {
  const actor = await withPassword();
  const here = await sessionOf(await signInAs(actor));
  const there = await signInAs(actor);
  const changed = await changePassword(muster.services, here.actor, {
    newPassword: 'other plain words',
  });
  assert.equal(changed.kind, 'done');
  assert.ok(there.kind === 'done');
  assert.equal(await identifySession(muster.services, there.value.token), undefined);
  assert.equal((await signInAs(actor)).kind, 'refused');
  assert.equal((await signInAs(actor, 'other plain words')).kind, 'done');
  assert.match(await mailTo(emailOf(actor), 'password-set'), /changed/);
});

test('an account moves to a new address once its mail is opened, and the old one is told', async () => {
  const actor = await withPassword();
  const email = `new-${emailOf(actor)}`;
  await execute(muster.services, identity, mailRecovery, { email: emailOf(actor) });
  const oldLink = tokenIn(await mailTo(emailOf(actor), 'recover'));
  assert.equal((await execute(muster.services, actor, askNewEmail, { email })).kind, 'done');
  assert.equal((await signInAs(actor)).kind, 'done');
  const token = tokenIn(await mailTo(email, 'change-email'));
  assert.equal((await execute(muster.services, identity, verifyEmail, { token })).kind, 'done');
  assert.equal((await signInAs(actor)).kind, 'refused');
  const outcome = await signIn(muster.services, { email, password: PASSWORD }, from);
  assert.equal(outcome.kind, 'done');
  assert.match(await mailTo(emailOf(actor), 'email-changed'), /moved/);
  const late = await chooseNewPassword(muster.services, { token: oldLink, password: PASSWORD });
  assert.equal(late.kind === 'refused' && late.because, 'link-used');
});

test('an address that has an account is not taken over, and only its mailbox learns of it', async () => {
  const [actor, other] = [await withPassword(), await withPassword()];
  const email = emailOf(other);
  assert.equal((await execute(muster.services, actor, askNewEmail, { email })).kind, 'done');
  const token = tokenIn(await mailTo(email, 'change-email'));
  const outcome = await execute(muster.services, identity, verifyEmail, { token });
  assert.equal(outcome.kind === 'refused' && outcome.because, 'address-taken');
});

test('a password kept by lesser numbers is kept by those of today once it is shown', async () => {
  const nonce = Buffer.alloc(16, 7);
  const lesser = { memory: 8192, passes: 1, parallelism: 1, tagLength: 32 };
  const tag = argon2Sync('argon2id', { message: PASSWORD, nonce, ...lesser });
  const coded = [nonce, tag].map((bytes) => bytes.toString('base64').replaceAll('=', '')).join('$');
  const passwordHash = `$argon2id$v=19$m=8192,t=1,p=1$${coded}`;
  const actor = await somebody(muster.services, { passwordHash });
  assert.equal((await signInAs(actor)).kind, 'done');
  const kept = await muster.services.database.read(identity, (db) =>
    db
      .selectFrom('accounts')
      .select('passwordHash')
      .where('personId', '=', actor.personId)
      .executeTakeFirstOrThrow(),
  );
  assert.match(kept.passwordHash ?? '', /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  assert.equal((await signInAs(actor)).kind, 'done');
});

test('tries from one IPv6 subscriber count as one, and do not use up those of the account', async () => {
  const actor = await withPassword();
  const limited: string[] = [];
  for (let turn = 0; turn < 40; turn++) {
    const stranger = `2001:db8:1:2:${turn.toString(16)}::1`;
    const email = `nobody-${turn}@example.org`;
    const given = { email: turn % 8 === 0 ? emailOf(actor) : email, password: 'a guess' };
    const outcome = await signIn(muster.services, given, { ...from, address: stranger });
    if (outcome.kind === 'refused') limited.push(outcome.name);
  }
  assert.equal(limited.filter((name) => name === 'too-many').length, 10);
  assert.equal((await signInAs(actor, PASSWORD, '192.0.2.7')).kind, 'done');
});

/** The statements that one request sends to the database, without their values. */
async function statementsOf(run: () => Promise<unknown>): Promise<string[]> {
  const seen: string[] = [];
  const { database } = muster.services;
  const watched: typeof database = {
    ...database,
    write: (actor, work) =>
      database.write(actor, (db) => {
        seen.push('write');
        return work(db.withPlugin(watcher(seen)));
      }),
    read: (actor, work) =>
      database.read(actor, (db) => {
        seen.push('read');
        return work(db.withPlugin(watcher(seen)));
      }),
  };
  muster.services.database = watched;
  try {
    await run();
  } finally {
    muster.services.database = database;
  }
  return seen;
}

function watcher(seen: string[]): KyselyPlugin {
  return {
    transformQuery: ({ node }) => {
      seen.push(node.kind);
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  };
}

test('asking to recover does the same work for an address with an account and for one without', async () => {
  const actor = await withPassword();
  const known = await statementsOf(() =>
    execute(muster.services, identity, askRecovery, { email: emailOf(actor) }),
  );
  const unknown = await statementsOf(() =>
    execute(muster.services, identity, askRecovery, { email: 'nobody@example.org' }),
  );
  assert.ok(known.length > 0);
  assert.deepEqual(known, unknown);
});

test('signing up does the same work for an address with an account and for one without', async () => {
  const actor = await withPassword();
  const input = { name: 'New', password: PASSWORD };
  const known = await statementsOf(() =>
    askToSignUp(muster.services, { ...input, email: emailOf(actor) }),
  );
  const unknown = await statementsOf(() =>
    askToSignUp(muster.services, { ...input, email: 'nobody-yet@example.org' }),
  );
  assert.ok(known.length > 0);
  assert.deepEqual(known, unknown);
});

test('signing in does the same work for a wrong password and for an unknown address', async () => {
  const actor = await withPassword();
  const known = await statementsOf(() => signInAs(actor, 'not it'));
  const unknown = await statementsOf(() =>
    signIn(muster.services, { email: 'nobody@example.org', password: 'not it' }, from),
  );
  assert.ok(known.length > 0);
  assert.deepEqual(known, unknown);
});

test('while passwords are hashed no connection is held', async () => {
  const asked = Array.from({ length: 8 }, (_, turn) =>
    askToSignUp(muster.services, {
      name: 'New',
      email: `slow-${turn}@example.org`,
      password: PASSWORD,
    }),
  );
  await setTimeout(10);
  const { open, idle } = muster.services.database.pressure();
  assert.equal(open - idle, 0);
  await Promise.all(asked);
});
