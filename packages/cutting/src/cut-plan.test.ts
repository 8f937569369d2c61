import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dice, instanceOf } from '../bench/families.ts';
import { planCuts, trimmed, type CutPlan } from './cut-plan.ts';
import { readCutting, type CuttingInstance } from './cutting-instance.ts';
import { followCuts } from './cuts.ts';

const SEED = Number(process.env.SEED ?? 20_261_125);

function planOf(instance: CuttingInstance): CutPlan {
  const planned = planCuts(instance);
  assert.ok(planned.kind === 'plan', JSON.stringify(planned));
  return planned.plan;
}

/** Everything that a plan promises, looked at by hand: the list of parts, the room between them, and the saw. */
function assertSound(instance: CuttingInstance, plan: CutPlan): void {
  const { kerf, trim, sheets, parts } = instance;
  const ids = plan.sheets.flatMap((sheet) => sheet.parts.map(({ id }) => id)).toSorted();
  const wanted = parts.flatMap(({ id, count }) => Array.from({ length: count }, () => id));
  assert.deepEqual(ids, wanted.toSorted());
  assert.equal(plan.count, plan.sheets.length);
  assert.ok(plan.bound <= plan.count, `${plan.bound} <= ${plan.count}`);
  for (const [type, { count }] of sheets.entries()) {
    const used = plan.sheets.filter(({ sheet }) => sheet === type).length;
    assert.ok(used <= (count ?? Infinity), `${used} of ${count}`);
  }
  let free = 0;
  for (const { sheet, parts: placed, cuts } of plan.sheets) {
    const type = sheets[sheet];
    assert.ok(type && placed.length > 0);
    free += type.width * type.height;
    for (const [at, part] of placed.entries()) {
      free -= part.width * part.height;
      const kind = parts.find(({ id }) => id === part.id);
      const sides = [kind?.width, kind?.height];
      assert.deepEqual([part.width, part.height], part.rotated ? sides.toReversed() : sides);
      assert.ok(!part.rotated || kind?.rotate, 'turned only where it may be');
      assert.ok(part.x >= trim && part.x + part.width <= type.width - trim);
      assert.ok(part.y >= trim && part.y + part.height <= type.height - trim);
      for (const other of placed.slice(at + 1)) {
        const apart =
          part.x + part.width + kerf <= other.x ||
          other.x + other.width + kerf <= part.x ||
          part.y + part.height + kerf <= other.y ||
          other.y + other.height + kerf <= part.y;
        assert.ok(apart, `${part.id} and ${other.id} leave no room for the blade`);
      }
    }
    const pieces = followCuts(trimmed(instance, sheet), cuts, kerf);
    assert.ok(pieces, 'every cut is of a piece that lies there');
    for (const { x, y, width, height } of placed) {
      const found = pieces.some(
        (piece) =>
          piece.x === x && piece.y === y && piece.width === width && piece.height === height,
      );
      assert.ok(found, 'the cuts free every part');
    }
  }
  assert.equal(plan.waste, free);
}

const board = { width: 28_000, height: 20_700, count: null, price: null };

test('parts that just fill a sheet with the blade between them take one sheet', () => {
  // Two times 13,984 and one blade of 32 are 28,000.
  const instance: CuttingInstance = {
    sheets: [board],
    kerf: 32,
    trim: 0,
    parts: [{ id: 'half', width: 13_984, height: 20_700, count: 2, rotate: false }],
  };
  const plan = planOf(instance);
  assertSound(instance, plan);
  assert.deepEqual([plan.count, plan.bound], [1, 1]);
  assert.deepEqual(plan.sheets[0]?.cuts, [
    { piece: { x: 0, y: 0, width: 28_000, height: 20_700 }, direction: 'vertical', at: 13_984 },
  ]);
  const wider = { ...instance, parts: [{ ...instance.parts[0]!, width: 13_985 }] };
  assert.equal(planOf(wider).count, 2);
});

