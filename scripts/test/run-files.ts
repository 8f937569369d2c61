import { relative } from 'node:path';
import { run } from 'node:test';
import { inspect } from 'node:util';

const TIME_LIMIT = new URL('time-limit.ts', import.meta.url).href;

export type Count = { passed: number; failed: number };

export type RunPlan = {
  atOnce: number;
  root: string;
  /** A file that takes longer is ended and counts as failed. */
  limitMs: number;
};

/** Runs test files, each in a process of its own, and prints what failed with where and why. */
export async function runFiles(
  files: string[],
  { atOnce, root, limitMs }: RunPlan,
): Promise<Count> {
  const count: Count = { passed: 0, failed: 0 };
  process.env.MUSTER_TEST_FILE_MS = String(limitMs);
  const stream = run({
    files,
    concurrency: atOnce,
    cwd: root,
    execArgv: ['--import', TIME_LIMIT],
  });
  for await (const event of stream) {
    if (event.type === 'test:stdout' || event.type === 'test:stderr')
      process.stdout.write(event.data.message);
    if (event.type !== 'test:pass' && event.type !== 'test:fail') continue;
    if (event.type === 'test:fail') print(event.data, root);
    // A suite counts through its tests; one that fails by itself (a hook) counts as a failure.
    if (event.data.details.type === 'suite' && !failedItself(event)) continue;
    if (event.data.skip !== undefined || event.data.todo !== undefined) continue;
    if (event.type === 'test:pass') count.passed += 1;
    else if (failedItself(event)) count.failed += 1;
  }
  return count;
}

type Outcome = { type: 'test:pass' | 'test:fail'; data: { details: object } };

/** A parent whose only fault is a failed child is not a second failure. */
function failedItself({ type, data }: Outcome): boolean {
  if (type !== 'test:fail') return false;
  return !('error' in data.details && isOf(data.details.error, 'subtestsFailed'));
}

function isOf(error: unknown, kind: string): boolean {
  return error instanceof Error && 'failureType' in error && error.failureType === kind;
}

type Failed = { name: string; file?: string; line?: number; details: { error: Error } };

function print({ name, file, line, details }: Failed, root: string): void {
  if (isOf(details.error, 'subtestsFailed')) return;
  const place = file ? `${relative(root, file)}${line ? `:${line}` : ''}` : '';
  const cause = details.error.cause ?? details.error;
  const why =
    cause instanceof Error ? (cause.stack ?? cause.message) : inspect(cause, { depth: 4 });
  console.log(`  ✖ ${name}  (${place})\n${why.replace(/^/gm, '      ')}`);
}
