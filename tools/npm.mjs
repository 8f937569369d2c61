import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { CACHE } from './project.mjs';
import { explain, LaunchProblem } from './words.mjs';

/** Settings of the caller's npm that must reach ours: where packages come from, and how. */
const KEPT =
  /^npm_config_(?:registry|cache|cafile|ca|proxy|https_proxy|noproxy|strict_ssl|userconfig|globalconfig|offline|prefer_offline)$|^npm_config_(?:@|\/\/)/i;

/** npm's own retries keep a person without network waiting for more than a minute. */
const PATIENCE = [
  '--no-audit',
  '--no-fund',
  '--fetch-retries=2',
  '--fetch-retry-mintimeout=1000',
  '--fetch-retry-maxtimeout=5000',
];

/** The environment without what the calling npm put there for its own run. */
export function cleanEnvironment(environment) {
  const kept = Object.entries(environment).filter(
    ([name]) => !/^npm_(?:config|package|lifecycle|command|node)/i.test(name) || KEPT.test(name),
  );
  return Object.fromEntries(kept);
}

/** Puts the folder of a Node first, so that whatever is started by name gets that one. */
export function withNode(node, environment) {
  const name = Object.keys(environment).find((key) => key.toUpperCase() === 'PATH') || 'PATH';
  return {
    ...environment,
    [name]: [dirname(node), environment[name]].filter(Boolean).join(delimiter),
  };
}

/** The program of npm that a given Node can run. */
export function findNpm(environment = process.env) {
  const named = environment.npm_execpath;
  if (named && /^np[mx]-cli\.[cm]?js$/.test(basename(named))) {
    const beside = join(dirname(named), 'npm-cli.js');
    if (existsSync(beside)) return beside;
  }
  const folder = dirname(process.execPath);
  const places = [
    join(folder, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    ...(environment.PATH || '').split(delimiter).flatMap((path) => npmOf(join(path, 'npm'))),
  ];
  const found = places.find((place) => existsSync(place));
  if (found) return found;
  throw new LaunchProblem(
    'npm was not found. It comes with Node (https://nodejs.org); on Debian and Ubuntu: apt install npm.',
  );
}

function npmOf(path) {
  if (!existsSync(path)) return [];
  const real = realpathSync(path);
  return basename(real) === 'npm-cli.js'
    ? [real]
    : [join(dirname(real), '..', 'npm', 'bin', 'npm-cli.js')];
}

export function runNpm(node, args, folder, what) {
  return runQuietly(
    node,
    [findNpm(), ...args, ...PATIENCE],
    { cwd: folder, env: withNode(node, cleanEnvironment(process.env)) },
    what,
  );
}

/** Runs a program whose output matters only when it fails; all of it is kept in a file. */
export async function runQuietly(program, args, options, what) {
  let output = '';
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const keep = (chunk) => (output += chunk);
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  // An interrupted start must not leave the program behind.
  const onSignal = (signal) => {
    child.kill(signal);
    process.exitCode = 130;
  };
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  const code = await new Promise((resolve) => {
    child.on('error', (fault) => resolve(`${(output += fault.message)}`));
    child.on('close', resolve);
  });
  process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  if (code === 0) return;
  if (process.exitCode === 130) process.exit(130);
  keepOutput(output);
  throw explain(what, output);
}

function keepOutput(output) {
  try {
    mkdirSync(CACHE, { recursive: true });
    writeFileSync(join(CACHE, 'launch.log'), output);
  } catch {
    // A full disk must not hide the message that says so.
  }
}
