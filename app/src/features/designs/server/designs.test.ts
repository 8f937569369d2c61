import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { VIEWS, type ViewName } from '@muster/kit/draw-view';
import { versionText } from '@muster/kit/version';
import pg from 'pg';
import type { PersonActor } from '#server/actor.ts';
import { execute } from '#server/commands/command.ts';
import { noFaults } from '#server/faults.ts';
import { readyToPublish, starter, starterWith } from '../../../../tests/ground/designs.ts';
import { must, openMarket, television } from '../../../../tests/ground/market.ts';
import {
  openTestInstallation,
  type TestInstallation,
} from '../../../../tests/ground/test-installation.ts';
import { FORMATS } from '../file-formats.ts';
import { readDesignPage } from './design-reads.ts';
import { exportDesign } from './export-design.ts';
import { galleryPage, readGallery } from './gallery-reads.ts';
import { readLineage } from './lineage-reads.ts';
import { readMerged } from './merge-reads.ts';
import {
  MOST_A_PERSON,
  publishDesign,
  publishVersion,
  removeDesign,
  type Published,
} from './publish-design.ts';

let muster: TestInstallation;
let space: string;
let host: PersonActor;
let anna: PersonActor;
let ben: PersonActor;

before(async () => {
  muster = await openTestInstallation();
  const market = await openMarket(muster.services, {
    ...television,
    closesAt: '2099-12-31T12:00:00Z',
  });
  space = market.place.space;
  host = market.host;
  anna = await market.peer();
  ben = await market.peer();
});
after(() => muster.close());

const bookcase = (set: Record<string, number | boolean | string> = {}, title = 'Bookcase') =>
  readyToPublish(starterWith('bookcase', set), title);

function publish(
  who: PersonActor,
  what: ReturnType<typeof bookcase>,
  parents: { design: string; number: number }[] = [],
): Promise<Published> {
  return must(muster.services, who, publishDesign, { space, ...what, parents });
}

async function refusalOf(who: PersonActor, input: object) {
  const outcome = await execute(muster.services, who, publishDesign, { space, ...input });
  assert.ok(outcome.kind === 'refused', JSON.stringify(outcome));
  return outcome.fields.map(({ field, reason }) => `${field} ${reason}`);
}

test('a published version is what was sent, named by its hash, and nobody can change it', async () => {
  const { address, number, version } = await publish(anna, bookcase());
  const read = await readDesignPage(muster.services, ben, { space, design: address });
  assert.ok(read.kind === 'done', JSON.stringify(read));
  const { view } = read.value;
  assert.equal(number, 1);
  assert.equal(view.id, version);
  const text = versionText({
    format: 1,
    kit: view.kit.hash,
    root: starter('bookcase'),
    parents: [],
    title: 'Bookcase',
    reason: '',
  });
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  assert.equal(Buffer.from(digest).toString('base64url'), version);
  const units = view.prices.batches.map(({ unitMinor }) => unitMinor);
  assert.ok(
    units.every((unit, at) => at === 0 || unit < (units[at - 1] ?? 0)),
    units.join(),
  );
  const owner = new pg.Client({ connectionString: muster.ownerUrl });
  await owner.connect();
  for (const statement of [
    `update design_versions set title = 'Other'`,
    `delete from design_versions`,
    `delete from kits`,
  ])
    await assert.rejects(owner.query(statement), /stays as it is/);
  await owner.end();
});

test('what cannot be read, cannot be made or came out otherwise is refused by name', async () => {
  const fine = bookcase();
  const { root } = fine;
  assert.deepEqual(await refusalOf(anna, { ...fine, proof: 'x'.repeat(43) }), [
    'proof evaluates-otherwise',
  ]);
  assert.deepEqual(await refusalOf(anna, { ...fine, kit: 'x'.repeat(43) }), ['kit other-kit']);
  assert.deepEqual(await refusalOf(anna, { ...fine, root: { ...root, set: { load: 0.5 } } }), [
    'root.set.load not-a-value',
  ]);
  assert.deepEqual(await refusalOf(anna, { ...fine, root: { ...root, code: 'x' } }), [
    'root.code unknown-field',
  ]);
  assert.deepEqual(await refusalOf(anna, bookcase({ width: 9_000_000 })), ['root cannot-be-made']);
  const nobody = { ...fine, parents: [{ design: 'aaaabbbb', number: 1 }] };
  assert.deepEqual(await refusalOf(anna, nobody), ['parents.0 not-a-choice']);
});

