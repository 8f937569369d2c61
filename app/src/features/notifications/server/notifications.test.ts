import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { reportComment } from '#features/moderation/server/file-report.ts';
import { settleComment } from '#features/moderation/server/settle-reports.ts';
import { joinSpace, removeMember, changeMember } from '#features/spaces/server/memberships.ts';
import { editComment, followThread, react } from '#features/threads/server/change-comment.ts';
import { writeComment } from '#features/threads/server/write-comment.ts';
import type { PersonActor } from '#server/actor.ts';
import { execute } from '#server/commands/command.ts';
import { testFaults } from '../../../../tests/ground/test-faults.ts';
import { emailOf, somebody } from '../../../../tests/ground/people.ts';
import {
  openTestInstallation,
  type TestInstallation,
} from '../../../../tests/ground/test-installation.ts';
import { goesWrong } from '../../../../tests/ground/races.ts';
import { buildWorld, run, type World } from '../../../../tests/policy/world.ts';
import { sendDigests } from './digest.job.ts';
import { noticeUnanswered } from './first-replies.job.ts';
import { chooseNotification, markRead } from './manage-notifications.ts';
import { mailNotification } from './notification-mail.job.ts';
import { readUnread, readNotifications } from './notification-reads.ts';

const faults = testFaults();
let now = new Date('2026-03-02T05:00:00Z');
let muster: TestInstallation;
before(async () => {
  muster = await openTestInstallation({ faults, clock: { now: () => now } });
});
after(() => muster.close());

const later = (hours: number) => {
  now = new Date(now.getTime() + hours * 3_600_000);
};

async function told(actor: PersonActor, wanted = {}) {
  await muster.settle();
  const read = await readNotifications(muster.services, actor, wanted);
  assert.equal(read.kind, 'done');
  return read.value.notifications;
}
const kindsOf = async (actor: PersonActor) => (await told(actor)).map(({ kind }) => kind);

/** A world in which everything that came of building it has been read. */
async function quiet(visibility: 'public' | 'private' = 'private'): Promise<World> {
  const world = await buildWorld(muster, visibility);
  await muster.settle();
  for (const person of Object.values(world.people)) await readAll(person);
  later(0.02);
  return world;
}

/** The pool of the world closes eleven days from now: what is told then is read too. */
const readAll = (actor: PersonActor) =>
  run(muster, actor, markRead, { upTo: new Date(now.getTime() + 12 * 86_400_000).toISOString() });
const unread = (actor: PersonActor) => told(actor, { unread: 'true' });
const kindsUnread = async (actor: PersonActor) => (await unread(actor)).map(({ kind }) => kind);
const inThread = (world: World) => ({
  space: world.address,
  thread: world.objects.thread ?? '',
});

test('an answer, a call by name and a comment each tell the right people, once', async () => {
  const world = await quiet();
  const { host, peer, maker, partner } = world.people;
  const handle = `p-${maker.personId.slice(-12)}`;
  await run(muster, partner, writeComment, {
    ...inThread(world),
    body: `@${handle} what do you say?`,
    parent: world.objects.comment,
  });
  assert.deepEqual(await kindsUnread(peer), ['reply']);
  assert.deepEqual(await kindsUnread(maker), ['mention']);
  assert.deepEqual(await kindsUnread(host), ['post-talk']);
  assert.deepEqual(await kindsUnread(partner), []);
  await Promise.all([muster.settle(), muster.settle(), muster.settle()]);
  assert.equal((await unread(peer)).length, 1);
});

test('editing calls nobody twice, and somebody new once', async () => {
  const world = await quiet();
  const { peer, maker, partner } = world.people;
  const [first, second] = [maker, partner].map(({ personId }) => `p-${personId.slice(-12)}`);
  const { id } = await run(muster, peer, writeComment, {
    ...inThread(world),
    body: `@${first} look`,
  });
  await run(muster, peer, editComment, {
    space: world.address,
    comment: id,
    body: `@${first} @${second} look`,
    version: 1,
  });
  assert.deepEqual(
    [await kindsUnread(maker), await kindsUnread(partner)],
    [['mention'], ['mention']],
  );
});

test('reactions fold into one that names who, and end when the last is taken back', async () => {
  const world = await quiet();
  const { peer, maker, partner, host } = world.people;
  const on = { space: world.address, comment: world.objects.comment ?? '' };
  for (const actor of [maker, partner, host])
    await run(muster, actor, react, { ...on, kind: 'agree', on: true });
  const [folded, ...more] = await unread(peer);
  assert.equal(more.length, 0);
  assert.deepEqual([folded?.kind, folded?.facts.more], ['reaction', '1']);
  for (const actor of [maker, partner, host])
    await run(muster, actor, react, { ...on, kind: 'agree', on: false });
  assert.deepEqual(await kindsUnread(peer), []);
});

