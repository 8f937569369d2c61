import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * `npm run test:deep -- [WORD...] [OPTION...]`: runs every `*.deep.ts` whose path contains one of the words (all without a word), one after
 * the other, each in a process of its own that gets the options. Exits with 1 when one of them failed.
 */
const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const given = process.argv.slice(2);
const firstOption = given.findIndex((word) => word.startsWith('-'));
const words = firstOption < 0 ? given : given.slice(0, firstOption);
const options = given.slice(words.length);
const files = globSync('{app,packages,scripts}/**/*.deep.ts', {
  cwd: ROOT,
  exclude: ['**/node_modules/**'],
})
  .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
  .sort();

let failed = 0;
for (const file of files) {
  const began = performance.now();
  console.log(`\n— ${file}`);
  const code = await run(file);
  if (code !== 0) failed += 1;
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`  ${file}: ${code === 0 ? 'passed' : `FAILED (${code})`} in ${seconds} s`);
}
console.log(`\n${files.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 || files.length === 0 ? 1 : 0;

function run(file: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(ROOT, file), ...options], {
      cwd: ROOT,
      stdio: 'inherit',
    });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
