import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { runEvaluate } from './design-commands.node.ts';
import { runExport } from './export-command.node.ts';
import { starters } from './starters.ts';

const folder = await mkdtemp(join(tmpdir(), 'muster-design-'));
after(() => rm(folder, { recursive: true, force: true }));

async function run(
  command: typeof runExport | typeof runEvaluate,
  design: unknown,
  args: readonly string[] = [],
) {
  const path = join(folder, 'design.json');
  await writeFile(path, typeof design === 'string' ? design : JSON.stringify(design));
  const said = { out: '', err: '' };
  const code = await command([path, ...args], {
    stdout: { write: (text: string) => ((said.out += text), true) },
    stderr: { write: (text: string) => ((said.err += text), true) },
    rasterise: (svg: string) =>
      Promise.resolve(new TextEncoder().encode(`picture of ${svg.length}`)),
  });
  return { code, ...said };
}

const sideboard = { kit: 'furniture', root: starters[0]?.root };

test('evaluate prints parts, findings and the price of a batch', async () => {
  const { code, out } = await run(runEvaluate, sideboard, ['--batch', '10']);
  assert.equal(code, 0);
  const result: unknown = JSON.parse(out);
  assert.ok(typeof result === 'object' && result !== null);
  assert.deepEqual(Object.keys(result).toSorted(), [
    'cost',
    'findings',
    'hash',
    'labour',
    'parts',
    'stated',
    'takeoffs',
  ]);
  assert.match(out, /"batch":10,/);
});

test('export writes a drawing, a cut list and the design itself', async () => {
  assert.match((await run(runExport, sideboard, ['--to', 'svg'])).out, /^<svg /);
  assert.match((await run(runExport, sideboard, ['--to', 'csv'])).out, /^number,name,material,/);
  const file = join(folder, 'out.json');
  assert.equal((await run(runExport, sideboard, ['--to', 'json', '--out', file])).code, 0);
  assert.match(await readFile(file, 'utf8'), /^\{"kit":"[\w-]{43}","root":/);
});

test('export writes every format to a file, and drawings in every view', async () => {
  const begins = {
    pdf: /^%PDF/,
    dxf: /SECTION/,
    glb: /^glTF/,
    '3mf': /^PK/,
    png: /^picture of \d+/,
  };
  for (const [format, start] of Object.entries(begins)) {
    const file = join(folder, `out.${format}`);
    const { code, err } = await run(runExport, sideboard, ['--to', format, '--out', file]);
    assert.equal(code, 0, err);
    assert.match(await readFile(file, 'latin1'), start);
  }
  for (const view of ['axonometric', 'elevations', 'exploded', 'cut-plan']) {
    const args = ['--to', 'svg', '--view', view, '--language', 'de', '--title', 'Möbel & mehr'];
    assert.match((await run(runExport, sideboard, args)).out, /<title>Möbel &amp; mehr/);
  }
});

test('the document of a version is read back, and what is out of place in it is named', async () => {
  const plain = await run(runExport, sideboard, ['--to', 'json']);
  const version = { format: 1, ...sideboard, parents: [], title: 'Sideboard', reason: '' };
  assert.equal((await run(runExport, version, ['--to', 'json'])).out, plain.out);
  const wrong = await run(runExport, { ...version, colour: 'red' }, ['--to', 'json']);
  assert.match(wrong.err, /colour: unknown-field/);
  const bare = await run(runExport, { ...sideboard, title: 'Sideboard' }, ['--to', 'json']);
  assert.match(bare.err, /title: unknown-field/);
});

test('export says what is wrong and what it takes', async () => {
  const table = { kit: 'furniture', root: starters.find(({ id }) => id === 'dining-table')?.root };
  const wrong: [unknown, readonly string[], RegExp][] = [
    [sideboard, [], /--to takes svg, png, pdf/],
    [sideboard, ['--to'], /--to takes a value/],
    [sideboard, ['--to', 'glb'], /name a file with --out/],
    [sideboard, ['--to', 'svg', '--view', 'back'], /--view takes axonometric, elevations/],
    [sideboard, ['--to', 'csv', '--view', 'exploded'], /--view is for drawings/],
    [sideboard, ['--to', 'csv', '--language', 'fr'], /--language takes en, de/],
    [sideboard, ['--to', 'csv', '--depth', '3'], /no option --depth; --help/],
    [table, ['--to', 'svg', '--view', 'cut-plan'], /nothing of it is cut from sheets/],
  ];
  for (const [design, args, reason] of wrong) {
    const { code, out, err } = await run(runExport, design, args);
    assert.deepEqual([code, out], [2, ''], err);
    assert.match(err, reason);
  }
});

test('what cannot be read ends with 2, the place and the reason, and nothing on standard output', async () => {
  const wrong: [unknown, readonly string[], RegExp][] = [
    ['{', [], /not-json/],
    [{ kit: 'other', root: starters[0]?.root }, [], /kit: other-kit/],
    [{ kit: 'furniture', root: { id: 'A B' } }, [], /root.id: not-an-id/],
    [sideboard, ['--batch', '0'], /--batch takes/],
    [sideboard, ['--nonsense'], /no option/],
  ];
  for (const [design, args, reason] of wrong) {
    const { code, out, err } = await run(runEvaluate, design, args);
    assert.deepEqual([code, out], [2, ''], err);
    assert.match(err, reason);
  }
  assert.equal((await run(runExport, sideboard, ['--to', 'step'])).code, 2);
  assert.equal(
    (await run(runExport, sideboard, ['--to', 'svg', '--out', '/no/such/folder/x'])).code,
    2,
  );
});
