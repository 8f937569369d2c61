import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import pg from 'pg';
import type { PersonActor } from '#server/actor.ts';
import { type Command, execute } from '#server/commands/command.ts';
import { newId } from '#server/ids.ts';
import type { Outcome } from '#server/outcome.ts';
import { emailOf, somebody } from '../../../../tests/ground/people.ts';
import { testFaults } from '../../../../tests/ground/test-faults.ts';
import {
  openTestInstallation,
  type TestInstallation,
} from '../../../../tests/ground/test-installation.ts';
import { goesWrong } from '../../../../tests/ground/races.ts';
import { askNewEmail } from './change-email.ts';
import { changeProfile } from './change-profile.ts';
import { verifyEmail } from './confirm-address.ts';
import { makeAccessToken } from './manage-access-tokens.ts';
import { chooseNewPassword, mailRecovery } from './recover.ts';
import { signUp } from './sign-up.ts';

/** Commands with a limit or a name that one person alone may have: many at once, and once more with the guard left out. */
const identity = { kind: 'identity' } as const;
const MANY = 50;
const faults = testFaults();
let muster: TestInstallation;
before(async () => {
  muster = await openTestInstallation({ faults });
});
after(() => muster.close());
afterEach(() => faults.restore());

async function atOnce<Input, Subject, Value>(
  actors: readonly (PersonActor | typeof identity)[],
  command: Command<Input, Subject, Value>,
  input: unknown,
): Promise<Outcome<Value>[]> {
  return Promise.all(actors.map((actor) => execute(muster.services, actor, command, input)));
}

function doneOf(outcomes: Outcome<unknown>[]): number {
  return outcomes.filter(({ kind }) => kind === 'done').length;
}

/** As the owner of the tables, on the database of this file alone. */
async function asOwner(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: muster.ownerUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text, values)).rows;
  } finally {
    await client.end();
  }
}

async function count(text: string, values: unknown[]): Promise<number> {
  return Number((await asOwner(`select count(*) as count from ${text}`, values))[0]?.count);
}

async function mailedToken(recipient: string, kind: string): Promise<string> {
  const [mail] = await asOwner(
    'select body from mails where recipient = $1 and kind = $2 order by created_at desc limit 1',
    [recipient, kind],
  );
  return /\/(?:verify|recover)\/([\w-]+)/.exec(String(mail?.body))?.[1] ?? '';
}

async function signUpMany(): Promise<number> {
  const email = `${newId(new Date()).slice(-12)}@example.org`;
  const input = { name: 'Same', email, locale: 'en', passwordHash: 'p'.repeat(40) };
  const outcomes = await atOnce(
    Array.from({ length: MANY }, () => identity),
    signUp,
    input,
  );
  assert.equal(doneOf(outcomes), MANY);
  return count('accounts where email = $1', [email]);
}

test('fifty who sign up with one address at once make one account', async () => {
  for (let round = 0; round < 5; round++) assert.equal(await signUpMany(), 1);
});

test('without lock and key there would be more: the race test sees it', async () => {
  await asOwner('alter table accounts drop constraint accounts_email_key');
  faults.leaveOut('sign-up');
  assert.ok(await goesWrong(async () => (await signUpMany()) > 1));
  await asOwner(
    'delete from accounts where email in (select email from accounts group by 1 having count(*) > 1)',
  );
  await asOwner('alter table accounts add constraint accounts_email_key unique (email)');
});

test('a link that fifty open at once is used once', async () => {
  const email = 'one-link@example.org';
  const input = { name: 'One', email, locale: 'en', passwordHash: 'p'.repeat(40) };
  await execute(muster.services, identity, signUp, input);
  const token = await mailedToken(email, 'verify-email');
  const outcomes = await atOnce(
    Array.from({ length: MANY }, () => identity),
    verifyEmail,
    { token },
  );
  assert.equal(doneOf(outcomes), 1);
});

