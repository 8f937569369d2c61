import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export function hashOf(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex').slice(0, 32);
}

export function readStamp(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return {};
  }
}

/** Written whole and last: a stamp means that the work before it was finished. */
export function writeStamp(path, stamp) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.draft`, JSON.stringify(stamp));
  renameSync(`${path}.draft`, path);
}

/** All files below some paths in a fixed order, those left out that `isWanted` refuses. */
export function filesBelow(root, paths, isWanted) {
  const found = [];
  const visit = (path) => {
    const full = join(root, path);
    const seen = statSync(full, { throwIfNoEntry: false });
    if (!seen) return;
    if (seen.isDirectory()) for (const name of readdirSync(full).sort()) visit(`${path}/${name}`);
    else if (isWanted(path)) found.push({ path, full, look: `${seen.size}:${seen.mtimeMs}` });
  };
  for (const path of paths) visit(path);
  return found;
}

/** Size and time of every file: quick to compare, and changed by a fresh checkout. */
export function lookOf(files) {
  return hashOf(...files.map(({ path, look }) => `${path}:${look}`));
}

export function contentOf(files) {
  return hashOf(...files.flatMap(({ path, full }) => [path, readFileSync(full)]));
}
