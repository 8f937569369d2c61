import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { compileKit } from '@muster/kit/compiled-kit';
import { evaluate } from '@muster/kit/evaluate';
import { hashOf } from '@muster/kit/hash';
import type { Part } from '@muster/kit/part';
import { write3mf } from '@muster/kit/write-3mf';
import { writeGlb } from '@muster/kit/write-glb';
import { validateBytes } from 'gltf-validator';
import { SaxesParser } from 'saxes';
import { fromBufferPromise } from 'yauzl';
import { furnitureKit } from './furniture-kit.ts';
import { starters } from './starters.ts';

const kit = hashOf(furnitureKit);
const compiled = compileKit(furnitureKit);
if (compiled.kind === 'refused') throw new Error('The kit compiles.');
const ready = compiled.kit;

function partsOf(root: (typeof starters)[number]['root']): readonly Part[] {
  const evaluation = evaluate(ready, kit, { kit, root });
  if (evaluation.kind === 'refused') throw new Error(evaluation.reason);
  return evaluation.parts;
}

const solid = (parts: readonly Part[]) => parts.filter(({ box }) => box !== null);

for (const { id, root, de } of starters) {
  test(`${id}: the validator of glTF has nothing to say about the GLB, and finds every part`, async () => {
    const parts = partsOf(root);
    const glb = writeGlb(ready, parts, de);
    const report = await validateBytes(glb);
    assert.deepEqual(report.issues.messages, []);
    assert.deepEqual(
      nodesOf(glb).map(({ name }) => name),
      solid(parts).map((part) => part.id),
    );
    assert.equal(
      report.info.materialCount,
      new Set(solid(parts).map(({ material }) => material)).size,
    );
  });

  test(`${id}: every part of the 3MF is closed, looks outwards, and has the volume of its board`, async () => {
    const parts = partsOf(root);
    const files = await unzip(
      write3mf(ready, parts, { title: `${de} <&> \u0001`, language: 'de' }),
    );
    assert.deepEqual([...files.keys()], ['[Content_Types].xml', '_rels/.rels', '3D/3dmodel.model']);
    const model = readModel(files.get('3D/3dmodel.model') ?? '');
    assert.equal(model.unit, 'millimeter');
    assert.deepEqual(
      model.objects.map(({ partnumber }) => partnumber),
      solid(parts).map((part) => part.id),
    );
    assert.deepEqual(
      model.built,
      model.objects.map((object) => object.id),
    );
    solid(parts).forEach(({ box }, at) => {
      const mesh = model.objects[at];
      assert.ok(mesh && box);
      assertManifold(mesh.triangles);
      const volume = (box.dx * box.dy * box.dz) / 1e9;
      assert.ok(Math.abs(volumeOf(mesh) - volume) < volume * 1e-9 + 1e-6, mesh.partnumber);
    });
  });
}

test('the same design has the same bytes', () => {
  const parts = partsOf(starters[0]!.root);
  const words = { title: 'Möbel', language: 'de' };
  assert.deepEqual(write3mf(ready, parts, words), write3mf(ready, parts, words));
  assert.deepEqual(writeGlb(ready, parts, 'Möbel'), writeGlb(ready, parts, 'Möbel'));
});

test('a design of nothing that has a shape is still a file', async () => {
  assert.deepEqual((await validateBytes(writeGlb(ready, [], ''))).issues.numErrors, 0);
  assert.equal((await unzip(write3mf(ready, [], { title: '', language: 'en' }))).size, 3);
});

function nodesOf(glb: Uint8Array): { name: string }[] {
  const length = new DataView(glb.buffer).getUint32(12, true);
  const json = new TextDecoder().decode(glb.subarray(20, 20 + length));
  const { nodes }: { nodes: { name: string }[] } = JSON.parse(json);
  return nodes;
}

async function unzip(bytes: Uint8Array): Promise<Map<string, string>> {
  const zip = await fromBufferPromise(Buffer.from(bytes));
  const files = new Map<string, string>();
  for await (const entry of zip.eachEntry())
    files.set(entry.fileName, await text(await zip.openReadStreamPromise(entry)));
  return files;
}

type Mesh = { id: string; partnumber: string; vertices: number[][]; triangles: number[][] };

function readModel(source: string) {
  const model = { unit: '', objects: [] as Mesh[], built: [] as string[] };
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    const numbers = (names: readonly string[]) => names.map((each) => Number(attributes[each]));
    const mesh = model.objects.at(-1);
    if (name === 'model') model.unit = String(attributes['unit']);
    if (name === 'object') {
      const [objectId, partnumber] = [String(attributes['id']), String(attributes['partnumber'])];
      model.objects.push({ id: objectId, partnumber, vertices: [], triangles: [] });
    }
    if (name === 'vertex') mesh?.vertices.push(numbers(['x', 'y', 'z']));
    if (name === 'triangle') mesh?.triangles.push(numbers(['v1', 'v2', 'v3']));
    if (name === 'item') model.built.push(String(attributes['objectid']));
  });
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(source).close();
  return model;
}

/** Every edge belongs to two triangles, which run along it in opposite ways. */
function assertManifold(triangles: readonly number[][]): void {
  const edges = triangles.flatMap(([a, b, c]) => [`${a} ${b}`, `${b} ${c}`, `${c} ${a}`]);
  assert.equal(new Set(edges).size, edges.length, 'no edge is run along twice in one way');
  const back = edges.map((edge) => edge.split(' ').toReversed().join(' '));
  assert.deepEqual(edges.toSorted(), back.toSorted());
}

/** By the divergence theorem: positive where triangles look outwards. */
function volumeOf({ vertices, triangles }: Mesh): number {
  return triangles.reduce((sum, corners) => {
    const [a, b, c] = corners.map((at) => vertices[at] ?? []) as [number[], number[], number[]];
    const [[ax, ay, az], [bx, by, bz], [cx, cy, cz]] = [a, b, c] as [number[], number[], number[]];
    return (
      sum +
      (ax! * (by! * cz! - bz! * cy!) +
        ay! * (bz! * cx! - bx! * cz!) +
        az! * (bx! * cy! - by! * cx!)) /
        6
    );
  }, 0);
}
