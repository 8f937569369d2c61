import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SLICES } from './layers.ts';
import { makeTree } from './tree.ts';
import { checkWrittenWords } from './written-words.ts';

const map = `  clearing/  prices\n  ui/  parts\n  features/<noun>/  slices\n${SLICES.join(' ← ')}`;
const files = {
  'package.json': JSON.stringify({ scripts: { check: 'node check' } }),
  'ARCHITECTURE.md': map,
  'docs/settings.md': 'all of them',
  'packages/clearing/src/money.ts': '',
  'app/src/ui/style/page.css': '',
  'app/src/features/people/people.ts': '',
};

function adviceFor(changed: Record<string, string>): string[] {
  return checkWrittenWords(makeTree({ ...files, ...changed })).map(({ advice }) => advice);
}

test('what is said to be there is there', () => {
  const readme =
    '[settings](docs/settings.md#all) and [docs](docs/), `packages/clearing/src/money.ts`, `npm run check`, `npm ci`, [out](https://example.org)';
  assert.deepEqual(adviceFor({ 'README.md': readme }), []);
});

const wrong: [string, Record<string, string>, RegExp][] = [
  ['a link', { 'README.md': '[here](docs/setting.md)' }, /docs\/setting\.md leads nowhere/],
  ['a link of a page below', { 'docs/a.md': '[here](docs/settings.md)' }, /leads nowhere/],
  ['a file', { 'README.md': '`packages/clearing/src/gold.ts`' }, /there is no packages/],
  ['a command', { 'README.md': 'npm run chek' }, /no command npm run chek/],
  ['a package', { 'packages/cutting/src/a.ts': '' }, /the map lacks cutting/],
  ['a layer', { 'app/src/web/a.ts': '' }, /the map lacks web/],
  ['the slices', { 'ARCHITECTURE.md': map.replace('people ←', '') }, /in this order: people/],
];
for (const [name, changed, expected] of wrong)
  test(`${name} that is not as written is found`, () => {
    const advice = adviceFor(changed);
    assert.equal(advice.length, 1, advice.join('\n'));
    assert.match(advice[0] ?? '', expected);
  });
