import { compileKit } from '@muster/kit/compiled-kit';
import { priceBatch } from '@muster/kit/costs';
import type { DesignNode } from '@muster/kit/design';
import { drawView } from '@muster/kit/draw-view';
import { evaluate, evaluationHash } from '@muster/kit/evaluate';
import { hashOf } from '@muster/kit/hash';
import { pictureSvg } from '@muster/kit/picture';
import { write3mf } from '@muster/kit/write-3mf';
import { writeGlb } from '@muster/kit/write-glb';
import { furnitureKit } from '../src/furniture-kit.ts';
import { examplePrices } from '../src/prices.ts';

/** `npm run bench:kit`: what one frame of the studio costs, for pieces of 40 and of 200 boards; medians of 200 rounds. */
const ROUNDS = 200;
const kit = hashOf(furnitureKit);
const compiled = compileKit(furnitureKit);
if (compiled.kind === 'refused') throw new Error('The kit compiles.');

for (const [bays, shelves] of [
  [5, 5],
  [12, 14],
] as const) {
  const design = { kit, root: wallOfShelves(bays, shelves) };
  const evaluation = evaluate(compiled.kit, kit, design);
  if (evaluation.kind === 'refused') throw new Error(evaluation.reason);
  console.log(`${evaluation.takeoffs['boards']} boards, ${evaluation.parts.length} parts`);
  measure('  evaluate', () => evaluate(compiled.kit, kit, design));
  measure('  proof', () => evaluationHash(design, evaluation));
  measure('  price, sheets by area', () =>
    priceBatch(compiled.kit, evaluation, examplePrices, { batch: 50, nesting: 'estimate' }),
  );
  for (const view of ['axonometric', 'elevations', 'exploded'] as const) {
    measure(`  draw: ${view}`, () => {
      const picture = drawView(compiled.kit, evaluation.parts, view, {
        title: 'Shelves',
        language: 'en',
      });
      return picture && pictureSvg(picture);
    });
  }
  measure('  write GLB', () => writeGlb(compiled.kit, evaluation.parts, 'Shelves'));
  measure('  write 3MF', () =>
    write3mf(compiled.kit, evaluation.parts, { title: 'Shelves', language: 'en' }),
  );
}

function measure(name: string, run: () => unknown): void {
  for (let round = 0; round < ROUNDS; round++) run();
  const times = Array.from({ length: ROUNDS }, () => {
    const begun = performance.now();
    run();
    return performance.now() - begun;
  }).toSorted((one, other) => one - other);
  const median = times[ROUNDS >> 1] ?? 0;
  const late = times[Math.floor(ROUNDS * 0.95)] ?? 0;
  console.log(
    `${name.padEnd(26)} ${median.toFixed(2)} ms, of twenty the slowest ${late.toFixed(2)} ms`,
  );
}

function wallOfShelves(bays: number, shelves: number): DesignNode {
  const open = { id: '1', type: 'open', set: { shelves }, slots: {} };
  const list = Array.from({ length: bays }, (_, at) => ({
    id: String(at + 1),
    type: 'bay',
    set: {},
    slots: { compartments: [open] },
  }));
  const set = { width: 3_000_000, height: 2_400_000 };
  const body = { id: '1', type: 'carcass', set, slots: { bays: list } };
  return { id: 'piece', type: 'piece', set: {}, slots: { body: [body] } };
}
