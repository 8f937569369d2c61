import { join } from 'node:path';
import { alone } from './lock.mjs';
import { runQuietly, withNode } from './npm.mjs';
import { APP, CACHE, MODULES, ROOT } from './project.mjs';
import { contentOf, filesBelow, lookOf, readStamp, writeStamp } from './stamp.mjs';
import { step } from './words.mjs';

const STAMP = join(APP, 'build', '.muster-built');
/** All that the built pages are made from. */
const SOURCES = [
  'app/src',
  'app/static',
  'app/package.json',
  'app/tsconfig.json',
  'app/vite.config.ts',
  'package-lock.json',
  'packages',
  'tsconfig.base.json',
];
const LEFT_OUT = /\.(?:test|deep|bench)\.ts$|\/(?:node_modules|tests|bench|mutants)\//;

/** Builds the pages, unless what they are made from is what it was. */
export async function build(node) {
  if (isBuilt()) return;
  await alone(join(CACHE, 'build.lock'), async () => {
    if (isBuilt()) return;
    const sources = readSources();
    await step('Building the pages', () => runVite(node));
    writeStamp(STAMP, { look: lookOf(sources), content: contentOf(sources) });
  });
}

function isBuilt() {
  const sources = readSources();
  const look = lookOf(sources);
  const stamp = readStamp(STAMP);
  if (stamp.look === look) return true;
  const content = contentOf(sources);
  if (stamp.content !== content) return false;
  writeStamp(STAMP, { look, content });
  return true;
}

function readSources() {
  return filesBelow(ROOT, SOURCES, (path) => !LEFT_OUT.test(path));
}

function runVite(node) {
  const program = join(MODULES, 'vite', 'bin', 'vite.js');
  const env = withNode(node, { ...process.env, NODE_ENV: 'production' });
  return runQuietly(node, [program, 'build'], { cwd: APP, env }, 'The pages could not be built');
}
