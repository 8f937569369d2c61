import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { EncodedHead, EncodedSize } from './encode-picture.ts';
import { PICTURE_LIMITS, pictureFormat } from './picture-limits.ts';

export type Picture = { bytes: Uint8Array; width: number; height: number };
export type PictureRefusal =
  'not-a-picture' | 'too-many-pixels' | 'picture-too-large' | 'pictures-busy';
export type PictureOutcome =
  | { kind: 'pictures'; large: Picture; small: Picture }
  | { kind: 'refused'; because: PictureRefusal };

const PROGRAM = fileURLToPath(new URL('./encode-picture.ts', import.meta.url));
const LIMITER = '/bin/sh';

/** How many are being encoded in this process, and who waits for a place. */
const queue: { running: number; waiting: (() => void)[] } = { running: 0, waiting: [] };

/**
 * Decodes a picture in a process of its own and encodes it anew as WebP, large and small. Every way in which the child can
 * end without an answer (crash, timeout, too much memory) means that this is no picture for us.
 */
export async function encodePicture(input: Uint8Array): Promise<PictureOutcome> {
  if (input.byteLength > PICTURE_LIMITS.mostBytes)
    return { kind: 'refused', because: 'picture-too-large' };
  if (!pictureFormat(input)) return { kind: 'refused', because: 'not-a-picture' };
  if (!(await takePlace())) return { kind: 'refused', because: 'pictures-busy' };
  try {
    return readAnswer(await runChild(input));
  } finally {
    leavePlace();
  }
}

function takePlace(): Promise<boolean> {
  if (queue.running < PICTURE_LIMITS.atOnce) {
    queue.running++;
    return Promise.resolve(true);
  }
  if (queue.waiting.length >= PICTURE_LIMITS.mostWaiting) return Promise.resolve(false);
  return new Promise((resolve) => queue.waiting.push(() => resolve(true)));
}

/** The place goes to the next who waits, or becomes free. */
function leavePlace(): void {
  const next = queue.waiting.shift();
  if (next) next();
  else queue.running--;
}

/** Undefined: the child broke one of its bounds or crashed. */
function runChild(input: Uint8Array): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const child = startChild();
    const parts: Buffer[] = [];
    let length = 0;
    const timer = setTimeout(() => killGroup(child), PICTURE_LIMITS.timeoutMs);
    child.stdout?.on('data', (part: Buffer) => {
      length += part.byteLength;
      if (length > PICTURE_LIMITS.mostAnswerBytes) killGroup(child);
      else parts.push(part);
    });
    child.on('error', () => undefined);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve(code === 0 ? Buffer.concat(parts) : undefined);
    });
    // A child that dies early closes its end of the pipe; 'close' says the rest.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}

/** Its own process group, so that whatever it starts is killed with it; no environment, so nothing of ours leaks. */
function startChild(): ChildProcess {
  const run = [process.execPath, '--max-old-space-size=256', PROGRAM];
  const limited = process.platform === 'linux' && existsSync(LIMITER);
  const [command, ...rest] = limited
    ? [
        LIMITER,
        '-c',
        `ulimit -v ${PICTURE_LIMITS.addressSpaceKb}; ulimit -c 0; exec "$0" "$@"`,
        ...run,
      ]
    : run;
  return spawn(command!, rest, {
    detached: process.platform !== 'win32',
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { VIPS_BLOCK_UNTRUSTED: '1', NODE_ENV: 'production' },
  });
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
  } catch {
    // It was gone already.
  }
}

function readAnswer(answer: Buffer | undefined): PictureOutcome {
  const end = answer?.indexOf(0x0a) ?? -1;
  if (!answer || end < 0) return { kind: 'refused', because: 'not-a-picture' };
  const head = JSON.parse(answer.toString('utf8', 0, end)) as EncodedHead;
  if (head.kind === 'refused') return head;
  const cut = (size: EncodedSize, from: number): Picture => ({
    bytes: answer.subarray(from, from + size.bytes),
    width: size.width,
    height: size.height,
  });
  const large = cut(head.large, end + 1);
  return { kind: 'pictures', large, small: cut(head.small, end + 1 + head.large.bytes) };
}
