import { stat } from 'node:fs/promises';
import { solveInWorker } from './award.node.ts';
import { clearAward } from './award.ts';
import { clear } from './clear.ts';
import { parseInstance } from './instance.ts';
import type { Instance } from './instance-shape.ts';
import { chunksOfFile, instanceTexts, MAX_INPUT_BYTES } from './instance-lines.node.ts';
import { readInstanceText } from './instance-text.ts';
import { ProgressBar } from './progress-bar.node.ts';
import type { Refusal } from './refusal.ts';
import { SearchTooLong } from './search-budget.ts';

export interface CommandStreams {
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

const MAX_FILES = 10_000;

const HELP = `muster clear FILE...

Clears pooled demand by the public rule MCS-1 (docs/clearing.md) and prints one
result object a line, in the order of the instances.

  FILE   one instance as JSON, or one a line (JSON Lines); "-" is standard input

Exit 0: every instance was cleared; a pool that does not clear is {"cleared":false}.
Exit 2: something is malformed. Standard error names the file, the field and the
        reason, and standard output stays empty: all is read before anything is printed.
Exit 1: an award's solver gave no answer that holds, or the search was made to be
        longer than its bound.

Example:
  muster clear pool.json
  {"cleared":true,"offer":"maker","quantity":63,"price":5500,...}

Limits: money is whole minor units and all sums stay below 2^53; one instance has at
most 268,435,456 characters, standard input ${MAX_INPUT_BYTES.toLocaleString('en')} bytes.
`;

/** `muster clear FILE...`: takes the arguments after the name, resolves to the exit code. */
export async function runClear(args: readonly string[], io: CommandStreams): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) return say(io.stdout, HELP, 0);
  const option = args.find((arg) => arg.startsWith('-') && arg !== '-');
  if (option !== undefined) return say(io.stderr, `muster clear: no option ${option}\n`, 2);
  if (args.length === 0) return say(io.stderr, `muster clear: name a file, or - \n\n${HELP}`, 2);
  if (args.length > MAX_FILES || args.filter((arg) => arg === '-').length > 1) {
    const message = `muster clear: at most ${MAX_FILES} files, and standard input once\n`;
    return say(io.stderr, message, 2);
  }
  const sources = await openSources(args, io);
  if (sources.kind === 'refused') return say(io.stderr, sources.message, 2);
  const progress = new ProgressBar(io.stderr, sources.bytes * 2);
  try {
    const wrong = await checkAll(sources.list, progress);
    if (wrong !== null) {
      progress.clear();
      return say(io.stderr, wrong, 2);
    }
    return await clearAll(sources.list, io, progress);
  } finally {
    progress.clear();
  }
}

interface Source {
  readonly name: string;
  /** May be asked twice: once to check, once to clear. */
  readonly chunks: () => AsyncIterable<Uint8Array>;
}

type Sources =
  | { readonly kind: 'sources'; readonly list: readonly Source[]; readonly bytes: number }
  | { readonly kind: 'refused'; readonly message: string };

async function openSources(args: readonly string[], io: CommandStreams): Promise<Sources> {
  const list: Source[] = [];
  let bytes = 0;
  for (const name of args) {
    if (name === '-') {
      const input = await bufferInput(io.stdin);
      if (input === null) {
        const message = `-: standard input has over ${MAX_INPUT_BYTES} bytes; give a file instead\n`;
        return { kind: 'refused', message };
      }
      list.push({ name, chunks: () => listed(input) });
      bytes += input.reduce((sum, chunk) => sum + chunk.length, 0);
      continue;
    }
    const size = await sizeOf(name);
    if (typeof size === 'string') return { kind: 'refused', message: `${name}: ${size}\n` };
    list.push({ name, chunks: () => chunksOfFile(name) });
    bytes += size;
  }
  return { kind: 'sources', list, bytes };
}

async function bufferInput(stdin: NodeJS.ReadableStream): Promise<Buffer[] | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stdin) {
    chunks.push(Buffer.from(chunk as Uint8Array | string));
    bytes += chunks[chunks.length - 1].length;
    if (bytes > MAX_INPUT_BYTES) return null;
  }
  return chunks;
}

async function* listed(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

async function sizeOf(path: string): Promise<number | string> {
  try {
    const found = await stat(path);
    return found.isFile() ? found.size : 'is no plain file; a file is read twice';
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return code === 'ENOENT' ? 'there is no such file' : `cannot be read (${code})`;
  }
}

/** The first thing wrong in any source, as lines for people; null when nothing is. */
async function checkAll(sources: readonly Source[], progress: ProgressBar): Promise<string | null> {
  for (const source of sources) {
    for await (const read of instanceTexts(source.chunks())) {
      const where = placeOf(source, read.line);
      if (read.kind === 'too-large') return `${where}: instance: too-large: ${read.message}\n`;
      const parsed = instanceFrom(read.text);
      if (parsed.kind === 'refused') return linesFor(where, parsed.refusals);
      progress.advance(read.bytes);
    }
  }
  return null;
}

function placeOf(source: Source, line: number): string {
  return line === 0 ? source.name : `${source.name}:${line}`;
}

function linesFor(where: string, refusals: readonly Refusal[]): string {
  return refusals
    .map(({ path, reason, message }) => `${where}: ${path}: ${reason}: ${message}\n`)
    .join('');
}

function instanceFrom(text: string) {
  const read = readInstanceText(text);
  return read.kind === 'refused' ? read : parseInstance(read.value);
}

async function clearAll(
  sources: readonly Source[],
  io: CommandStreams,
  progress: ProgressBar,
): Promise<number> {
  for (const source of sources) {
    for await (const read of instanceTexts(source.chunks())) {
      const parsed = read.kind === 'text' ? instanceFrom(read.text) : null;
      if (parsed?.kind !== 'instance') {
        return say(io.stderr, `${source.name}: changed while it was being read\n`, 2);
      }
      const answer = await resultOf(parsed.instance);
      if (answer.kind === 'unsolved') {
        return say(io.stderr, `${placeOf(source, read.line)}: ${answer.status}\n`, 1);
      }
      await write(io.stdout, `${JSON.stringify(answer.result)}\n`);
      if (read.kind === 'text') progress.advance(read.bytes);
    }
  }
  return 0;
}

async function resultOf(instance: Instance) {
  if (instance.kind !== 'award') return clearedOrNot(instance);
  const answer = await clearAward(instance, (model) => solveInWorker(model), {
    alternative: false,
  });
  return answer.kind === 'unsolved'
    ? { ...answer, status: `the award is not solved: ${answer.status}` }
    : answer;
}

function clearedOrNot(instance: Instance) {
  try {
    return { kind: 'result' as const, result: clear(instance) };
  } catch (error) {
    if (!(error instanceof SearchTooLong)) throw error;
    return { kind: 'unsolved' as const, status: `offers: ${error.reason}: ${error.message}` };
  }
}

async function say(stream: NodeJS.WritableStream, text: string, code: number): Promise<number> {
  await write(stream, text);
  return code;
}

/** Waits for the reader, so that results do not pile up in memory. */
function write(stream: NodeJS.WritableStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => (error ? reject(error) : resolve()));
  });
}
