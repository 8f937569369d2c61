import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { bringNode } from './bring-node.mjs';
import { build } from './build.mjs';
import { install } from './install.mjs';
import { cleanEnvironment, withNode } from './npm.mjs';
import { LaunchProblem } from './words.mjs';

/** Ctrl-C reaches this process from the terminal and again from npm; these are one wish. */
const SAME_WISH_MS = 700;
const PARENT_LOOK_MS = 300;

/** Brings what a command needs, runs it, and answers with its exit code. */
export async function launch({ needs, programs, folder }) {
  try {
    const node = await bringNode();
    if (needs !== 'nothing') await install(node);
    if (needs === 'pages') await build(node);
    for (const program of programs) {
      const code = await runTarget(node, program, folder);
      if (code !== 0) return code;
    }
    return 0;
  } catch (fault) {
    if (!(fault instanceof LaunchProblem)) throw fault;
    process.stderr.write(`\n${fault.message}\n`);
    return 1;
  }
}

/**
 * The program gets a session of its own, so that each signal comes to it through here, and once. A second Ctrl-C, later,
 * is passed on too: the program takes it as "at once".
 */
function runTarget(node, args, cwd) {
  const child = spawn(node, args, {
    cwd,
    env: withNode(node, cleanEnvironment(process.env)),
    stdio: 'inherit',
    detached: process.platform !== 'win32',
  });
  let last = 0;
  const pass = (signal) => {
    if (Date.now() - last < SAME_WISH_MS) return;
    last = Date.now();
    child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, pass);
  const parent = watchParent(() => pass('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      clearInterval(parent);
      for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(name, pass);
      resolve(signal ? 128 + constants.signals[signal] : code);
    });
  });
}

/** A supervisor that ends npm ends npm's shell too, and neither passes it on: then we have another parent than before. */
function watchParent(onGone) {
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return undefined;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onGone();
  }, PARENT_LOOK_MS);
  return timer;
}
