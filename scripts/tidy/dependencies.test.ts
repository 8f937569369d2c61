import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { checkDependencies } from './dependencies.ts';
import { makeTree, readJson } from './tree.ts';

const page = `# Dependencies

| package | version | licence | why it and not twenty lines |
| --- | --- | --- | --- |
| oak | 1.2.3 | MIT | because |
| @mill/* | 2.0.0-beta.1 | ISC | one a platform |

| package | licence | why it is no burden |
| --- | --- | --- |
| deep | MPL-2.0 | the build alone |
`;
const locked = {
  '': {},
  app: { license: 'none of ours' },
  'node_modules/oak': { version: '1.2.3', license: 'MIT' },
  'node_modules/@mill/linux': { version: '2.0.0-beta.1', license: 'ISC' },
  'node_modules/deep': { version: '1.0.0', license: 'MPL-2.0' },
  'node_modules/deep/node_modules/choice': { version: '1.0.0', license: '(MIT OR GPL-3.0)' },
  'node_modules/@muster/app': { link: true },
};
const named = { oak: '1.2.3', '@mill/linux': '2.0.0-beta.1', '@muster/log': '0.1.0' };

function adviceFor(changed: { page?: string; named?: object; locked?: object }): string[] {
  const tree = makeTree({
    'docs/dependencies.md': changed.page ?? page,
    'app/package.json': JSON.stringify({ dependencies: changed.named ?? named }),
    'package-lock.json': JSON.stringify({ packages: changed.locked ?? locked }),
  });
  return checkDependencies(tree).map(({ advice }) => advice);
}

describe('the page of dependencies', () => {
  test('says what is', () => assert.deepEqual(adviceFor({}), []));

  const wrong: [string, Parameters<typeof adviceFor>[0], RegExp][] = [
    ['lacks a package', { page: page.replace(/^\| oak.*\n/m, '') }, /say in .* why oak is here/],
    ['gives no reason', { page: page.replace('because', '') }, /say why oak is here/],
    ['names one too many', { named: { oak: '1.2.3' } }, /nothing names @mill\/\*/],
    ['names another version', { page: page.replace('1.2.3', '1.2.4') }, /oak is 1\.2\.3 in app/],
    ['names another licence', { page: page.replace('MIT', 'ISC') }, /licence of oak is MIT/],
    ['has a version that moves', { named: { ...named, oak: '^1.2.3' } }, /an exact version of oak/],
    [
      'is older than the lock file',
      lockedWith('oak', '1.2.4', 'MIT'),
      /oak is 1\.2\.4 in package-lock/,
    ],
    [
      'is silent on a licence',
      lockedWith('far', '1.0.0', 'GPL-3.0-only'),
      /far is under GPL-3\.0-only/,
    ],
    [
      'takes half of a sum',
      lockedWith('far', '1.0.0', 'MIT AND LGPL-3.0-only'),
      /far is under MIT AND/,
    ],
    [
      'excuses what is gone',
      lockedWith('deep', '1.0.0', 'MIT'),
      /no package of that licence .* deep/,
    ],
  ];
  for (const [name, changed, expected] of wrong)
    test(`is wrong when it ${name}`, () => {
      const advice = adviceFor(changed);
      assert.equal(advice.length, 1, advice.join('\n'));
      assert.match(advice[0] ?? '', expected);
    });
});

test('what is installed is under the licence that the lock file names', () => {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const lock = readFileSync(`${root}package-lock.json`, 'utf8');
  const { packages } = readJson(makeTree({ 'package-lock.json': lock }), 'package-lock.json');
  const installed = Object.entries(packages as Record<string, { license?: string }>).filter(
    ([place]) => place.includes('node_modules/') && existsSync(`${root}${place}/package.json`),
  );
  assert.ok(installed.length > 200);
  const differing = installed.flatMap(([place, { license }]) => {
    const told: unknown = JSON.parse(readFileSync(`${root}${place}/package.json`, 'utf8'));
    const own = typeof told === 'object' && told !== null && 'license' in told && told.license;
    return own === (license ?? false) || place.includes('@muster/')
      ? []
      : [`${place}: ${String(own)}`];
  });
  assert.deepEqual(differing, []);
});

function lockedWith(name: string, version: string, license: string): { locked: object } {
  return { locked: { ...locked, [`node_modules/${name}`]: { version, license } } };
}
