import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm } from './npm.mjs';
import { fail, ROOT, say } from './terminal.mjs';
import { inTurn } from './turns.mjs';

/** Brings exactly what the lockfile names, once for each state of it. */
export function installDependencies({ quiet }) {
  if (isInstalled()) return;
  inTurn('install', () => {
    if (isInstalled()) return;
    if (!quiet) say('Bringing the dependencies (the first time takes some twenty seconds)');
    const trouble = npm(
      ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
      ROOT,
    );
    if (trouble !== undefined)
      fail(
        `The dependencies could not be brought. Is there a network, and room on the disk?\n${trouble}`,
      );
    writeFileSync(stampFile(), stamp());
  });
}

function isInstalled() {
  return existsSync(stampFile()) && readFileSync(stampFile(), 'utf8') === stamp();
}

/** Kept inside, so that it goes with what it vouches for. */
function stampFile() {
  return join(ROOT, 'node_modules/.muster-stamp');
}

function stamp() {
  const lock = readFileSync(join(ROOT, 'package-lock.json'));
  return createHash('sha256')
    .update(lock)
    .update(`${process.versions.modules} ${process.platform} ${process.arch}`)
    .digest('hex');
}