test('remixes name their parents, and two who changed different things are brought together', async () => {
  const first = await publish(anna, bookcase());
  const parent = { design: first.address, number: 1 };
  const deep = await publish(ben, bookcase({ depth: 350_000 }, 'Deeper'), [parent]);
  const low = await publish(anna, bookcase({ height: 1_400_000 }, 'Lower'), [parent]);
  const read = (ours: Published, theirs: Published) =>
    readMerged(
      muster.services,
      ben,
      {
        space,
        ours: { design: ours.address, number: 1 },
        theirs: { design: theirs.address, number: 1 },
      },
      new Map(),
    );
  const merged = await read(deep, low);
  assert.ok(merged.kind === 'done');
  assert.deepEqual(merged.value.conflicts, []);
  const [body] = merged.value.root.slots['body'] ?? [];
  assert.equal(body?.set['depth'], 350_000);
  assert.equal(body?.set['height'], 1_400_000);
  const both = await publish(ben, readyToPublish(merged.value.root, 'Deeper and lower'), [
    { design: deep.address, number: 1 },
    { design: low.address, number: 1 },
  ]);
  const lineage = await readLineage(muster.services, anna, { space, design: both.address });
  assert.ok(lineage.kind === 'done');
  const titles = new Map(lineage.value.versions.map(({ id, title }) => [id, title]));
  assert.deepEqual(
    lineage.value.versions.map(({ title, parents }) => [
      title,
      parents.map((id) => titles.get(id)).toSorted(),
    ]),
    [
      ['Bookcase', []],
      ['Deeper', ['Bookcase']],
      ['Lower', ['Bookcase']],
      ['Deeper and lower', ['Deeper', 'Lower']],
    ],
  );
});

test('a newer version needs the newest; of twenty at once one comes through', async () => {
  const { address } = await publish(anna, bookcase());
  const next = { space, design: address, ...bookcase({ depth: 350_000 }), after: 1 };
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, () => execute(muster.services, anna, publishVersion, next)),
  );
  assert.equal(outcomes.filter(({ kind }) => kind === 'done').length, 1);
  const refusals = outcomes.filter((outcome) => outcome.kind === 'refused');
  assert.ok(refusals.every(({ because }) => because === 'newer-version'));
  const other = await execute(muster.services, ben, publishVersion, { ...next, after: 2 });
  assert.ok(other.kind === 'refused' && other.name === 'not-allowed');
});

/** How many of six designs at once come through for somebody who may publish one more. */
async function publishAtTheLimit(at: TestInstallation): Promise<number> {
  const terms = { ...television, closesAt: '2099-12-31T12:00:00Z' };
  const market = await openMarket(at.services, terms);
  const who = await market.peer();
  const owner = new pg.Client({ connectionString: at.ownerUrl });
  await owner.connect();
  await owner.query(
    `insert into designs (space_id, id, address, author_id, title, versions, created_at, published_at)
     select $1, gen_random_uuid(), lpad(n::text, 8, 'a'), $2, 'One of many', 1, now(), now() from generate_series(1, $3) n`,
    [market.spaceId, who.personId, MOST_A_PERSON - 1],
  );
  await owner.end();
  const outcomes = await Promise.all(
    Array.from({ length: 6 }, () =>
      execute(at.services, who, publishDesign, { space: market.place.space, ...bookcase() }),
    ),
  );
  return outcomes.filter(({ kind }) => kind === 'done').length;
}

test('the limit of designs holds for many at once, and its lock is why', async () => {
  assert.equal(await publishAtTheLimit(muster), 1);
  const unlocked = await openTestInstallation({
    faults: { ...noFaults, withoutLock: (name) => name === 'designs-published' },
  });
  try {
    assert.ok((await publishAtTheLimit(unlocked)) > 1);
  } finally {
    await unlocked.close();
  }
});

