import { execFile, spawn } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startTemporaryPostgres } from '../../app/src/server/postgres/temporary-postgres.ts';
import { findChromium } from '../../app/tests/browser/chromium.ts';
import { type Count, runFiles } from './run-files.ts';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
/** More at once than processors only makes single tests slower. */
const AT_ONCE = Math.max(1, Math.min(4, availableParallelism()));
const FILE_LIMIT_MS = 1_200_000;

type Part = {
  name: string;
  patterns: string[];
  needsPostgres?: true;
  needsPages?: true;
  /** One file at a time. */
  alone?: true;
};

const PARTS: readonly Part[] = [
  { name: 'tools and rules', patterns: ['tools/**/*.test.mjs', 'scripts/**/*.test.ts'] },
  { name: 'packages', patterns: ['packages/**/*.test.ts'] },
  { name: 'server', patterns: ['app/src/**/*.test.ts'], needsPostgres: true },
  {
    name: 'promises',
    patterns: ['app/tests/{ground,operating,policy}/**/*.test.ts'],
    needsPostgres: true,
  },
  {
    name: 'sockets',
    patterns: ['app/tests/sockets/**/*.test.ts'],
    needsPostgres: true,
    needsPages: true,
  },
  // A real browser and processes that are killed take both cores: each has the machine to itself.
  { name: 'kill drill', patterns: ['app/tests/kill/**/*.test.ts'], alone: true },
  {
    name: 'browser',
    patterns: ['app/tests/browser/**/*.test.ts'],
    needsPostgres: true,
    needsPages: true,
    alone: true,
  },
];

const words = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const total: Count = { passed: 0, failed: 0 };
let stopPostgres: (() => Promise<void>) | undefined;

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void Promise.resolve(stopPostgres?.()).finally(() => process.exit(130));
  });
}

try {
  if (words.length === 0 && existsSync(join(ROOT, 'scripts/check.ts'))) await part('check', check);
  for (const { name, ...needs } of PARTS) {
    const files = filesOf(needs.patterns);
    if (files.length === 0) continue;
    await part(name, async () => {
      await prepare(needs, files);
      return runFiles(files, {
        atOnce: needs.alone ? 1 : AT_ONCE,
        root: ROOT,
        limitMs: FILE_LIMIT_MS,
      });
    });
  }
} finally {
  await stopPostgres?.();
}
if (total.passed + total.failed === 0)
  console.log(`No test file is named like: ${words.join(' ')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);

/** A part that breaks down counts as one failure; the others still run. */
async function part(name: string, run: () => Promise<Count>): Promise<void> {
  const began = performance.now();
  console.log(`\n— ${name}`);
  const count = await run().catch((fault: unknown): Count => {
    console.error(fault instanceof Error ? (fault.stack ?? fault.message) : fault);
    return { passed: 0, failed: 1 };
  });
  total.passed += count.passed;
  total.failed += count.failed;
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`  ${name}: ${count.passed} passed, ${count.failed} failed in ${seconds} s`);
}

function filesOf(patterns: string[]): string[] {
  return globSync(patterns, { cwd: ROOT, exclude: ['**/node_modules/**'] })
    .map((file) => join(ROOT, file))
    .filter(
      (file) => words.length === 0 || words.some((word) => relative(ROOT, file).includes(word)),
    )
    .sort();
}

function check(): Promise<Count> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['scripts/check.ts'], { cwd: ROOT, stdio: 'inherit' });
    child.on('error', reject);
    child.on('exit', (code) => resolve({ passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 }));
  });
}

/** One server for the whole run, the pages built, the browser unpacked: before the tests, which would do it all at once. */
async function prepare(needs: Omit<Part, 'name'>, files: string[]): Promise<void> {
  if (needs.needsPostgres && !process.env.MUSTER_TEST_POSTGRES) {
    const postgres = await startTemporaryPostgres((line) => console.log(`  ${line}`));
    stopPostgres = postgres.stop;
    process.env.MUSTER_TEST_POSTGRES = postgres.ownerUrl;
    process.env.MUSTER_TEST_POSTGRES_ADMIN = postgres.adminUrl;
  }
  if (!needs.needsPages) return;
  await promisify(execFile)(process.execPath, [join(ROOT, 'tools/launch.mjs'), 'build']);
  if (files.some((file) => file.includes('/browser/'))) await findChromium();
}
