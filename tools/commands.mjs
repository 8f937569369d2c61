import { join, resolve } from 'node:path';
import { findNpm } from './npm.mjs';
import { APP, MODULES, ROOT } from './project.mjs';

const COMMAND_LINE = 'app/src/cli.ts';

/** What each word runs, and what must be there before: `dependencies` alone, or the built `pages` too. */
const COMMANDS = {
  start: { run: [COMMAND_LINE, 'start'], needs: 'pages' },
  test: { run: ['scripts/test/run.ts'], needs: 'dependencies' },
  check: { run: ['scripts/check.ts'], needs: 'dependencies' },
  build: { run: [], needs: 'pages' },
  'test:deep': { run: ['scripts/test/deep.ts'], needs: 'dependencies' },
  'test:kill': { run: ['app/tests/kill/run.ts'], needs: 'pages' },
  'test:mutants': { run: ['packages/clearing/mutants/run.ts'], needs: 'dependencies' },
  'bench:pages': { run: ['app/bench/pages.bench.ts'], needs: 'pages' },
  'bench:watch': { run: ['app/bench/watch.bench.ts'], needs: 'dependencies' },
  'bench:cutting': { run: ['packages/cutting/bench/cutting.bench.ts'], needs: 'dependencies' },
  'bench:commit': { run: ['app/bench/commit.bench.ts'], needs: 'dependencies' },
  'bench:clearing': {
    run: ['packages/clearing/bench/clearing.bench.ts'],
    afterwards: ['packages/log/bench/audit.bench.ts'],
    needs: 'dependencies',
  },
  'bench:kit': { run: ['packages/furniture/bench/kit.bench.ts'], needs: 'dependencies' },
  'bench:insight': { run: ['packages/insight/bench/insight.bench.ts'], needs: 'dependencies' },
  dev: { run: [join(MODULES, 'vite/bin/vite.js'), 'dev'], folder: APP, needs: 'dependencies' },
  format: {
    run: [join(MODULES, 'prettier/bin/prettier.cjs'), '--write', '.'],
    needs: 'dependencies',
  },
};

/** The programs for a command of `npm run`, as argument lists for Node, to be run one after the other. */
export function findCommand(word, args) {
  // npm itself, on the right Node: the only safe way to change a dependency when the machine's Node is older.
  if (word === 'npm') return { needs: 'nothing', folder: ROOT, programs: [[findNpm(), ...args]] };
  const known = COMMANDS[word];
  if (!known) return musterCommand([word, ...args]);
  const programs = [known.run, known.afterwards]
    .filter((program) => program && program.length > 0)
    .map((program) => [...program, ...args]);
  return { needs: known.needs, folder: known.folder || ROOT, programs: programs.map(fromRoot) };
}

/** The command line of Muster: only `start` serves pages. It runs where the person stands, so that paths mean what they say. */
export function musterCommand(args) {
  const needs = args[0] === 'start' && !args.includes('--help') ? 'pages' : 'dependencies';
  return { needs, folder: process.cwd(), programs: [fromRoot([COMMAND_LINE, ...args])] };
}

function fromRoot([program, ...args]) {
  return [resolve(ROOT, program), ...args];
}