test('the gallery searches, sorts and filters, and what was taken away is gone from it', async () => {
  const table = await publish(anna, readyToPublish(starter('desk'), 'Writing desk'));
  await publish(ben, readyToPublish(starter('desk'), 'Remixed desk'), [
    { design: table.address, number: 1 },
  ]);
  const list = async (asked: object) => {
    const read = await readGallery(muster.services, host, space, galleryPage.parse(asked));
    assert.ok(read.kind === 'done');
    return read.value.designs.map(({ title }) => title);
  };
  assert.deepEqual((await list({ q: 'desk' })).toSorted(), ['Remixed desk', 'Writing desk']);
  assert.equal((await list({ sort: 'most-remixed', body: 'table' }))[0], 'Writing desk');
  assert.ok(!(await list({ fits: 1_000 })).includes('Writing desk'));
  await must(muster.services, host, removeDesign, { space, design: table.address });
  assert.deepEqual(await list({ q: 'desk' }), ['Remixed desk']);
});

test('a version leaves in every format, each with its kind and its name', async () => {
  const { address } = await publish(anna, bookcase());
  const ask = async (format: string, view?: ViewName) => {
    const wanted = { space, design: address, number: 1, format, language: 'de', view };
    const file = await exportDesign(muster.services, ben, wanted);
    assert.ok(file.kind === 'done', format);
    const { headers } = file.value;
    const [, name = ''] = /filename="([^"]+)"/.exec(headers.get('content-disposition') ?? '') ?? [];
    assert.equal(name, `${address}-1${view ? `-${view}` : ''}.${format}`);
    return { text: await file.value.text(), type: headers.get('content-type'), headers };
  };
  for (const format of FORMATS) {
    const { text, type } = await ask(format);
    const [begins, kind] = EXPECTED[format];
    assert.match(text, begins, format);
    assert.equal(type, kind);
  }
  for (const view of VIEWS) {
    assert.match((await ask('svg', view)).text, /^<svg [^>]*viewBox/);
    assert.match((await ask('png', view)).text, /^.PNG/);
  }
  assert.match((await ask('svg', 'elevations')).text, /Draufsicht/);
  const { text, headers } = await ask('svg');
  const [, style = ''] = /<style>(.*)<\/style>/.exec(text) ?? [];
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style));
  const policy = headers.get('content-security-policy') ?? '';
  assert.ok(policy.includes(`'sha256-${Buffer.from(digest).toString('base64')}'`), policy);
  const none = await exportDesign(muster.services, ben, {
    space,
    design: address,
    format: 'exe',
    language: 'en',
  });
  assert.ok(none.kind === 'refused');
});

const EXPECTED: Record<(typeof FORMATS)[number], [RegExp, string]> = {
  svg: [/^<svg [^>]*viewBox/, 'image/svg+xml; charset=utf-8'],
  png: [/^.PNG/, 'image/png'],
  pdf: [/^%PDF-/, 'application/pdf'],
  dxf: [/DRILL_5_13/, 'application/dxf'],
  glb: [/^glTF/, 'model/gltf-binary'],
  '3mf': [/^PK/, 'model/3mf'],
  csv: [/Boden|Seite/, 'text/csv; charset=utf-8'],
  json: [/"title":"Bookcase"/, 'application/json; charset=utf-8'],
};

test('a spec sheet is published like a piece: refused while something is missing, found by its kind', async () => {
  const empty = readyToPublish(starter('sheet-print'), 'Leaflet');
  assert.deepEqual(await refusalOf(anna, empty), ['root cannot-be-made']);
  const sheet = readyToPublish(starter('sheet-appliance'), 'Kettle');
  const { address } = await publish(anna, sheet);
  const read = await readDesignPage(muster.services, ben, { space, design: address });
  assert.ok(read.kind === 'done');
  assert.equal(read.value.view.kit.id, 'spec-sheet');
  assert.deepEqual(
    read.value.view.prices.batches.map(({ unitMinor }) => unitMinor),
    [29_900, 7_400, 5_400, 5_025],
  );
  assert.deepEqual(read.value.atHand.picture('Kettle', true).frame, [0, 0, 400, 300]);
  const wanted = galleryPage.parse({ body: 'appliance' });
  const list = await readGallery(muster.services, ben, space, wanted);
  assert.ok(list.kind === 'done');
  assert.deepEqual(
    list.value.designs.map(({ title, body }) => [title, body]),
    [['Kettle', 'appliance']],
  );
});
