import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { BenchCase } from './bench-case.ts';
import { choiceCases } from './choices-case.ts';
import { opinionMapCases } from './opinion-map-case.ts';
import { bursts, words } from './words-case.ts';
import { works } from './works-case.ts';

/**
 * `npm run bench:insight [-- WORD]`: the cases whose name contains the word, each in a process of its own. Every case stands in a
 * file of its own in this folder and in this list.
 */
const CASES: readonly BenchCase[] = [...opinionMapCases, ...choiceCases, words, bursts, works];

const child = process.argv.indexOf('--case');
if (child < 0) benchAll(process.argv[2] ?? '');
else await benchOne(process.argv[child + 1] ?? '');

function benchAll(word: string): void {
  const chosen = CASES.filter(({ name }) => name.includes(word));
  for (const { name } of chosen) {
    const { status } = spawnSync(
      process.execPath,
      [fileURLToPath(import.meta.url), '--case', name],
      { stdio: 'inherit' },
    );
    if (status !== 0) process.exitCode = 1;
  }
}

async function benchOne(name: string): Promise<void> {
  const found = CASES.find((one) => one.name === name);
  for (const { what, ms, ratio, note } of (await found?.run()) ?? []) {
    const compared = ratio === null ? '' : `${ratio.times.toFixed(1)} x ${ratio.to}`;
    console.log(
      `${what.padEnd(44)}${`${ms.toFixed(0)} ms`.padStart(11)}  ${compared.padEnd(36)}${note ?? ''}`,
    );
  }
  // maxRSS is in kilobytes on every system that Node runs on.
  const peakMb = process.resourceUsage().maxRSS / 1024;
  console.log(`${`${name}: memory at most`.padEnd(44)}${`${peakMb.toFixed(0)} MB`.padStart(11)}\n`);
}
