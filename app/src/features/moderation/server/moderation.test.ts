import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import type { PersonActor } from '#server/actor.ts';
import { execute } from '#server/commands/command.ts';
import { testFaults } from '../../../../tests/ground/test-faults.ts';
import { somebody } from '../../../../tests/ground/people.ts';
import {
  openTestInstallation,
  type TestInstallation,
} from '../../../../tests/ground/test-installation.ts';
import { goesWrong } from '../../../../tests/ground/races.ts';
import { buildWorld, run, type World } from '../../../../tests/policy/world.ts';
import { reportComment, reportPost } from './file-report.ts';
import { readQueue, readSettled } from './moderation-reads.ts';
import { settleComment, settlePost, undoSettlement } from './settle-reports.ts';

const faults = testFaults();
let muster: TestInstallation;
before(async () => {
  muster = await openTestInstallation({ faults });
});
after(() => muster.close());

const reason = 'This is not kind.';

async function reported(visibility: 'public' | 'private' = 'public') {
  const world = await buildWorld(muster, visibility);
  const on = { space: world.address, comment: world.objects.comment ?? '' };
  return { world, on };
}

async function outcomeOf(
  actor: PersonActor,
  command: Parameters<typeof execute>[2],
  input: unknown,
) {
  const outcome = await execute(muster.services, actor, command, input);
  return outcome.kind === 'done' ? 'done' : (outcome.because ?? outcome.name);
}

async function queueOf(world: World, actor: PersonActor = world.people.host) {
  const read = await readQueue(muster.services, actor, world.address);
  if (read.kind === 'refused') return read.name;
  return read.value.subjects.map(({ object, reports }) => ({ object, reports: reports.length }));
}

test('a reader who is no member reports in a public space, and only the hosts see it', async () => {
  const { world, on } = await reported();
  const passerBy = await somebody(muster.services);
  assert.equal(await outcomeOf(passerBy, reportComment as never, { ...on, reason }), 'done');
  assert.deepEqual(await queueOf(world), [{ object: on.comment, reports: 1 }]);
  assert.equal(await queueOf(world, world.people.peer), 'not-allowed');
});

test('what is refused: own words, a second report, none at all, and a private space from outside', async () => {
  const { world, on } = await reported('private');
  const { peer, maker, host } = world.people;
  const outsider = await somebody(muster.services);
  const report = (actor: PersonActor, input: object) =>
    outcomeOf(actor, reportComment as never, { ...on, reason, ...input });
  assert.equal(await report(outsider, {}), 'not-found');
  assert.equal(await report(peer, {}), 'own-words');
  assert.equal(await report(maker, { reason: '  ' }), 'invalid');
  assert.equal(await report(maker, {}), 'done');
  assert.equal(await report(maker, { reason: 'Again' }), 'reported-already');
  assert.equal(
    await outcomeOf(host, settleComment as never, { ...on, outcome: 'removed' }),
    'invalid',
  );
  assert.equal(
    await outcomeOf(peer, settleComment as never, { ...on, outcome: 'kept' }),
    'not-allowed',
  );
  assert.equal(await outcomeOf(host, settleComment as never, { ...on, outcome: 'kept' }), 'done');
  assert.equal(
    await outcomeOf(host, settleComment as never, { ...on, outcome: 'kept' }),
    'settled-already',
  );
});

