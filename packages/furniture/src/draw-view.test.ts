import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileKit } from '@muster/kit/compiled-kit';
import { drawView, VIEWS } from '@muster/kit/draw-view';
import { numbersOfParts } from '@muster/kit/cut-list';
import { evaluate } from '@muster/kit/evaluate';
import { hashOf } from '@muster/kit/hash';
import { pictureSvg } from '@muster/kit/picture';
import { SaxesParser } from 'saxes';
import { furnitureKit } from './furniture-kit.ts';
import { starters } from './starters.ts';

const kit = hashOf(furnitureKit);
const compiled = compileKit(furnitureKit);
if (compiled.kind === 'refused') throw new Error('The kit compiles.');
const ready = compiled.kit;

for (const { id, root, de } of starters) {
  const evaluation = evaluate(ready, kit, { kit, root });
  if (evaluation.kind === 'refused') throw new Error(evaluation.reason);
  const { parts } = evaluation;
  const visible = parts.filter(({ box }) => box !== null).map((part) => part.id);

  test(`${id}: every drawing is well-formed, within its frame, and shows every part`, () => {
    for (const view of VIEWS) {
      const picture = drawView(ready, parts, view, { title: `${de} <&>`, language: 'de' });
      if (picture === null) {
        assert.equal(view, 'cut-plan');
        continue;
      }
      for (const byItself of [false, true]) {
        const drawn = readSvg(pictureSvg(picture, byItself));
        assert.ok(!drawn.numbers.some(Number.isNaN), view);
        if (view !== 'cut-plan') assert.deepEqual(new Set(drawn.parts), new Set(visible), view);
      }
    }
  });

  test(`${id}: the elevations say the sizes of the whole`, () => {
    const { texts } = readSvg(svgOf('elevations'));
    const boxes = parts.flatMap(({ box }) => (box === null ? [] : [box]));
    const lengths = [
      extent(boxes.map(({ x, dx }) => [x, x + dx])),
      extent(boxes.map(({ y, dy }) => [y, y + dy])),
      extent(boxes.map(({ z, dz }) => [z, z + dz])),
    ];
    for (const length of lengths)
      assert.ok(texts.includes(String(length / 1_000).replace('.', ',')), `${length}`);
    for (const name of ['Vorderansicht', 'Ansicht von links', 'Draufsicht'])
      assert.ok(texts.includes(name));
  });

  test(`${id}: numbers of the parts taken apart are those of the cut list`, () => {
    const { texts } = readSvg(svgOf('exploded'));
    const numbers = numbersOfParts(ready, parts);
    const known = new Set(visible.map((part) => String(numbers.get(part))));
    assert.ok(texts.length > 0);
    for (const text of texts) assert.ok(known.has(text), text);
  });

  function svgOf(view: 'elevations' | 'exploded'): string {
    const picture = drawView(ready, parts, view, { title: '', language: 'de' });
    assert.ok(picture);
    return pictureSvg(picture);
  }
}

function extent(ranges: readonly (readonly [number, number])[]): number {
  return Math.max(...ranges.map(([, to]) => to)) - Math.min(...ranges.map(([from]) => from));
}

/** Read by a parser of XML that throws at what is not well-formed. */
function readSvg(svg: string) {
  const read = { parts: [] as string[], texts: [] as string[], numbers: [] as number[] };
  let inText = false;
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    inText = name === 'text';
    const { 'data-part': part, d } = attributes;
    if (part !== undefined) read.parts.push(String(part));
    if (d !== undefined) read.numbers.push(...(String(d).match(/[^\sMLZa]+/g) ?? []).map(Number));
  });
  parser.on('text', (text) => {
    if (inText && text.trim() !== '') read.texts.push(text);
    inText = false;
  });
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(svg).close();
  return read;
}