test('the trim keeps parts off the edges, and turning follows the grain', () => {
  const part = { id: 'a', width: 20_600, height: 500, count: 1, rotate: true };
  const narrow = { ...board, width: 20_600 };
  const instance: CuttingInstance = { sheets: [narrow], kerf: 30, trim: 20, parts: [part] };
  const plan = planOf(instance);
  assertSound(instance, plan);
  assert.equal(plan.sheets[0]?.parts[0]?.rotated, true);
  const withGrain = { ...instance, parts: [{ ...part, rotate: false }] };
  const read = readCutting({
    ...withGrain,
    sheets: [{ width: 20_600, height: 20_700 }],
    rotate: false,
  });
  assert.ok(read.kind === 'refused');
  assert.deepEqual(
    read.refusals.map(({ path, reason }) => `${path} ${reason}`),
    ['parts[0] fits-no-sheet'],
  );
});

test('a cheaper sheet is taken where it does, and scarce sheets are not overdrawn', () => {
  const instance: CuttingInstance = {
    sheets: [
      { width: 100, height: 100, count: null, price: 1_000 },
      { width: 60, height: 60, count: 2, price: 100 },
    ],
    kerf: 0,
    trim: 0,
    parts: [{ id: 'a', width: 50, height: 50, count: 6, rotate: false }],
  };
  const plan = planOf(instance);
  assertSound(instance, plan);
  assert.deepEqual(plan.sheets.map(({ sheet }) => sheet).toSorted(), [0, 1, 1]);
  const few = planCuts({ ...instance, sheets: [{ ...instance.sheets[1]!, count: 2 }] });
  assert.ok(few.kind === 'refused' && few.refusals[0]?.reason === 'not-enough');
});

test('random pieces, blades and trims: whole, apart, freed by the saw, and the same every time', () => {
  const roll = dice(SEED);
  console.log(`seed ${SEED}`);
  for (let round = 0; round < 60; round++) {
    const instance: CuttingInstance = {
      sheets: Array.from({ length: roll(1, 3) }, () => ({
        width: roll(80, 200),
        height: roll(80, 200),
        count: null,
        price: null,
      })),
      kerf: roll(0, 4),
      trim: roll(0, 5),
      parts: Array.from({ length: roll(1, 12) }, (_, at) => ({
        id: `p${at}`,
        width: roll(1, 70),
        height: roll(1, 70),
        count: roll(0, 4),
        rotate: roll(0, 1) === 1,
      })),
    };
    const plan = planOf(instance);
    assertSound(instance, plan);
    assert.deepEqual(planOf(instance), plan);
  }
});

test('the families of the literature stay within 4 % of a bound that itself is below the best', () => {
  const sum = { count: 0, bound: 0 };
  for (const family of [1, 3, 5, 7, 8, 9]) {
    for (const size of [40, 100]) {
      const instance = instanceOf(family, size, dice(SEED + family * 100 + size));
      const plan = planOf(instance);
      assertSound(instance, plan);
      sum.count += plan.count;
      sum.bound += plan.bound;
    }
  }
  assert.ok(sum.count <= sum.bound * 1.04, `${sum.count} sheets, bound ${sum.bound}`);
});

test('a strip too narrow for the blade between two parts is left behind the blade', () => {
  const parts = [
    { id: 'side', width: 9_000, height: 4_470, count: 100 },
    { id: 'bottom', width: 9_620, height: 4_470, count: 100 },
    { id: 'front', width: 9_780, height: 2_173, count: 200 },
    { id: 'drawer-side', width: 4_000, height: 1_673, count: 400 },
    { id: 'drawer-back', width: 8_980, height: 1_673, count: 200 },
  ];
  const chest: CuttingInstance = {
    sheets: [{ width: 28_000, height: 20_700, count: null, price: null }],
    kerf: 32,
    trim: 100,
    parts: parts.map((part) => ({ ...part, rotate: true })),
  };
  assertSound(chest, planOf(chest));
});

test('no parts at all need no sheet', () => {
  const parts = [{ id: 'a', width: 5, height: 5, count: 0, rotate: true }];
  assert.deepEqual(planOf({ sheets: [board], kerf: 0, trim: 0, parts }), {
    sheets: [],
    count: 0,
    waste: 0,
    bound: 0,
  });
});
