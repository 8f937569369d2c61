import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isEmpty, playDemo } from '#features/installation/server/play-demo.ts';
import { signIn } from '#features/people/server/sign-in.ts';
import { openTestInstallation, type TestInstallation } from '../ground/test-installation.ts';

let muster: TestInstallation;
before(async () => {
  muster = await openTestInstallation();
});
after(() => muster.close());

test('the demo plays through the real commands, at times in the past, and one can sign in', async () => {
  const { services } = muster;
  assert.equal(await isEmpty(services), true);
  const played = await playDemo(services, () => undefined);
  assert.equal(await isEmpty(services), false);
  const signedIn = await signIn(services, played, { address: '127.0.0.1', device: 'test' });
  assert.equal(signedIn.kind, 'done');
  const { comments, newest } = await services.database.read({ kind: 'installation' }, (db) =>
    db
      .selectFrom('comments')
      .select((select) => [
        select.fn.countAll<string>().as('comments'),
        select.fn.max('createdAt').as('newest'),
      ])
      .executeTakeFirstOrThrow(),
  );
  assert.equal(Number(comments), 9);
  assert.ok(newest && newest.getTime() < Date.now() - 86_400_000);
});
