import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { compileKit } from '@muster/kit/compiled-kit';
import { evaluate } from '@muster/kit/evaluate';
import { hashOf } from '@muster/kit/hash';
import { writeDxf } from '@muster/kit/write-dxf';
import type { DxfParser, ICircleEntity, ILineEntity } from 'dxf-parser';
import { furnitureKit } from './furniture-kit.ts';
import { starters } from './starters.ts';

const kit = hashOf(furnitureKit);
// Its bundle is a class, whatever its types say of named exports.
const Parser: typeof DxfParser = createRequire(import.meta.url)('dxf-parser');

for (const { id, root } of starters) {
  test(`${id}: another program reads the boards, their holes and the layers of their tools`, () => {
    const compiled = compileKit(furnitureKit);
    assert.ok(compiled.kind === 'kit');
    const evaluation = evaluate(compiled.kit, kit, { kit, root });
    assert.ok(evaluation.kind === 'evaluation');
    const text = writeDxf(compiled.kit, evaluation.parts, 'de');
    assert.match(text, /^[\x20-\x7e\n]*$/, 'ASCII alone');
    const dxf = new Parser().parseSync(text);
    assert.ok(dxf);
    const boards = evaluation.parts.filter(({ box, kind }) => box !== null && kind !== 'fitting');
    const on = (prefix: string) => dxf.entities.filter(({ layer }) => layer.startsWith(prefix));
    const count = boards.reduce((sum, part) => sum + part.count, 0);
    assert.equal(on('CUT').length, 4 * count);
    const circles = on('DRILL_').filter((each): each is ICircleEntity => each.type === 'CIRCLE');
    const holes = boards.flatMap((part) => part.holes);
    assert.equal(circles.length, holes.length);
    assert.deepEqual(
      circles.map(({ radius }) => Math.round(radius * 2_000)).toSorted(),
      holes.map(({ diameter }) => diameter).toSorted(),
    );
    const lines = on('CUT').filter((each): each is ILineEntity => each.type === 'LINE');
    const lengths = lines
      .map(({ vertices: [from, to] }) =>
        Math.hypot((to?.x ?? 0) - (from?.x ?? 0), (to?.y ?? 0) - (from?.y ?? 0)),
      )
      .reduce((sum, length) => sum + length, 0);
    const around = boards.reduce(
      (sum, part) => sum + (2 * part.count * (part.length + part.width)) / 1_000,
      0,
    );
    assert.ok(Math.abs(lengths - around) < 0.05 * count);
    const layers = Object.keys(dxf.tables.layer.layers);
    for (const { layer } of dxf.entities) assert.ok(layers.includes(layer), layer);
  });
}
