import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { alone } from './lock.mjs';
import { runNpm, runQuietly, withNode } from './npm.mjs';
import { APP, CACHE, MODULES, ROOT } from './project.mjs';
import { hashOf, readStamp, writeStamp } from './stamp.mjs';
import { incomplete, step } from './words.mjs';

const STAMP = join(MODULES, '.muster-installed');
const FLAGS = ['--include=dev', '--include=optional'];
const FAILED = 'The dependencies could not be installed';

/** Brings exactly the packages of the lock file, unless they are there already. */
export async function install(node) {
  const lock = readFileSync(join(ROOT, 'package-lock.json'), 'utf8');
  const stamp = hashOf(lock, process.platform, process.arch);
  const isDone = () => readStamp(STAMP).stamp === stamp;
  if (isDone()) return;
  await alone(join(CACHE, 'install.lock'), async () => {
    if (isDone()) return;
    if (!isInstalled(JSON.parse(lock))) {
      await step('Installing the exact dependencies', () =>
        runNpm(node, ['ci', ...FLAGS], ROOT, FAILED),
      );
      if (!isInstalled(JSON.parse(lock))) throw incomplete(FAILED);
    }
    await step('Preparing the pages', () => syncPages(node));
    linkCommand();
    writeStamp(STAMP, { stamp });
  });
}

/** Whether npm's own record of node_modules holds what the lock file wants. */
function isInstalled(lock) {
  const there = readStamp(join(MODULES, '.package-lock.json')).packages;
  return there ? holdsAll(lock.packages, there) && linksStand(lock.packages) : false;
}

/** npm's record may name a workspace that it has not linked: `--package-lock-only` writes it too. */
function linksStand(wanted) {
  return Object.entries(wanted).every(([path, { link }]) => !link || existsSync(join(ROOT, path)));
}

export function holdsAll(wanted, there) {
  const complete = Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || !path.startsWith('node_modules/')) return true;
    const found = there[path];
    if (entry.link) return found !== undefined && found.resolved === entry.resolved;
    if (!found) return entry.optional === true && !isForHere(entry);
    return found.version === entry.version && found.integrity === entry.integrity;
  });
  return complete && Object.keys(there).every((path) => path in wanted);
}

/** Programs for this machine are optional to npm, which goes on without them when a download fails; we do not. */
function isForHere({ os, cpu, libc }) {
  if (!os && !cpu) return false;
  const lists = [
    [os, process.platform],
    [cpu, process.arch],
    [process.platform === 'linux' ? libc : undefined, libraryOf()],
  ];
  return lists.every(([list, here]) => !list || [].concat(list).includes(here));
}

let library;
function libraryOf() {
  library = library || (process.report.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl');
  return library;
}

/** SvelteKit keeps what it generates for the types in node_modules, where every install removes it. */
async function syncPages(node) {
  const program = join(MODULES, '@sveltejs', 'kit', 'svelte-kit.js');
  const options = { cwd: APP, env: withNode(node, process.env) };
  await runQuietly(node, [program, 'sync'], options, 'The pages could not be prepared');
}

/** npm does not link the command of the project itself; with the link, npx finds it without asking the registry. */
function linkCommand() {
  if (process.platform === 'win32') return;
  const folder = join(MODULES, '.bin');
  const link = join(folder, 'muster');
  mkdirSync(folder, { recursive: true });
  if (existsSync(link)) return;
  rmSync(link, { force: true });
  symlinkSync('../../tools/muster.mjs', link);
}
