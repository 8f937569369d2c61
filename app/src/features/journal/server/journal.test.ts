import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { z } from 'zod';
import { openSpace } from '#features/spaces/server/open-space.ts';
import type { PersonActor } from '#server/actor.ts';
import { type Command, execute } from '#server/commands/command.ts';
import { newId } from '#server/ids.ts';
import {
  openTestInstallation,
  type TestInstallation,
} from '../../../../tests/ground/test-installation.ts';
import { editPost, showPost, writePost } from './write-post.ts';

let muster: TestInstallation;
before(async () => {
  muster = await openTestInstallation();
});
after(() => muster.close());

async function somebody(): Promise<PersonActor> {
  const id = newId(new Date());
  const handle = `p-${id.slice(-10)}`;
  await muster.services.database.write({ kind: 'identity' }, async (db) => {
    await db
      .insertInto('people')
      .values({ id, handle, name: 'Somebody', createdAt: new Date() })
      .execute();
    await db
      .insertInto('accounts')
      .values({
        personId: id,
        email: `${handle}@mail.example`,
        emailVerifiedAt: new Date(),
        createdAt: new Date(),
      })
      .execute();
  });
  return {
    kind: 'person',
    personId: id,
    operator: false,
    by: { kind: 'session', id: newId(new Date()), provedAt: new Date() },
  };
}

async function must<I, S, V>(
  actor: PersonActor,
  command: Command<I, S, V>,
  input: unknown,
): Promise<V> {
  const outcome = await execute(muster.services, actor, command, input);
  assert.equal(outcome.kind, 'done', JSON.stringify(outcome));
  return outcome.value;
}

async function begun(visibility: string) {
  const host = await somebody();
  const { address: space } = await must(host, openSpace, {
    name: 'Bench',
    objective: 'research',
    visibility,
    currency: 'EUR',
    locale: 'en',
    accent: 'oak',
  });
  const { address: post } = await must(host, writePost, {
    space,
    title: 'Oak',
    body: 'Has **grain**',
  });
  return { host, space, post };
}

const shownPost = z.object({ html: z.string(), thread: z.string() });
const get = (path: string) =>
  muster.api.fetch(new Request(`http://muster.test/api/v1${path}`), { address: '127.0.0.1' });

test('a draft is not there for readers until it is published, and not after it is removed', async () => {
  const { host, space, post } = await begun('public');
  const path = `/spaces/${space}/posts/${post}`;
  assert.equal((await get(path)).status, 404);
  await must(host, showPost, { space, post, to: 'published' });
  const shown = shownPost.parse(await (await get(path)).json());
  assert.match(shown.html, /<strong>grain<\/strong>/);
  const thread = `/spaces/${space}/threads/${shown.thread}`;
  assert.equal((await get(thread)).status, 200);
  await must(host, showPost, { space, post, to: 'removed' });
  assert.deepEqual([(await get(path)).status, (await get(thread)).status], [404, 404]);
  await must(host, showPost, { space, post, to: 'published' });
  assert.equal(shownPost.parse(await (await get(path)).json()).thread, shown.thread);
});

test('a post of a private space is not there for outsiders', async () => {
  const { host, space, post } = await begun('private');
  await must(host, showPost, { space, post, to: 'published' });
  assert.equal((await get(`/spaces/${space}/posts/${post}`)).status, 404);
  const outsider = await somebody();
  const outcome = await execute(muster.services, outsider, editPost, {
    space,
    post,
    title: 'x',
    body: 'x',
    version: 1,
  });
  assert.equal(outcome.kind === 'refused' && outcome.name, 'not-found');
});

test('of two edits at once one is done, the other is told', async () => {
  const { host, space, post } = await begun('public');
  const outcomes = await Promise.all(
    Array.from({ length: 10 }, (_, nth) =>
      execute(muster.services, host, editPost, {
        space,
        post,
        title: `t${nth}`,
        body: '',
        version: 1,
      }),
    ),
  );
  assert.equal(outcomes.filter(({ kind }) => kind === 'done').length, 1);
  assert.ok(
    outcomes.every((outcome) => outcome.kind === 'done' || outcome.name === 'changed-meanwhile'),
  );
});
