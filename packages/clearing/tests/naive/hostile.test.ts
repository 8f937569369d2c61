import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseInstance } from '../../src/instance.ts';
import { clearAsEngine } from './engine.ts';
import { clearNaively } from './naive.ts';
import type { Commitment, Instance, Json, Offer, PoolInstance } from './public-format.ts';

// What somebody could send on purpose. Every case is refused with the path of the field, or clears
// as the rule says; none is guessed at, none throws.

const plainOffer: Offer<number> = {
  id: 'maker',
  mode: 'all-units',
  tiers: [
    { from: 1, price: 1000 },
    { from: 10, price: 900 },
  ],
  tooling: 0,
  moq: 1,
  capacity: null,
  leadDays: 0,
  freight: null,
};

const buyer = (id: string, seq: number): Commitment<number> => ({
  id,
  seq,
  min: 1,
  max: 6,
  limit: 1200,
  taxBps: 0,
  latestDay: null,
});

const pool: PoolInstance<number> = {
  kind: 'single',
  options: {
    objective: 'surplus',
    rationing: 'time',
    feeBps: 0,
    feePerUnit: 0,
    feeFixed: 0,
    closeDay: 0,
  },
  offers: [plainOffer],
  commitments: [buyer('a', 1), buyer('b', 2)],
};

/** The pool with one place of its JSON text replaced: `offers.0.tooling` becomes the raw text given. */
function poolWith(path: string, raw: string): unknown {
  const copy: Json = JSON.parse(JSON.stringify(pool));
  const keys = path.split('.');
  const last = keys.pop()!;
  let part: Json = copy;
  for (const key of keys) part = inside(part, key);
  assert.ok(part !== null && typeof part === 'object');
  Object.defineProperty(part, last, { value: '<here>', enumerable: true, configurable: true });
  return JSON.parse(JSON.stringify(copy).replace('"<here>"', () => raw));
}

function inside(part: Json, key: string): Json {
  assert.ok(part !== null && typeof part === 'object');
  return Array.isArray(part) ? part[Number(key)]! : part[key]!;
}

function refusalsOf(value: unknown): { path: string; reason: string; message: string }[] {
  const parsed = parseInstance(value);
  return parsed.kind === 'refused' ? [...parsed.refusals] : [];
}

function assertRefused(value: unknown, path: string, reason?: string): void {
  const [first] = refusalsOf(value);
  assert.ok(first, `${path} is taken`);
  assert.equal(first.path, path);
  if (reason) assert.equal(first.reason, reason);
  assert.ok(first.message.length > 0 && first.message.length < 500, 'a message is one line');
}

/** As it stands in the public JSON and as a refusal writes it. */
const asPath = (keys: string): string => keys.replaceAll(/\.(\d+)/g, '[$1]');

const INTEGERS = [
  'options.feeBps',
  'options.feePerUnit',
  'options.feeFixed',
  'options.closeDay',
  'options.maxSuppliers',
  'offers.0.tiers.0.from',
  'offers.0.tiers.1.price',
  'offers.0.tooling',
  'offers.0.moq',
  'offers.0.capacity',
  'offers.0.leadDays',
  'commitments.0.seq',
  'commitments.0.min',
  'commitments.1.max',
  'commitments.1.limit',
  'commitments.0.taxBps',
  'commitments.0.latestDay',
];

test('the pool that every case starts from is sound', async () => {
  assert.deepEqual(refusalsOf(pool), []);
  const answer = await clearAsEngine(pool);
  assert.deepEqual(answer, { kind: 'result', result: clearNaively(pool) });
});

const NO_INTEGERS = [
  '0.5',
  '-1',
  '-1e300',
  '1e400',
  '-1e400',
  '9007199254740992',
  '1e300',
  '"7"',
  'true',
  '[]',
  '[1]',
  '{}',
  '"NaN"',
];

test('no field takes a number that is no exact integer within its bounds', () => {
  for (const path of INTEGERS) {
    for (const raw of NO_INTEGERS) assertRefused(poolWith(path, raw), asPath(path));
  }
});

test('numbers that JSON cannot hold are refused too', () => {
  for (const tooling of [
    Number.NaN,
    Infinity,
    -Infinity,
    5n,
    undefined,
    null,
    Symbol('5'),
    () => 5,
    new Number(5),
  ]) {
    assertRefused({ ...pool, offers: [{ ...plainOffer, tooling }] }, 'offers[0].tooling');
  }
});

test('minus zero is zero', async () => {
  const answer = await clearAsEngine({ ...pool, offers: [{ ...plainOffer, tooling: -0 }] });
  assert.deepEqual(answer, { kind: 'result', result: clearNaively(pool) });
});

