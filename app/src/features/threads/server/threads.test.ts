import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openSpace } from '#features/spaces/server/open-space.ts';
import type { PersonActor } from '#server/actor.ts';
import { beginChange } from '#server/commands/change.ts';
import { type Command, execute } from '#server/commands/command.ts';
import { noFaults } from '#server/faults.ts';
import { newId } from '#server/ids.ts';
import {
  openTestInstallation,
  type TestInstallation,
} from '../../../../tests/ground/test-installation.ts';
import { editComment, lockThread, react, removeComment, restoreComment } from './change-comment.ts';
import { readThread, readVersions } from './thread-reads.ts';
import { openThread } from './thread-subjects.ts';
import { MOST_COMMENTS_AT_A_STRETCH, writeComment } from './write-comment.ts';

let muster: TestInstallation;
let unlocked = false;
before(async () => {
  muster = await openTestInstallation({
    live: true,
    faults: { ...noFaults, withoutLock: (name) => unlocked && name === 'comments-written' },
  });
});
after(() => muster.close());

async function somebody(
  name = 'Somebody',
  verified = true,
): Promise<PersonActor & { handle: string }> {
  const id = newId(new Date());
  const handle = `p-${id.slice(-10)}`;
  await muster.services.database.write({ kind: 'identity' }, async (db) => {
    await db.insertInto('people').values({ id, handle, name, createdAt: new Date() }).execute();
    await db
      .insertInto('accounts')
      .values({
        personId: id,
        email: `${handle}@mail.example`,
        emailVerifiedAt: verified ? new Date() : null,
        createdAt: new Date(),
      })
      .execute();
  });
  return {
    kind: 'person',
    personId: id,
    operator: false,
    handle,
    by: { kind: 'session', id: newId(new Date()), provedAt: new Date() },
  };
}

async function must<I, S, V>(
  actor: PersonActor,
  command: Command<I, S, V>,
  input: unknown,
  key?: string,
): Promise<V> {
  const outcome = await execute(muster.services, actor, command, input, { key });
  assert.equal(outcome.kind, 'done', JSON.stringify(outcome));
  return outcome.value;
}

async function thread(visibility = 'public') {
  const host = await somebody('Host');
  const space = await must(host, openSpace, {
    name: 'Bench',
    objective: 'research',
    visibility,
    currency: 'EUR',
    locale: 'en',
    accent: 'oak',
  });
  const id = await muster.services.database.write(host, (db) =>
    openThread(beginChange(muster.services, host, db, []), {
      spaceId: space.id,
      kind: 'post',
      id: newId(new Date()),
      authorId: host.personId,
    }),
  );
  return { host, spaceId: space.id, on: { space: space.address, thread: id } };
}

async function joined(spaceId: string, name?: string, verified = true) {
  const peer = await somebody(name, verified);
  await muster.services.database.write(peer, (db) =>
    db
      .insertInto('memberships')
      .values({ spaceId, personId: peer.personId, role: 'peer', joinedAt: new Date() })
      .execute(),
  );
  return peer;
}

test('a reply is rendered, quotes what it answers, and calls only those who may read it', async () => {
  const { host, spaceId, on } = await thread('private');
  const peer = await joined(spaceId);
  const stranger = await somebody();
  const first = await must(host, writeComment, { ...on, body: 'How **wide**?' });
  const reply = await must(peer, writeComment, {
    ...on,
    body: `@${host.handle} @${stranger.handle} 40 cm`,
    parent: first.id,
  });
  assert.match(first.html ?? '', /<strong>wide<\/strong>/);
  assert.equal(reply.answers?.excerpt, 'How wide?');
  assert.equal(reply.html?.match(/class="mention"/g)?.length, 1);
});

test('a private thread is not there for outsiders, and nothing is written', async () => {
  const { on } = await thread('private');
  const outsider = await somebody();
  const outcome = await execute(muster.services, outsider, writeComment, { ...on, body: 'x' });
  assert.deepEqual(outcome, { kind: 'refused', name: 'not-found', fields: [] });
  const read = await muster.services.database.read(outsider, (db) =>
    readThread(muster.services, db, outsider, on),
  );
  assert.equal(read.kind === 'refused' && read.name, 'not-found');
});

test('who has not confirmed their address is told so; a visitor is asked to sign in', async () => {
  const { spaceId, on } = await thread();
  const outcome = await execute(
    muster.services,
    await joined(spaceId, 'New', false),
    writeComment,
    { ...on, body: 'x' },
  );
  assert.equal(outcome.kind === 'refused' && outcome.because, 'verify-first');
  const visited = await execute(muster.services, { kind: 'visitor' }, writeComment, {
    ...on,
    body: 'x',
  });
  assert.equal(visited.kind === 'refused' && visited.name, 'sign-in-needed');
});

