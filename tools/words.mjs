const ALIVE_EVERY_MS = 10_000;
const SHORT_MS = 400;

/** Something that the person at the keyboard can put right: told in plain words, without a stack. */
export class LaunchProblem extends Error {}

/** Shows on standard error what is being done and for how long; standard output belongs to the command itself. */
export async function step(words, run) {
  const began = Date.now();
  const seconds = () => `${((Date.now() - began) / 1000).toFixed(1)} s`;
  const live = process.stderr.isTTY;
  if (!live) process.stderr.write(`${words} …\n`);
  const timer = setInterval(
    () =>
      process.stderr.write(live ? `\r${words} … ${seconds()} ` : `  still at it, ${seconds()}\n`),
    live ? 200 : ALIVE_EVERY_MS,
  );
  try {
    const value = await run();
    if (live) process.stderr.write(`\r${words}: ${seconds()}      \n`);
    else if (Date.now() - began > SHORT_MS) process.stderr.write(`  done in ${seconds()}\n`);
    return value;
  } catch (fault) {
    if (live) process.stderr.write('\n');
    throw fault;
  } finally {
    clearInterval(timer);
  }
}

const ADVICE = [
  [
    /ENOSPC|no space left/i,
    'The disk is full. Free about 1.5 GB and run the same command again; what is already there is used.',
  ],
  [
    /INCOMPLETE|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network (?:request|timeout)/i,
    'The package registry cannot be reached. Check the network (behind a proxy set HTTPS_PROXY; for a registry of your own: npm config set registry <address>) and run the same command again.',
  ],
  [
    /EINTEGRITY/,
    'A package arrived with other content than the lock file names, and was refused. Run "npm cache clean --force" and try again; if it stays so, do not go on.',
  ],
  [
    /EACCES|EPERM|EROFS/,
    "The project's folder or npm's cache cannot be written by you. Change their owner, or work on a copy that is yours.",
  ],
  [/E40[134]\b/, 'The package registry refused. Check "npm config get registry" and its access.'],
];

/** What to do about a failed program, by the signs in its output; the output's end follows. */
export function explain(what, output) {
  const known = ADVICE.find(([sign]) => sign.test(output));
  const tail = output.trim().split('\n').slice(-15).join('\n  ');
  return new LaunchProblem(`${what}.${known ? ` ${known[1]}` : ''}\n  ${tail}`);
}

/** npm takes a failed download of a program for one platform as a success and says nothing. */
export function incomplete(what) {
  return explain(what, 'INCOMPLETE: npm left out a program for this machine.');
}
