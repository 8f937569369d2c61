import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { execute } from '#server/commands/command.ts';
import { testFaults } from '../../../../tests/ground/test-faults.ts';
import { somebody } from '../../../../tests/ground/people.ts';
import {
  openTestInstallation,
  type TestInstallation,
} from '../../../../tests/ground/test-installation.ts';
import { goesWrong } from '../../../../tests/ground/races.ts';
import { run } from '../../../../tests/policy/world.ts';
import { readDraft, readDrafts } from './draft-reads.ts';
import { discardDraft, keepDraft, MOST_DRAFTS } from './keep-draft.ts';
import { claimParked, parkForm } from './park-form.ts';

const faults = testFaults();
let muster: TestInstallation;
before(async () => {
  muster = await openTestInstallation({ faults });
});
after(() => muster.close());

const draft = 'comment:0190';

test('what was typed is kept for its writer alone, and gone when it was sent', async () => {
  const [mine, other] = [await somebody(muster.services), await somebody(muster.services)];
  await run(muster, mine, keepDraft, { draft, fields: { body: 'Half a thou' }, version: 0 });
  const read = await readDraft(muster.services, mine, draft);
  assert.equal(read.kind === 'done' && read.value.draft?.fields.body, 'Half a thou');
  const theirs = await readDraft(muster.services, other, draft);
  assert.deepEqual(theirs.kind === 'done' && theirs.value, { draft: null });
  assert.deepEqual(await run(muster, mine, discardDraft, { draft }), { discarded: true });
  assert.deepEqual(await run(muster, mine, discardDraft, { draft }), { discarded: false });
});

test('of two windows, the one that has not seen the newer text overwrites nothing', async () => {
  const mine = await somebody(muster.services);
  const first = await run(muster, mine, keepDraft, { draft, fields: { body: 'a' }, version: 0 });
  const keep = (body: string, version: number) =>
    execute(muster.services, mine, keepDraft, { draft, fields: { body }, version });
  assert.equal((await keep('ab', first.version)).kind, 'done');
  const late = await keep('x', first.version);
  assert.equal(late.kind === 'refused' && late.name, 'changed-meanwhile');
});

test('too much, or a strange name, is refused', async () => {
  const mine = await somebody(muster.services);
  for (const input of [
    { draft: '../etc', fields: {}, version: 0 },
    { draft, fields: { body: 'x'.repeat(64_001) }, version: 0 },
    { draft, fields: { a: 'x'.repeat(60_000), b: 'x'.repeat(60_000) }, version: 0 },
  ])
    assert.equal((await execute(muster.services, mine, keepDraft, input)).kind, 'refused');
});

test('the oldest goes when one more comes', async () => {
  const mine = await somebody(muster.services);
  for (let nth = 0; nth <= MOST_DRAFTS; nth++)
    await run(muster, mine, keepDraft, { draft: `post:s-${nth}`, fields: {}, version: 0 });
  const all = await readDrafts(muster.services, mine);
  const subjects = all.kind === 'done' ? all.value.drafts.map(({ subject }) => subject) : [];
  assert.equal(subjects.length, MOST_DRAFTS);
  assert.ok(!subjects.includes('post:s-0'));
});

async function keptAtOnce(): Promise<number> {
  const mine = await somebody(muster.services);
  await run(muster, mine, keepDraft, { draft, fields: { body: '' }, version: 0 });
  const outcomes = await Promise.all(
    Array.from({ length: 50 }, (_, nth) =>
      execute(muster.services, mine, keepDraft, { draft, fields: { body: `${nth}` }, version: 1 }),
    ),
  );
  return outcomes.filter(({ kind }) => kind === 'done').length;
}

test('of 50 windows that save over the same version one does, and the lock is why', async () => {
  assert.equal(await keptAtOnce(), 1);
  faults.leaveOut('drafts');
  assert.ok(await goesWrong(async () => (await keptAtOnce()) > 1));
  faults.restore();
});

test('what was sent after the session had ended is claimed once, by whoever holds the key', async () => {
  const mine = await somebody(muster.services);
  const form = { subject: draft, fields: { body: 'Sent too late' }, address: '10.0.0.1' };
  const token = await parkForm(muster.services, form);
  assert.ok(token);
  await claimParked(muster.services, mine, token);
  const read = await readDraft(muster.services, mine, draft);
  assert.equal(read.kind === 'done' && read.value.draft?.fields.body, 'Sent too late');
  await run(muster, mine, discardDraft, { draft });
  await claimParked(muster.services, mine, token);
  const again = await readDraft(muster.services, mine, draft);
  assert.deepEqual(again.kind === 'done' && again.value, { draft: null });
});

test('nobody parks without end', async () => {
  const parked = await Promise.all(
    Array.from({ length: 40 }, () =>
      parkForm(muster.services, { subject: draft, fields: {}, address: '10.0.0.2' }),
    ),
  );
  assert.equal(parked.filter(Boolean).length, 20);
});
