import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** The least that OWASP names for argon2id: 19 MiB, two passes, one lane. */
const MEMORY_KIBIBYTES = 19_456;
const PASSES = 2;
const LANES = 1;
const TAG_BYTES = 32;
const NONCE_BYTES = 16;
/** Sixteen hashes at once hold both cores for half a second: others must still be served. */
const AT_ONCE = 2;
export const LEAST_PASSWORD = 10;
export const MOST_PASSWORD = 200;

const hash = promisify(argon2);
const turn = takeTurns(AT_ONCE);

/** In the usual form `$argon2id$v=19$m=…,t=…,p=…$nonce$tag`, so that stronger numbers can come later. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(NONCE_BYTES);
  const tag = await compute(password, nonce, NOW);
  return `$argon2id$v=19$m=${MEMORY_KIBIBYTES},t=${PASSES},p=${LANES}$${plain(nonce)}$${plain(tag)}`;
}

/** Takes as long for an account that has no password, or that does not exist, as for one that has. */
export async function isPassword(
  password: string,
  kept: string | null | undefined,
): Promise<boolean> {
  const [, , , numbers = '', nonce = '', tag = ''] = (kept ?? NOBODYS).split('$');
  const computed = await compute(password, Buffer.from(nonce, 'base64'), strengthOf(numbers));
  const expected = Buffer.from(tag, 'base64');
  return (
    computed.length === expected.length && timingSafeEqual(computed, expected) && Boolean(kept)
  );
}

/** Whether a kept password was hashed with lesser numbers than those of today. */
export function isWeaker(kept: string | null): boolean {
  const { memory, passes } = strengthOf(kept?.split('$')[3] ?? '');
  return memory < NOW.memory || passes < NOW.passes;
}

const NOBODYS = `$argon2id$v=19$m=${MEMORY_KIBIBYTES},t=${PASSES},p=${LANES}$${'A'.repeat(22)}$${'A'.repeat(43)}`;

const COMMON = new Set([
  'password12',
  'passwort12',
  '1234567890',
  '0123456789',
  'qwertyuiop',
  'qwertzuiop',
  'iloveyou12',
  'letmein123',
  'welcome123',
  'password123',
  'passwort123',
  '1q2w3e4r5t',
  'abcdefghij',
]);

/** Why a password is too easily guessed, if it is. */
export function weaknessOf(
  password: string,
  own: readonly string[],
): 'too-common' | 'like-your-name' | undefined {
  const lower = password.toLowerCase();
  if (COMMON.has(lower) || new Set(lower).size < 4) return 'too-common';
  const parts = own
    .flatMap((text) => text.toLowerCase().split(/[@.\s]+/))
    .filter((part) => part.length >= 4);
  return parts.some((part) => lower.includes(part) && lower.length - part.length < 6)
    ? 'like-your-name'
    : undefined;
}

type Strength = { memory: number; passes: number; parallelism: number };
const NOW: Strength = { memory: MEMORY_KIBIBYTES, passes: PASSES, parallelism: LANES };

/** The numbers that a password was hashed with: those of today may be stronger. */
function strengthOf(numbers: string): Strength {
  const [, memory, passes, parallelism] = /^m=(\d+),t=(\d+),p=(\d+)$/.exec(numbers) ?? [];
  if (!memory || !passes || !parallelism) return NOW;
  return { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
}

function compute(password: string, nonce: Buffer, strength: Strength): Promise<Buffer> {
  const parameters = {
    message: password.normalize('NFKC'),
    nonce,
    ...strength,
    tagLength: TAG_BYTES,
  };
  return turn(() => hash('argon2id', parameters));
}

function plain(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '');
}

/** Lets so many run at once; the others wait in the order in which they came. */
function takeTurns(most: number): <Value>(run: () => Promise<Value>) => Promise<Value> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (run) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    running += 1;
    try {
      return await run();
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  };
}