test('a missing field is named', () => {
  for (const [at, whole] of [
    ['options', pool.options],
    ['offers.0', plainOffer],
    ['commitments.1', pool.commitments[1]!],
  ] as const) {
    for (const name of Object.keys(whole)) {
      if (name === 'rationing') continue;
      const left = Object.fromEntries(Object.entries(whole).filter(([key]) => key !== name));
      assertRefused(poolWith(at, JSON.stringify(left)), `${asPath(at)}.${name}`, 'missing');
    }
  }
  for (const name of Object.keys(pool)) {
    const left = Object.fromEntries(Object.entries(pool).filter(([key]) => key !== name));
    assertRefused(left, name, 'missing');
  }
});

test('an unknown field is named, at every depth', () => {
  const places = ['', 'options.', 'offers.0.', 'offers.0.tiers.0.', 'commitments.0.'];
  for (const place of places)
    assertRefused(poolWith(`${place}limits`, '1'), asPath(`${place}limits`), 'unknown-field');
  assertRefused({ ...pool, demand: { A: 1 } }, 'demand', 'unknown-field');
});

test('fields named like parts of every object are unknown fields', () => {
  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
    for (const place of ['', 'options.', 'offers.0.', 'commitments.0.']) {
      const found = refusalsOf(poolWith(`${place}${name}`, '{"tooling":1}'));
      assert.ok(
        found.some(({ reason }) => reason === 'unknown-field'),
        `${place}${name} is taken`,
      );
    }
  }
});

test('an inherited field does not stand in for one that is missing', () => {
  const bare: Json = JSON.parse(JSON.stringify({ ...plainOffer, tooling: undefined }));
  Object.defineProperty(bare, '__proto__', { value: { tooling: 7 }, enumerable: true });
  assert.notDeepEqual(refusalsOf({ ...pool, offers: [bare] }), []);
});

const tiers = (...list: [number, number][]): string =>
  JSON.stringify(list.map(([from, price]) => ({ from, price })));

test('tiers that do not ascend or prices that rise are refused at the tier', () => {
  const path = 'offers.0.tiers';
  assertRefused(poolWith(path, tiers([1, 9], [1, 8])), 'offers[0].tiers[1].from', 'not-ascending');
  assertRefused(poolWith(path, tiers([5, 9], [4, 8])), 'offers[0].tiers[1].from', 'not-ascending');
  assertRefused(
    poolWith(path, tiers([1, 9], [5, 9], [7, 10])),
    'offers[0].tiers[2].price',
    'price-rises',
  );
  assertRefused(poolWith(path, tiers([0, 9])), 'offers[0].tiers[0].from', 'too-small');
  assertRefused(poolWith(path, '[]'), path.replace('.0', '[0]'), 'empty');
});

test('the same id or the same place in the log twice is refused', () => {
  assertRefused({ ...pool, offers: [plainOffer, plainOffer] }, 'offers[1].id', 'duplicate');
  assertRefused(poolWith('commitments.1.id', '"a"'), 'commitments[1].id', 'duplicate');
  assertRefused(poolWith('commitments.1.seq', '1'), 'commitments[1].seq', 'duplicate');
  assertRefused(poolWith('commitments.1.seq', '1.0e0'), 'commitments[1].seq', 'duplicate');
});

test('an id is a well-formed text of one to a bounded number of characters', () => {
  for (const path of ['offers.0.id', 'commitments.0.id']) {
    assertRefused(poolWith(path, '""'), asPath(path), 'empty');
    assertRefused(poolWith(path, JSON.stringify('x'.repeat(1_000_000))), asPath(path), 'too-long');
    assertRefused(poolWith(path, '"\\ud800"'), asPath(path), 'malformed-text');
    for (const raw of ['1', 'null', '["a"]', '{"toString":1}'])
      assertRefused(poolWith(path, raw), asPath(path));
  }
});

test('a wrong choice is refused, also with other letters or spaces', () => {
  for (const path of ['kind', 'options.objective', 'options.rationing', 'offers.0.mode']) {
    for (const raw of ['"Surplus"', '" time"', '"__proto__"', '""', '0', '["single"]']) {
      assertRefused(poolWith(path, raw), asPath(path));
    }
  }
});

test('whole parts of another shape are refused', () => {
  for (const value of [null, undefined, 1, 'single', [], [pool], true, () => pool]) {
    assert.notDeepEqual(refusalsOf(value), []);
  }
  for (const path of [
    'options',
    'offers',
    'commitments',
    'offers.0',
    'commitments.0',
    'offers.0.tiers',
    'offers.0.tiers.0',
    'offers.0.freight',
  ]) {
    for (const raw of ['1', '"x"', 'true', '[[]]'])
      assertRefused(poolWith(path, raw), expectedPlace(path, raw));
  }
});

/** A list in the place of a list is looked into, so its first entry is what is wrong. */
const expectedPlace = (path: string, raw: string): string =>
  raw === '[[]]' && /(offers|commitments|tiers)$/.test(path) ? `${asPath(path)}[0]` : asPath(path);

test('an object nested ten thousand deep is a wrong shape and no crash', () => {
  const bomb = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
  for (const path of [
    'options',
    'offers.0',
    'offers.0.tiers.0',
    'offers.0.id',
    'offers.0.freight',
    'commitments.0.limit',
  ]) {
    assert.notDeepEqual(refusalsOf(poolWith(path, bomb)), []);
  }
});

