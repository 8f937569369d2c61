import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Box, boxesOfLine, boxOfLabel } from './label-places.ts';
import { layOut, NARROW, WIDE } from './picture-layout.ts';
import {
  crowdAtTiers,
  nextTier,
  type PictureTier,
  type PoolPicture,
  savingOf,
} from './pool-picture.ts';

const tier = (from: number, priceMinor: number, accepting: number): PictureTier => ({
  offer: 'a',
  maker: 'Mill',
  from,
  priceMinor,
  accepting,
  missing: Math.max(0, from - accepting),
  safe: 0,
});

function pool(given: Partial<PoolPicture> = {}): PoolPicture {
  const tiers = [tier(1, 39_900, 8), tier(20, 34_900, 25), tier(60, 24_900, 46)];
  const now = { offer: 'a', maker: 'Mill', priceMinor: 34_900, units: 25, ofThis: 25 };
  return {
    stage: 'open',
    currency: 'EUR',
    benchmarkMinor: 49_900,
    commitments: 46,
    units: 46,
    variants: [],
    now,
    tiers,
    offers: [
      {
        offer: 'a',
        maker: 'Mill',
        leading: true,
        steps: tiers.map(({ from, priceMinor }) => ({ quantity: from, priceMinor })),
      },
    ],
    crowd: crowdAtTiers(tiers),
    revealed: false,
    next: nextTier(tiers, now),
    drift: 'only-falls',
    ...given,
  };
}

for (const [name, sheet] of [
  ['wide', WIDE],
  ['narrow', NARROW],
] as const) {
  test(`${name}: the point stands on both stairs, the bracket spans what is missing`, () => {
    const layout = layOut(pool(), sheet);
    assert.ok(layout.point && layout.bracket && layout.crowd && layout.benchmark !== null);
    assert.ok(layout.crowd.line.includes(`V${layout.point.y}H${layout.point.x}`));
    assert.ok(layout.offers[0]?.path.includes(`V${layout.point.y}`));
    assert.ok(layout.bracket.from < layout.bracket.to && layout.bracket.y > layout.point.y);
    assert.ok(layout.benchmark < layout.point.y);
  });

  test(`${name}: nothing leaves the sheet, whatever is drawn`, () => {
    const empty = { offers: [], tiers: [], crowd: [], now: null, next: null };
    const far = [tier(1, 4_000_000, 3), tier(100_000, 900, 3)];
    const pools = [
      pool(empty),
      pool({ ...empty, benchmarkMinor: null, units: 0, commitments: 0 }),
      pool({ tiers: far, crowd: crowdAtTiers(far), next: nextTier(far, null), now: null }),
    ];
    for (const each of pools) {
      const text = JSON.stringify(layOut(each, sheet));
      assert.doesNotMatch(text, /NaN|null,null|Infinity/);
      for (const [, value] of text.matchAll(/(?:[HM]|"x":)(-?\d+(?:\.\d+)?)/g))
        assert.ok(Number(value) >= 0 && Number(value) <= sheet.width, `${value} in ${text}`);
    }
  });
}

const steps = (pairs: [number, number][]) =>
  pairs.map(([quantity, priceMinor]) => ({ quantity, priceMinor }));

for (const [name, sheet] of [
  ['wide', WIDE],
  ['narrow', NARROW],
] as const) {
  test(`${name}: the price and the names of makers stand clear of the stairs and of each other`, () => {
    const one = steps([
      [1, 63_736],
      [25, 50_254],
      [60, 44_738],
      [120, 41_551],
    ]);
    const other = steps([
      [1, 61_000],
      [40, 48_900],
      [100, 43_500],
    ]);
    const cleared = pool({
      stage: 'tipped',
      benchmarkMinor: 89_900,
      now: { offer: 'a', maker: 'Nordlicht', priceMinor: 44_738, units: 91, ofThis: 91 },
      next: null,
      tiers: one.map(({ quantity, priceMinor }) => tier(quantity, priceMinor, 91)),
      offers: [
        { offer: 'a', maker: 'Nordlicht', leading: true, steps: one },
        { offer: 'b', maker: 'Plaen', leading: false, steps: other },
      ],
      crowd: Array.from({ length: 20 }, (_, nth) => ({
        units: (nth + 1) * 5,
        priceMinor: 68_000 - nth * 1_250,
      })),
    });
    const { figure, offers, crowd } = layOut(cleared, sheet);
    assert.ok(figure && crowd);
    const boxes = [
      boxOfLabel(figure, { width: 6 * sheet.figure * 0.5, height: sheet.figure }),
      ...offers.map(({ label, maker }) =>
        boxOfLabel(
          { ...label, anchor: 'end' },
          { width: maker.length * sheet.text * 0.5, height: sheet.text },
        ),
      ),
    ];
    const lines = [crowd.line, ...offers.map(({ path }) => path)].flatMap((path) =>
      boxesOfLine(cornersOf(path)),
    );
    for (const [nth, box] of boxes.entries())
      for (const each of [...lines, ...boxes.slice(nth + 1)]) assert.ok(!meet(box, each));
  });
}

function cornersOf(path: string): { x: number; y: number }[] {
  let at = { x: 0, y: 0 };
  return [...path.matchAll(/([MHV])(-?[\d.]+)(?: (-?[\d.]+))?/g)].map(([, kind, first, second]) => {
    if (kind === 'M') at = { x: Number(first), y: Number(second) };
    else at = kind === 'H' ? { x: Number(first), y: at.y } : { x: at.x, y: Number(first) };
    return at;
  });
}

function meet(one: Box, other: Box): boolean {
  return (
    one.left < other.right &&
    other.left < one.right &&
    one.top < other.bottom &&
    other.top < one.bottom
  );
}

test('the next tier is the one that the fewest are missing to, and only a cheaper one', () => {
  const now = { offer: 'a', maker: '', priceMinor: 34_900, units: 25, ofThis: 25 };
  const dearer = tier(30, 36_000, 29);
  assert.equal(nextTier([dearer, tier(60, 24_900, 46)], now)?.from, 60);
  assert.equal(nextTier([tier(1, 100, 5)], null), null);
});

test('a saving is told against the benchmark, and only where there is one', () => {
  assert.deepEqual(savingOf(pool()), { minor: 15_000, percent: 30 });
  assert.equal(savingOf(pool({ benchmarkMinor: null })), null);
  assert.equal(savingOf(pool({ benchmarkMinor: 30_000 })), null);
});