test('a host removes with a reason, all reports are settled, and undo puts it back', async () => {
  const { world, on } = await reported();
  const { host, maker, partner } = world.people;
  await run(muster, maker, reportComment, { ...on, reason });
  await run(muster, partner, reportComment, { ...on, reason });
  assert.deepEqual(await queueOf(world), [{ object: on.comment, reports: 2 }]);
  const settled = await run(muster, host, settleComment, { ...on, outcome: 'removed', reason });
  assert.deepEqual([settled.reports, await queueOf(world)], [2, []]);
  const shown = async () => {
    const path = `/api/v1/spaces/${world.address}/threads/${world.objects.thread}`;
    const answer = await muster.api.fetch(new Request(`http://muster.test${path}`), {
      address: '127.0.0.1',
    });
    const text = await answer.text();
    return { words: text.includes('"body":"Good."'), reason: text.includes(reason) };
  };
  assert.deepEqual(await shown(), { words: false, reason: true });
  const { settlement } = settled;
  const undo = { space: world.address, settlement };
  await run(muster, host, undoSettlement, undo);
  assert.deepEqual(await shown(), { words: true, reason: false });
  assert.equal(await outcomeOf(host, undoSettlement as never, undo), 'nothing-to-undo');
  const history = await readSettled(muster.services, host, world.address, {});
  const [newest] = history.kind === 'done' ? history.value.settlements : [];
  assert.ok(newest?.undoneAt && newest.reason === reason);
});

test('a post is taken down and put back the same way', async () => {
  const { world } = await reported();
  const on = { space: world.address, post: world.objects.post ?? '' };
  await run(muster, world.people.peer, reportPost, { ...on, reason });
  const { settlement } = await run(muster, world.people.host, settlePost, {
    ...on,
    outcome: 'removed',
    reason,
  });
  const path = `/api/v1/spaces/${world.address}/posts/${world.objects.post}`;
  const status = async () =>
    (await muster.api.fetch(new Request(`http://muster.test${path}`), { address: '::1' })).status;
  assert.equal(await status(), 404);
  await run(muster, world.people.host, undoSettlement, { space: world.address, settlement });
  assert.equal(await status(), 200);
});

test('every decision is in the audit, with who and why', async () => {
  const { world, on } = await reported();
  await run(muster, world.people.host, settleComment, { ...on, outcome: 'removed', reason });
  const acts = await muster.services.database.read({ kind: 'installation' }, (db) =>
    db
      .selectFrom('audits')
      .select(['act', 'reason'])
      .where('object', 'like', `%${on.comment}%`)
      .where('actorId', '=', world.people.host.personId)
      .orderBy('act')
      .execute(),
  );
  assert.deepEqual(acts, [
    { act: 'comment.removed', reason },
    { act: 'moderation.removed', reason },
  ]);
});

async function reportsAtOnce(): Promise<number> {
  const { world, on } = await reported();
  const passerBy = await somebody(muster.services);
  const outcomes = await Promise.all(
    Array.from({ length: 50 }, () =>
      execute(muster.services, passerBy, reportComment, { ...on, reason }),
    ),
  );
  const done = outcomes.filter(({ kind }) => kind === 'done').length;
  const [first] = (await queueOf(world)) as { reports: number }[];
  assert.equal(first?.reports, done);
  return done;
}

test('50 reports at once by one reader are one; without lock and key they are more', async () => {
  assert.equal(await reportsAtOnce(), 1);
  faults.leaveOut('reports-filed');
  // The key alone holds as well: a report that runs into it looks again, and is refused.
  assert.equal(await reportsAtOnce(), 1);
  const owner = new pg.Client({ connectionString: muster.ownerUrl });
  await owner.connect();
  await owner.query(
    'alter table reports drop constraint reports_space_id_subject_kind_subject_id_reporter_id_key',
  );
  assert.ok(await goesWrong(async () => (await reportsAtOnce()) > 1));
  faults.restore();
  await owner.end();
});

async function settledAtOnce(): Promise<number> {
  const { world, on } = await reported();
  await run(muster, world.people.maker, reportComment, { ...on, reason });
  const outcomes = await Promise.all(
    Array.from({ length: 50 }, () =>
      execute(muster.services, world.people.host, settleComment, { ...on, outcome: 'kept' }),
    ),
  );
  return outcomes.filter(({ kind }) => kind === 'done').length;
}

test('50 decisions at once settle a report once, and the lock is why', async () => {
  assert.equal(await settledAtOnce(), 1);
  faults.leaveOut('settling');
  assert.ok(await goesWrong(async () => (await settledAtOnce()) > 1));
  faults.restore();
});