test('who follows is told; who muted the thread is not, but for their name', async () => {
  const world = await quiet();
  const { peer, partner, maker } = world.people;
  await run(muster, maker, followThread, { ...inThread(world), on: true });
  await run(muster, peer, followThread, { ...inThread(world), on: false });
  await run(muster, partner, writeComment, { ...inThread(world), body: 'News.' });
  assert.deepEqual([await kindsUnread(maker), await kindsUnread(peer)], [['comment'], []]);
  const handle = `p-${peer.personId.slice(-12)}`;
  await run(muster, partner, writeComment, { ...inThread(world), body: `@${handle}!` });
  assert.deepEqual(await kindsUnread(peer), ['mention']);
});

test('hosts hear of members and reports, reporters and authors of what became of it', async () => {
  const world = await quiet('public');
  const { host, peer } = world.people;
  const joiner = await somebody(muster.services, { name: 'Jo' });
  await run(muster, joiner, joinSpace, { space: world.address });
  await run(muster, host, changeMember, {
    space: world.address,
    person: joiner.personId,
    role: 'partner',
  });
  const on = { space: world.address, comment: world.objects.comment ?? '' };
  await run(muster, joiner, reportComment, { ...on, reason: 'Unkind' });
  assert.deepEqual((await kindsUnread(host)).toSorted(), ['new-member', 'report']);
  const waiting = (await unread(host)).find(({ kind }) => kind === 'report');
  assert.match(waiting?.path ?? '', /\/moderation$/);
  await run(muster, host, settleComment, { ...on, outcome: 'removed', reason: 'Not here.' });
  const mine = await unread(peer);
  assert.deepEqual([mine[0]?.kind, mine[0]?.excerpt], ['comment-removed', 'Not here.']);
  const theirs = await unread(joiner);
  assert.deepEqual(theirs.map(({ kind }) => kind).toSorted(), ['report-settled', 'role-changed']);
  assert.deepEqual(await kindsUnread(host), ['new-member'], 'what is removed waits no more');
});

test('whoever invited hears that it was accepted, and not of a new member besides', async () => {
  const world = await buildWorld(muster, 'private');
  const kinds = await kindsOf(world.people.host);
  assert.equal(kinds.filter((kind) => kind === 'invitation-accepted').length, 3);
  assert.ok(!kinds.includes('new-member'));
});

test('whoever may not see it any more is neither shown, counted nor mailed', async () => {
  const world = await quiet();
  const { host, peer, partner } = world.people;
  const { id } = await run(muster, partner, writeComment, {
    ...inThread(world),
    body: 'A secret of this space',
    parent: world.objects.comment,
  });
  await muster.settle();
  assert.equal(await readUnread(muster.services, peer), 1);
  const [notification] = await unread(peer);
  await run(muster, host, removeMember, { space: world.address, person: peer.personId });
  assert.deepEqual([await unread(peer), await readUnread(muster.services, peer)], [[], 0]);
  await mailNotification.run(muster.services, {
    personId: peer.personId,
    notificationId: notification?.id,
  });
  assert.equal((await mailsTo(peer)).length, 0);
  await run(muster, host, settleComment, {
    space: world.address,
    comment: id,
    outcome: 'removed',
    reason: 'No secrets.',
  });
  assert.ok(!(await kindsUnread(host)).includes('post-talk'));
});

const mailsTo = (actor: PersonActor) =>
  muster.services.database.read({ kind: 'installation' }, (db) =>
    db
      .selectFrom('mails')
      .select(['kind', 'subject', 'body', 'unsubscribe'])
      .where('recipient', '=', emailOf(actor))
      .where('kind', 'in', ['notification', 'digest'])
      .execute(),
  );

test('a mail at once goes out once however often the job comes, and ends by its link', async () => {
  const world = await quiet();
  const { peer, partner } = world.people;
  await run(muster, partner, writeComment, {
    ...inThread(world),
    body: 'Forty centimetres.',
    parent: world.objects.comment,
  });
  const [notification] = await unread(peer);
  const job = { personId: peer.personId, notificationId: notification?.id };
  await Promise.all(Array.from({ length: 8 }, () => mailNotification.run(muster.services, job)));
  const [mail, ...more] = await mailsTo(peer);
  assert.equal(more.length, 0);
  assert.match(mail?.subject ?? '', /^partner answered you in «First»$/);
  assert.match(mail?.body ?? '', /> Forty centimetres\.[\s\S]*\?at=/);
  const token = mail?.unsubscribe?.split('/').at(-1) ?? '';
  const post = (text: string) =>
    muster.api.fetch(
      new Request(`http://muster.test/api/v1/unsubscriptions/${text}`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'List-Unsubscribe=One-Click',
      }),
      { address: '10.9.8.7' },
    );
  assert.equal((await post(`${token}x`)).status, 404);
  assert.equal((await post(token)).status, 200);
  later(0.01);
  await run(muster, partner, writeComment, {
    ...inThread(world),
    body: 'Or fifty.',
    parent: world.objects.comment,
  });
  await muster.settle();
  const row = await muster.services.database.read(peer, (db) =>
    db
      .selectFrom('notifications')
      .select('byMail')
      .where('personId', '=', peer.personId)
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow(),
  );
  assert.equal(row.byMail, 'off', 'still told in the app, no longer by mail');
});

