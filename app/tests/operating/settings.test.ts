import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { settingsWithoutSecrets } from '#features/installation/server/machine-reads.ts';
import { readConfig, SETTING_NAMES } from '#server/config.ts';

/** What an operator reads about the settings is what the software makes of them. */
const PAGE = new URL('../../../docs/settings.md', import.meta.url);
const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));

type Line = { names: string[]; byDefault: string };

async function linesOfPage(): Promise<Line[]> {
  const page = await readFile(PAGE, 'utf8');
  return page.split('\n').flatMap((line) => {
    const [, names = '', byDefault = ''] = line.split('|').map((cell) => cell.trim());
    const found = [...names.matchAll(/`([A-Z_]+)`/g)].map(([, name = '']) => name);
    return found.length > 0 ? [{ names: found, byDefault: byDefault.replaceAll('`', '') }] : [];
  });
}

test('the page of settings lists those that there are, each once, and so does the page of the operator', async () => {
  const listed = (await linesOfPage()).flatMap(({ names }) => names);
  assert.deepEqual(listed.toSorted(), [...SETTING_NAMES].toSorted());
  const read = readConfig({});
  assert.equal(read.kind, 'config');
  const shown = settingsWithoutSecrets(read.config).map(({ setting }) => setting);
  assert.deepEqual(shown.toSorted(), [...SETTING_NAMES].toSorted());
});

test('what the page says holds without a setting is what holds', async () => {
  const read = readConfig({});
  assert.equal(read.kind, 'config');
  const holds = new Map(
    settingsWithoutSecrets(read.config).map(({ setting, value }) => [setting, value]),
  );
  for (const { names, byDefault } of await linesOfPage())
    for (const name of names) assert.equal(plain(holds.get(name) ?? ''), said(byDefault), name);
});

/** As the page writes it. */
function plain(value: string): string {
  if (value === process.cwd() + '/data') return './data';
  if (value === 'http://localhost:3000') return 'http://localhost:PORT';
  return { '': 'none', true: '1', false: '0' }[value] ?? value;
}

function said(byDefault: string): string {
  return byDefault === '' ? 'none' : byDefault;
}

test('each wrong setting is named, with what is wrong about it', () => {
  const wrong: [string, string][] = [
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['ORIGIN', 'muster.example.org'],
    ['ORIGIN', 'https://example.org/muster'],
    ['DATABASE_URL', 'mysql://localhost/muster'],
    ['DATABASE_POOL', '1'],
    ['SMTP_URL', 'https://mail.example.org'],
    ['OIDC_ISSUER', 'https://id.example.org'],
    ['TRUSTED_PROXIES', '-1'],
    ['LOG_LEVEL', 'loud'],
    ['METRICS_TOKEN', 'short'],
    ['ALLOW_PRIVATE_WEBHOOKS', 'yes'],
    ['FIRST_REPLY_HOURS', '0'],
    ['MUSTER_DEMO', 'no'],
  ];
  for (const [setting, value] of wrong) {
    const read = readConfig({ [setting]: value });
    assert.equal(read.kind, 'wrong', `${setting}=${value}`);
    assert.deepEqual(
      read.problems.map((problem) => problem.setting),
      [setting],
    );
    assert.ok((read.problems[0]?.problem.length ?? 0) > 10);
  }
});

test('a start with a wrong setting starts nothing, and says which and where to read on', async () => {
  const child = spawn(process.execPath, [CLI, 'start'], {
    env: { ...process.env, PORT: 'eighty', LOG_LEVEL: 'loud', DATABASE_URL: '' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const complaint = text(child.stderr);
  const [code] = await once(child, 'exit');
  assert.equal(code, 2);
  for (const word of ['PORT', 'LOG_LEVEL', 'docs/settings.md', 'nothing was started'])
    assert.match(await complaint, new RegExp(word));
});
