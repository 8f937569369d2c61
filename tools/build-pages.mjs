import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ROOT, say } from './terminal.mjs';
import { inTurn } from './turns.mjs';

const APP = join(ROOT, 'app');
/** What the pages are built from; server code is used from source, but pages may import it too. */
const SOURCES = [
  'app/src',
  'app/static',
  'app/vite.config.ts',
  'app/tsconfig.json',
  'tsconfig.base.json',
  'package-lock.json',
  'packages',
];
const LEFT_OUT = /(^|\/)(node_modules|tests|bench|mutants)(\/|$)|\.(test|deep|bench)\.ts$/;

/** Builds the pages when what they are made from has changed. */
export function buildPages() {
  const wanted = stamp();
  if (isBuilt(wanted)) return;
  inTurn('build', () => {
    if (isBuilt(wanted)) return;
    say('Building the pages');
    runOrFail(['node_modules/@sveltejs/kit/svelte-kit.js', 'sync']);
    runOrFail(['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'error']);
    mkdirSync(join(APP, 'build'), { recursive: true });
    writeFileSync(stampFile(), wanted);
  });
}

function runOrFail([script, ...args]) {
  const done = spawnSync(process.execPath, [join(ROOT, script), ...args], {
    cwd: APP,
    encoding: 'utf8',
  });
  if (done.status !== 0)
    fail(`The pages could not be built.\n${done.stdout ?? ''}${done.stderr ?? ''}`);
}

function isBuilt(wanted) {
  return existsSync(stampFile()) && readFileSync(stampFile(), 'utf8') === wanted;
}

function stampFile() {
  return join(APP, 'build/.muster-stamp');
}

function stamp() {
  const hash = createHash('sha256').update(process.versions.node);
  for (const source of SOURCES)
    for (const file of filesOf(source)) hash.update(file).update(readFileSync(join(ROOT, file)));
  return hash.digest('hex');
}

function filesOf(path) {
  const full = join(ROOT, path);
  if (LEFT_OUT.test(path) || !existsSync(full)) return [];
  try {
    const entries = readdirSync(full, { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    );
    return entries.flatMap((entry) =>
      entry.isDirectory()
        ? filesOf(`${path}/${entry.name}`)
        : LEFT_OUT.test(`${path}/${entry.name}`)
          ? []
          : [`${path}/${entry.name}`],
    );
  } catch (error) {
    if (error.code === 'ENOTDIR') return [path];
    throw error;
  }
}
