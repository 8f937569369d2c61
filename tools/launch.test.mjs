import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { isNewEnough } from './bring-node.mjs';
import { findCommand, musterCommand } from './commands.mjs';
import { holdsAll } from './install.mjs';
import { alone } from './lock.mjs';
import { cleanEnvironment, findNpm, withNode } from './npm.mjs';
import { launch } from './run.mjs';
import { contentOf, filesBelow, lookOf } from './stamp.mjs';
import { explain } from './words.mjs';

const home = mkdtempSync(join(tmpdir(), 'muster-tools-'));
after(() => rmSync(home, { recursive: true, force: true }));

test('a Node that is new enough is used, an older one is not', () => {
  const cases = { '18.0.0': false, '24.9.9': false, '24.10.0': true, '26.0.0': true };
  for (const [version, expected] of Object.entries(cases))
    assert.equal(isNewEnough(version), expected, version);
});

test('two starts at once take turns', async () => {
  let inside = 0;
  let most = 0;
  const lock = join(home, 'turns', 'lock');
  const visit = () =>
    alone(lock, async () => {
      most = Math.max(most, (inside += 1));
      await pause(20);
      inside -= 1;
    });
  await visit();
  // The lock tells processes apart; within one process a second visitor would take it over.
  const other = `import { alone } from ${JSON.stringify(new URL('./lock.mjs', import.meta.url).href)};
    await alone(process.argv[1], async () => { process.stdout.write('in'); await new Promise((r) => setTimeout(r, 500)); process.stdout.write('out'); });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', other, lock]);
  let said = '';
  await new Promise((resolve) => child.stdout.on('data', (chunk) => resolve((said += chunk))));
  await visit();
  assert.equal(said, 'inout');
  assert.equal(most, 1);
});

test('a lock whose holder was killed is taken over', async () => {
  const child = spawn(process.execPath, ['-e', '']);
  await new Promise((resolve) => child.on('exit', resolve));
  const lock = join(home, 'stale');
  writeFileSync(lock, String(child.pid));
  assert.equal(await alone(lock, async () => readFileSync(lock, 'utf8')), String(process.pid));
});

test('what a developer installed by hand counts when it is what the lock file wants', () => {
  const wanted = {
    '': {},
    'node_modules/a': { version: '1.0.0', integrity: 'x' },
    'node_modules/b': { version: '1.0.0', integrity: 'y', optional: true },
    'packages/c': { version: '0.1.0' },
  };
  const a = { version: '1.0.0', integrity: 'x' };
  assert.equal(holdsAll(wanted, { 'node_modules/a': a }), true, 'optional ones may be absent');
  assert.equal(holdsAll(wanted, {}), false, 'one is missing');
  const link = { 'node_modules/@muster/new': { resolved: 'packages/new', link: true } };
  assert.equal(holdsAll({ ...wanted, ...link }, { 'node_modules/a': a }), false, 'a new workspace');
  assert.equal(holdsAll({ ...wanted, ...link }, { 'node_modules/a': a, ...link }), true);
  const program = { version: '1.0.0', optional: true, os: process.platform, cpu: [process.arch] };
  const here = { ...wanted, 'node_modules/p': program };
  assert.equal(holdsAll(here, { 'node_modules/a': a }), false, "this machine's program is missing");
  const elsewhere = { ...wanted, 'node_modules/p': { ...program, os: ['plan9'] } };
  assert.equal(holdsAll(elsewhere, { 'node_modules/a': a }), true);
  assert.equal(holdsAll(wanted, { 'node_modules/a': { ...a, version: '1.0.1' } }), false);
  assert.equal(holdsAll(wanted, { 'node_modules/a': { ...a, integrity: 'z' } }), false);
  assert.equal(
    holdsAll(wanted, { 'node_modules/a': a, 'node_modules/d': a }),
    false,
    'one too many',
  );
});

test("the caller's npm leaves nothing behind but where packages come from", () => {
  const left = cleanEnvironment({
    HOME: '/home',
    npm_config_registry: 'https://packages.test',
    npm_config_omit: 'dev',
    npm_lifecycle_event: 'start',
    npm_package_name: 'muster',
  });
  assert.deepEqual(left, { HOME: '/home', npm_config_registry: 'https://packages.test' });
  assert.match(withNode('/new/bin/node', { PATH: '/old' }).PATH, /^\/new\/bin.\/old$/);
});

test('npm is found without the help of npm', () => {
  assert.match(findNpm({ PATH: process.env.PATH }), /npm-cli\.js$/);
});

test('a build is stale when a source changed, and not when only its time did', () => {
  const file = join(home, 'source.ts');
  const read = () => filesBelow(home, ['source.ts'], () => true);
  writeFileSync(file, 'one');
  const [look, content] = [lookOf(read()), contentOf(read())];
  utimesSync(file, 1, 1);
  assert.notEqual(lookOf(read()), look);
  assert.equal(contentOf(read()), content);
  writeFileSync(file, 'two');
  assert.notEqual(contentOf(read()), content);
});

test('only what serves pages waits for their build', () => {
  assert.equal(musterCommand(['start']).needs, 'pages');
  assert.equal(musterCommand(['clear', 'pool.json']).needs, 'dependencies');
  assert.equal(musterCommand(['start', '--help']).needs, 'dependencies');
  assert.equal(findCommand('doctor', []).programs[0]?.at(-1), 'doctor');
  assert.equal(findCommand('bench:clearing', []).programs.length, 2);
});

test('a failed download says what to do', () => {
  assert.match(explain('It failed', 'npm error code ENOTFOUND').message, /Check the network/);
  assert.match(explain('It failed', 'npm error ENOSPC: no space').message, /disk is full/);
  assert.match(explain('It failed', 'npm error code EINTEGRITY').message, /refused/);
});

test("the program's exit code is the launcher's", async () => {
  const program = { needs: 'nothing', folder: home, programs: [['-e', 'process.exit(7)']] };
  assert.equal(await launch(program), 7);
  const killed = ['-e', 'process.kill(process.pid, "SIGKILL")'];
  assert.equal(await launch({ ...program, programs: [killed] }), 137);
});