test('of twenty who choose a password with one link at once, one is heard', async () => {
  const actor = await somebody(muster.services);
  await execute(muster.services, identity, mailRecovery, { email: emailOf(actor) });
  const token = await mailedToken(emailOf(actor), 'recover');
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, (_, turn) =>
      chooseNewPassword(muster.services, { token, password: `three plain words ${turn}` }),
    ),
  );
  assert.equal(doneOf(outcomes), 1);
});

async function askRecoveryMany(): Promise<number> {
  const actor = await somebody(muster.services);
  const email = emailOf(actor);
  await atOnce(
    Array.from({ length: 20 }, () => identity),
    mailRecovery,
    { email },
  );
  return count(`mailed_tokens where person_id = $1 and purpose = 'recover' and used_at is null`, [
    actor.personId,
  ]);
}

test('however often recovery is asked for at once, one link holds', async () => {
  for (let round = 0; round < 5; round++) assert.equal(await askRecoveryMany(), 1);
});

test('without its lock more links would hold: the race test sees it', async () => {
  faults.leaveOut('recovery');
  assert.ok(await goesWrong(async () => (await askRecoveryMany()) > 1));
});

async function wantHandle(): Promise<number> {
  const handle = `h-${newId(new Date()).slice(-12)}`;
  const people = await Promise.all(Array.from({ length: MANY }, () => somebody(muster.services)));
  await atOnce(people, changeProfile, { handle });
  return count('people where handle = $1', [handle]);
}

test('a handle that fifty want at once goes to one', async () => {
  for (let round = 0; round < 5; round++) assert.equal(await wantHandle(), 1);
});

test('without its key several would have it: the race test sees it', async () => {
  await asOwner('alter table people drop constraint people_handle_key');
  assert.ok((await wantHandle()) > 1);
  await asOwner(
    `update people set handle = 'x-' || right(id::text, 12) where handle in (select handle from people group by 1 having count(*) > 1)`,
  );
  await asOwner('alter table people add constraint people_handle_key unique (handle)');
});

/** Two people confirm the same new address at once; answers how many have it then. */
async function moveToOne(): Promise<number> {
  const email = `${newId(new Date()).slice(-12)}@example.org`;
  const tokens: string[] = [];
  for (let mover = 0; mover < 2; mover++) {
    await execute(muster.services, await somebody(muster.services), askNewEmail, { email });
    tokens.push(await mailedToken(email, 'change-email'));
  }
  await Promise.all(
    tokens.map((token) => execute(muster.services, identity, verifyEmail, { token })),
  );
  return count('accounts where email = $1', [email]);
}

test('an address to which two move at once goes to one', async () => {
  for (let round = 0; round < 10; round++) assert.equal(await moveToOne(), 1);
});

test('without lock and key both would have it: the race test sees it', async () => {
  await asOwner('alter table accounts drop constraint accounts_email_key');
  faults.leaveOut('sign-up');
  assert.ok(await goesWrong(async () => (await moveToOne()) === 2));
  await asOwner(
    'delete from accounts where email in (select email from accounts group by 1 having count(*) > 1)',
  );
  await asOwner('alter table accounts add constraint accounts_email_key unique (email)');
});

/** Somebody with 45 access tokens makes twenty at once; answers how many there are then. */
async function makeTokens(): Promise<number> {
  const actor = await somebody(muster.services);
  await asOwner(
    `insert into access_tokens (token_hash, id, person_id, name, scopes, created_at)
     select sha256(convert_to(n::text || $1, 'UTF8')), gen_random_uuid(), $1::uuid, 'n', '{read}', now() from generate_series(1, 45) n`,
    [actor.personId],
  );
  const actors = Array.from({ length: 20 }, () => actor);
  await atOnce(actors, makeAccessToken, { name: 'script', scopes: ['read'] });
  return count('access_tokens where person_id = $1', [actor.personId]);
}

test('fifty access tokens are kept, and no more, however many come at once', async () => {
  for (let round = 0; round < 5; round++) assert.equal(await makeTokens(), 50);
});

test('without its lock there would be more: the race test sees it', async () => {
  faults.leaveOut('access-tokens');
  assert.ok(await goesWrong(async () => (await makeTokens()) > 50));
});