test('an edit keeps what was said before, and a late one overwrites nothing', async () => {
  const { host, on } = await thread();
  const written = await must(host, writeComment, { ...on, body: 'one' });
  const edit = { space: on.space, comment: written.id, body: 'two', version: 1 };
  assert.equal((await must(host, editComment, edit)).version, 2);
  const late = await execute(muster.services, host, editComment, { ...edit, body: 'three' });
  assert.equal(late.kind === 'refused' && late.name, 'changed-meanwhile');
  const versions = await muster.services.database.read(host, (db) =>
    readVersions(muster.services, db, host, { ...on, comment: written.id }),
  );
  assert.deepEqual(versions.kind === 'done' && versions.value.versions.map(({ body }) => body), [
    'one',
  ]);
});

test('removal can be undone, a host gives a reason, and others may not', async () => {
  const { host, spaceId, on } = await thread();
  const [peer, other] = [await joined(spaceId), await joined(spaceId)];
  const { id } = await must(peer, writeComment, { ...on, body: 'words' });
  const target = { space: on.space, comment: id };
  assert.equal((await execute(muster.services, other, removeComment, target)).kind, 'refused');
  const silent = await execute(muster.services, host, removeComment, target);
  assert.deepEqual(silent.kind === 'refused' && silent.fields, [
    { field: 'reason', reason: 'required' },
  ]);
  assert.equal((await must(peer, removeComment, target)).body, null);
  assert.equal((await must(peer, restoreComment, target)).body, 'words');
  await must(host, removeComment, { ...target, reason: 'Off topic' });
  const undo = await execute(muster.services, peer, restoreComment, target);
  assert.equal(undo.kind === 'refused' && undo.because, 'undo-over');
});

test('50 reactions at once by one person are one', async () => {
  const { host, on } = await thread();
  const { id } = await must(host, writeComment, { ...on, body: 'x' });
  await Promise.all(
    Array.from({ length: 50 }, () =>
      must(host, react, { space: on.space, comment: id, kind: 'agree', on: true }),
    ),
  );
  const off = await must(host, react, { space: on.space, comment: id, kind: 'idea', on: false });
  assert.deepEqual(off.reactions, [{ kind: 'agree', count: 1 }]);
});

test('a locked thread takes no more comments', async () => {
  const { host, on } = await thread();
  await must(host, lockThread, { ...on, locked: true });
  const outcome = await execute(muster.services, host, writeComment, { ...on, body: 'x' });
  assert.equal(outcome.kind === 'refused' && outcome.because, 'thread-locked');
});

async function writtenAtOnce(): Promise<number> {
  // Four threads, so that the row of one thread does not order the writers by itself.
  const { host, spaceId, on } = await thread();
  const threads = [on.thread];
  for (let more = 0; more < 3; more++)
    threads.push(
      await muster.services.database.write(host, (db) =>
        openThread(beginChange(muster.services, host, db, []), {
          spaceId,
          kind: 'post',
          id: newId(new Date()),
          authorId: host.personId,
        }),
      ),
    );
  const outcomes = await Promise.all(
    Array.from({ length: 50 }, (_, nth) =>
      execute(muster.services, host, writeComment, {
        space: on.space,
        thread: threads[nth % 4],
        body: 'x',
      }),
    ),
  );
  return outcomes.filter(({ kind }) => kind === 'done').length;
}

test('50 comments at once stay within the limit, and the lock is why', async () => {
  assert.equal(await writtenAtOnce(), MOST_COMMENTS_AT_A_STRETCH);
  unlocked = true;
  assert.ok((await writtenAtOnce()) > MOST_COMMENTS_AT_A_STRETCH);
  unlocked = false;
});

test('the same key writes one comment, and every open window hears of it', async () => {
  const { host, spaceId, on } = await thread();
  const frames: string[] = [];
  const end = muster.services.live.subscribe({
    personId: undefined,
    spaceId,
    topics: new Set([`${spaceId}/thread:${on.thread}`]),
    send: (bytes) => frames.push(Buffer.from(bytes).toString()),
    close: () => undefined,
  });
  await new Promise((resolve) => setTimeout(resolve, 300));
  const views = await Promise.all(
    Array.from({ length: 10 }, () =>
      must(host, writeComment, { ...on, body: 'live' }, 'one-comment-key'),
    ),
  );
  assert.equal(new Set(views.map(({ id }) => id)).size, 1);
  for (let waited = 0; frames.length === 0 && waited < 40; waited++)
    await new Promise((resolve) => setTimeout(resolve, 50));
  end();
  assert.match(frames.join(''), /^event: comment\.written\n/);
  assert.equal(frames.length, 1);
});
