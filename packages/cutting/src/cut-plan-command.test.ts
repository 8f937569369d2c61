import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { runCutPlan } from './cut-plan-command.node.ts';

const instance = {
  sheets: [{ width: 100, height: 100 }],
  kerf: 2,
  trim: 1,
  rotate: true,
  parts: [{ id: 'a', width: 48, height: 48, count: 5 }],
};

async function run(input: string, args: readonly string[] = ['-']) {
  const said = { out: '', err: '' };
  const code = await runCutPlan(args, {
    stdin: Readable.from([Buffer.from(input)]),
    stdout: { write: (text: string) => ((said.out += text), true) },
    stderr: { write: (text: string) => ((said.err += text), true) },
  });
  return { code, ...said };
}

test('one instance gives one plan, over several lines or on one', async () => {
  for (const text of [JSON.stringify(instance), JSON.stringify(instance, null, 2)]) {
    const { code, out, err } = await run(text);
    assert.deepEqual([code, err], [0, '']);
    const plan: unknown = JSON.parse(out);
    assert.ok(typeof plan === 'object' && plan !== null);
    assert.deepEqual(Object.keys(plan).toSorted(), ['bound', 'count', 'sheets', 'waste']);
    assert.match(out, /"count":2,/);
  }
});

test('JSON Lines give one plan a line', async () => {
  const { code, out } = await run(`${JSON.stringify(instance)}\n\n${JSON.stringify(instance)}\n`);
  assert.equal(code, 0);
  const lines = out.trimEnd().split('\n');
  assert.equal(lines.length, 2);
  assert.equal(lines[0], lines[1]);
});

test('what is malformed ends with 2, the place and the reason, and nothing on standard output', async () => {
  const wrong: [unknown, RegExp][] = [
    [{ ...instance, kerf: -1 }, /^-: kerf: too-small/],
    [{ ...instance, kerf: 0.5 }, /^-: kerf: not-an-integer/],
    [{ ...instance, rotate: undefined }, /^-: rotate: missing/],
    [{ ...instance, sheets: [] }, /^-: sheets: empty/],
    [{ ...instance, blade: 3 }, /^-: blade: unknown-field/],
    [{ ...instance, parts: [{ id: 'a', width: 99, height: 5 }] }, /^-: parts\[0\]: fits-no-sheet/],
    [
      { ...instance, parts: [{ id: 'a', width: 1e300, height: 5 }] },
      /parts\[0\]\.width: too-large/,
    ],
    [{ ...instance, parts: [{ id: 'a', width: 5, height: 5, count: 1e9 }] }, /count: too-large/],
    [[1, 2], /^-: instance: not-an-object/],
    [{ ...instance, sheets: [{ width: 100, height: 100, count: 1 }] }, /^-: sheets: not-enough/],
  ];
  for (const [value, reason] of wrong) {
    const { code, out, err } = await run(JSON.stringify(value));
    assert.deepEqual([code, out], [2, ''], err);
    assert.match(err, reason);
  }
  for (const text of ['', 'nonsense', '{"sheets":', `${'['.repeat(100_000)}`]) {
    const { code, out, err } = await run(text);
    assert.deepEqual([code, out], [2, ''], err);
    assert.match(err, /not-json/);
  }
  const second = await run(`${JSON.stringify(instance)}\n{"sheets":1}\n`);
  assert.deepEqual([second.code, second.out], [2, '']);
  assert.match(second.err, /^-:2: /);
  assert.equal((await run('', ['/no/such/file'])).code, 2);
  assert.equal((await run('', ['--effort', '0', '-'])).code, 2);
  assert.equal((await run('', [])).code, 2);
});