test('the digest comes in the morning of the reader, once a day, with what is unread', async () => {
  const world = await quiet();
  const { maker, partner, peer } = world.people;
  await run(muster, maker, followThread, { ...inThread(world), on: true });
  await muster.services.database.write({ kind: 'identity' }, (db) =>
    sql`update people set time_zone = 'America/New_York', locale = 'de' where id = ${maker.personId}`.execute(
      db,
    ),
  );
  now = new Date('2026-03-10T11:30:00Z'); // 07:30 in New York, where summer time has begun
  const tooEarly = new Date('2026-03-10T10:30:00Z');
  await run(muster, partner, writeComment, { ...inThread(world), body: 'One.' });
  await run(muster, peer, writeComment, { ...inThread(world), body: 'Two.' });
  await muster.settle();
  const morning = now;
  now = tooEarly;
  await sendDigests.run(muster.services, {});
  assert.equal((await mailsTo(maker)).length, 0, 'half past six is no morning');
  now = morning;
  await Promise.all([1, 2, 3].map(() => sendDigests.run(muster.services, {})));
  const [digest, ...more] = await mailsTo(maker);
  assert.equal(more.length, 0);
  assert.match(digest?.subject ?? '', /^2 Mitteilungen/);
  assert.match(digest?.body ?? '', /partner hat in «First» etwas gesagt\n {2}One\./);
  await run(muster, partner, writeComment, { ...inThread(world), body: 'Three.' });
  await muster.settle();
  await sendDigests.run(muster.services, {});
  assert.equal((await mailsTo(maker)).length, 1, 'one a day');
  later(24);
  await sendDigests.run(muster.services, {});
  assert.equal((await mailsTo(maker)).length, 2);
});

test('first words without an answer are told to the hosts once', async () => {
  const world = await quiet();
  const { host, maker } = world.people;
  await run(muster, maker, writeComment, { ...inThread(world), body: 'My first words' });
  await readAll(host);
  await noticeUnanswered.run(muster.services, {});
  assert.ok(!(await kindsUnread(host)).includes('first-comment-unanswered'));
  later(25);
  await Promise.all([1, 2].map(() => noticeUnanswered.run(muster.services, {})));
  const alerts = (await unread(host)).filter(({ kind }) => kind === 'first-comment-unanswered');
  assert.deepEqual(
    alerts.map(({ excerpt }) => excerpt),
    ['My first words'],
  );
});

test('what somebody switched off is not told; what cannot be chosen is refused', async () => {
  const world = await quiet();
  const { peer, partner } = world.people;
  for (const kind of ['reply', 'comment'])
    await run(muster, peer, chooseNotification, { kind, choice: 'off' });
  await run(muster, partner, writeComment, {
    ...inThread(world),
    body: 'Hm.',
    parent: world.objects.comment,
  });
  assert.deepEqual(await kindsUnread(peer), []);
  const wrong = await execute(muster.services, peer, chooseNotification, {
    kind: 'reaction',
    choice: 'now',
  });
  assert.deepEqual(wrong.kind === 'refused' && wrong.fields, [
    { field: 'choice', reason: 'not-a-choice' },
  ]);
});

async function markedAtOnce(): Promise<number> {
  const world = await quiet();
  const { peer, partner } = world.people;
  for (const body of ['a', 'b', 'c'])
    await run(muster, partner, writeComment, {
      ...inThread(world),
      body,
      parent: world.objects.comment,
    });
  assert.equal((await unread(peer)).length, 3);
  const outcomes = await Promise.all(
    Array.from({ length: 50 }, () =>
      execute(muster.services, peer, markRead, { thread: world.objects.thread }),
    ),
  );
  return outcomes.reduce(
    (sum, outcome) => sum + (outcome.kind === 'done' ? outcome.value.marked : 0),
    0,
  );
}

test('50 windows that mark the same as read mark it once, and the lock is why', async () => {
  assert.equal(await markedAtOnce(), 3);
  faults.leaveOut('notifications-read');
  assert.ok(await goesWrong(async () => (await markedAtOnce()) > 3));
  faults.restore();
});
