import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileKit } from '@muster/kit/compiled-kit';
import { drawCutPlan } from '@muster/kit/draw-cut-plan';
import type { Part } from '@muster/kit/part';
import { evaluate } from '@muster/kit/evaluate';
import { hashOf } from '@muster/kit/hash';
import { furnitureKit } from './furniture-kit.ts';
import { starters } from './starters.ts';

const words = {
  title: 'A <plan> & more',
  language: 'de',
  caption: '{material}: {sheet}/{sheets}, {cuts}',
};

test('every board that comes of a sheet is drawn once, and nothing is cut of solid wood', () => {
  const kit = hashOf(furnitureKit);
  const compiled = compileKit(furnitureKit);
  assert.ok(compiled.kind === 'kit');
  for (const { id, root } of starters) {
    const evaluation = evaluate(compiled.kit, kit, { kit, root });
    assert.ok(evaluation.kind === 'evaluation');
    const fromSheets: Part[] = evaluation.parts.filter(
      ({ material }) => compiled.kit.materials.get(material)?.kind === 'sheet',
    );
    const plan = drawCutPlan(compiled.kit, evaluation.parts, words);
    if (fromSheets.length === 0) {
      assert.equal(plan, null, id);
      continue;
    }
    assert.ok(plan, id);
    const drawn = [...plan.svg.matchAll(/data-part="([^"]+)"/g)].map(([, part]) => part);
    assert.deepEqual(drawn.toSorted(), fromSheets.map((part) => part.id).toSorted(), id);
    assert.ok(plan.cuts >= fromSheets.length, id);
    assert.ok(plan.svg.includes('A &lt;plan&gt; &amp; more') && !plan.svg.includes('NaN'));
  }
});