test('a value that contains itself is refused', () => {
  const circle: Record<string, unknown> = { ...pool };
  circle['options'] = circle;
  assert.notDeepEqual(refusalsOf(circle), []);
});

test('a list with holes is refused', () => {
  const commitments = [buyer('a', 1), buyer('b', 2)];
  commitments.length = 5;
  assert.notDeepEqual(refusalsOf({ ...pool, commitments }), []);
});

test('a million wrong commitments give a short list of refusals', () => {
  const commitments = Array.from({ length: 1_000_000 }, () => ({ id: '', seq: -1 }));
  const found = refusalsOf({ ...pool, commitments });
  assert.ok(found.length > 0 && found.length <= 100);
});

test('sums that pass 2^53 - 1 are refused although each number is allowed', async () => {
  const dear = {
    ...plainOffer,
    tiers: [{ from: 1, price: 2_147_483_647 }],
    tooling: 1_000_000_000_000_000,
  };
  const many = [{ ...buyer('a', 1), max: 2_147_483_647, limit: 2_147_483_647 }];
  assertRefused({ ...pool, commitments: many }, 'commitments', 'total-too-large');
  const huge = [{ ...buyer('a', 1), max: 2_147_483_647, limit: 0 }];
  const [first] = refusalsOf({ ...pool, offers: [dear], commitments: huge });
  assert.equal(first?.reason, 'total-too-large');
  const two = [0, 1].map((n) => ({ ...buyer(`a${n}`, n), max: 2_147_483_647, limit: 0 }));
  assertRefused({ ...pool, commitments: two }, 'commitments', 'total-too-large');
});

test('the largest allowed numbers clear exactly', async () => {
  const dearest = [{ from: 1, price: 2_147_483_646 }];
  const offers = [{ ...plainOffer, tiers: dearest, leadDays: 100_000 }];
  const one = {
    ...buyer('a', 9_007_199_254_740_991),
    max: 7,
    limit: 2_147_483_647,
    latestDay: 10_000_000,
  };
  const instance: Instance = { ...pool, offers, commitments: [one] };
  assert.deepEqual(await clearAsEngine(instance), {
    kind: 'result',
    result: clearNaively(instance),
  });
  const dear: Instance = {
    ...instance,
    offers: [{ ...offers[0]!, tooling: 1_000_000_000_000_000 }],
  };
  assert.deepEqual(await clearAsEngine(dear), { kind: 'result', result: clearNaively(dear) });
});

async function expectAgreement(instance: Instance): Promise<void> {
  assert.deepEqual(await clearAsEngine(instance), {
    kind: 'result',
    result: clearNaively(instance),
  });
}

test('ids that objects treat as their own come back as they went in', async () => {
  const names = [
    '__proto__',
    'constructor',
    'toString',
    '10',
    '9',
    'a+b',
    ' ',
    '\u0000',
    'x'.repeat(128),
  ];
  const commitments = names.map((id, seq) => ({ ...buyer(id, seq), max: 2 }));
  const offers = names.map((id) => ({ ...plainOffer, id, capacity: 4 })).slice(0, 3);
  await expectAgreement({ ...pool, offers, commitments });
  await expectAgreement({
    ...pool,
    kind: 'split',
    offers,
    commitments,
    options: { ...pool.options, objective: 'units' },
  });
});

test('variants may be called __proto__ and are still looked up as themselves', async () => {
  const raw = `{"kind":"family","options":${JSON.stringify(pool.options)},"variants":["__proto__","constructor"],
    "offers":[{"id":"m","mode":"all-units","tiers":[{"from":1,"prices":{"__proto__":10,"constructor":20}}],
      "tooling":0,"moq":1,"capacity":null,"leadDays":0,"freight":null,
      "variantTooling":{"__proto__":1,"constructor":2},"variantMoq":{"__proto__":0,"constructor":0}}],
    "commitments":[{"id":"__proto__","seq":1,"min":1,"max":3,"limit":30,"taxBps":0,"latestDay":null,"variant":"__proto__"},
      {"id":"b","seq":2,"min":1,"max":3,"limit":30,"taxBps":0,"latestDay":null,"variant":"constructor"}]}`;
  const instance: Instance = JSON.parse(raw);
  assert.deepEqual(await clearAsEngine(instance), {
    kind: 'result',
    result: clearNaively(instance),
  });
  for (const field of ['prices', 'variantTooling', 'variantMoq']) {
    const other: unknown = JSON.parse(raw.replace(`"${field}":{`, `"${field}":{"C":1,`));
    assert.notDeepEqual(refusalsOf(other), [], `${field} takes a variant that nobody named`);
  }
  const partly: unknown = JSON.parse(raw.replace('"constructor":20', '"toString":20'));
  assert.notDeepEqual(refusalsOf(partly), [], 'a price that is missing is not inherited');
});
