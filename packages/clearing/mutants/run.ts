/**
 * Are the tests worth anything? Every wrong rule of `mutants.ts` is put into a copy of this package
 * and the package's fast tests run on it; each must be caught. Writes docs/clearing-mutants.md.
 * `node packages/clearing/mutants/run.ts [part of a mutant's name]`
 */
import { spawn } from 'node:child_process';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { globSync } from 'node:fs';
import { movedOn } from './moved-on.ts';
import { mutants, type Mutant } from './mutants.ts';

const PARALLEL = 2;
const TIMEOUT_MS = 180_000;
const MAX_NAMED = 3;

const packageFolder = join(import.meta.dirname, '..');
const repository = join(packageFolder, '../..');
// Inside the repository, so that the copies find its node_modules.
const copies = join(repository, '.cache/clearing-mutants');
// All mutants start from the same text, even while somebody goes on writing.
const original = join(copies, 'original');

interface Trial {
  mutant: Mutant;
  /** The tests that failed, as "file: name". Empty: the mutant survived. */
  caughtBy: string[];
}

const wanted = process.argv[2] ?? '';
const chosen = mutants.filter(({ name }) => name.includes(wanted));
await rm(copies, { recursive: true, force: true });
await copyPackage(packageFolder, original);
const moved = await movedOn(join(original, 'src'));
if (moved.length > 0) throw new Error(moved.join('\n'));
const unchanged = await failuresOf('unchanged');
if (unchanged.length > 0)
  throw new Error(`The tests fail without a mutant: ${unchanged.join('; ')}`);
const trials = await inParallel(chosen);
await rm(copies, { recursive: true, force: true });

const table = tableOf(trials);
console.log(table);
if (wanted === '') await writeFile(join(repository, 'docs/clearing-mutants.md'), pageOf(table));
const survivors = trials.filter(({ caughtBy }) => caughtBy.length === 0);
for (const { mutant } of survivors) console.error(`survived: ${mutant.name}`);
process.exitCode = survivors.length === 0 ? 0 : 1;

async function inParallel(list: readonly Mutant[]): Promise<Trial[]> {
  const done: Trial[] = [];
  const waiting = [...list.entries()];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [place, mutant] = next;
      const caughtBy = await failuresOf(`mutant-${place}`, mutant);
      done[place] = { mutant, caughtBy };
      console.error(`${caughtBy.length > 0 ? 'caught' : 'SURVIVED'}: ${mutant.name}`);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
  return done;
}

async function copyPackage(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const part of ['package.json', 'src', 'tests']) {
    await cp(join(from, part), join(to, part), { recursive: true });
  }
}

async function failuresOf(folder: string, mutant?: Mutant): Promise<string[]> {
  const copy = join(copies, folder);
  await copyPackage(original, copy);
  if (mutant) {
    const file = join(copy, 'src', mutant.file);
    const source = await readFile(file, 'utf8');
    await writeFile(
      file,
      source.replace(mutant.find, () => mutant.replace),
    );
  }
  const failures = await runTests(copy);
  await rm(copy, { recursive: true, force: true });
  return failures;
}

function runTests(copy: string): Promise<string[]> {
  const files = globSync('**/*.test.ts', { cwd: copy }).sort();
  const options = ['--test', '--test-reporter=tap', '--test-concurrency=1'];
  const child = spawn(process.execPath, [...options, ...files], { cwd: copy });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const timer = setTimeout(() => child.kill('SIGKILL'), TIMEOUT_MS);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      const failed = failedTests(output, copy);
      resolve(code === 0 || failed.length > 0 ? failed : ['the run did not end in time']);
    });
  });
}

/** From TAP: the name of each test that failed, with the file its location names. */
function failedTests(tap: string, copy: string): string[] {
  const failure = /^ *not ok \d+ - (.+)\n(?: *---\n(?:.*\n){0,3}? *location: '(.+?):\d+:\d+'\n)?/gm;
  return [...tap.matchAll(failure)].map(([, name = '', file]) =>
    file ? `${relative(copy, file)}: ${name.replace(/\\#/g, '#')}` : name,
  );
}

function tableOf(all: readonly Trial[]): string {
  const rows = all.map(({ mutant, caughtBy }) => {
    const named = caughtBy.slice(0, MAX_NAMED).map((one) => one.replaceAll('|', '\\|'));
    const more = caughtBy.length > MAX_NAMED ? [`and ${caughtBy.length - MAX_NAMED} more`] : [];
    const cell = caughtBy.length > 0 ? [...named, ...more].join('<br>') : '**survived**';
    return `| ${mutant.name} | \`${mutant.file}\` | ${cell} |`;
  });
  return ['| wrong rule | file | caught by |', '| --- | --- | --- |', ...rows].join('\n');
}

function pageOf(rows: string): string {
  return `# Wrong rules and the tests that catch them

The last run of \`npm run test:mutants\`: each wrong rule is put into a copy of \`packages/clearing\`, and
its fast tests run on the copy. A rule that no test catches fails the run.

${rows}
`;
}
