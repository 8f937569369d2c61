import { isUtf8 } from 'node:buffer';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { createReadStream } from 'node:fs';
import { readCsvStream, type CsvPlan, type CsvRead, type OnRecord } from './csv-table.node.ts';
import { refuse, type Refusal } from './refusal.ts';

export interface CommandStreams {
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
}

/** What a command found: the object for standard output, and the same for people, printed only with `--table`. */
export interface Answer {
  readonly kind: 'answer';
  readonly result: object;
  readonly table: () => string;
}

/** A refusal, and which of the files it speaks of. */
export interface FileRefusal {
  readonly kind: 'file-refused';
  readonly file: string;
  readonly refusal: Refusal;
}

/** The arguments are not as the help says. */
export interface WrongUse {
  readonly kind: 'wrong-use';
  readonly message: string;
}

/** What a command is given: files in their order, options by name, the seed, and a way to read tables. */
export interface Given {
  readonly files: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  readonly seed: number;
  /** Reads one of the files ("-" is standard input); a refusal names the file. */
  readonly read: (file: string, plan: CsvPlan, onRecord: OnRecord) => Promise<ReadFile>;
  /** The whole text of one of the files ("-" is standard input). */
  readonly readText: (file: string) => Promise<string | FileRefusal>;
}

export type ReadFile = Extract<CsvRead, { kind: 'read' }> | FileRefusal;

export interface EngineCommand {
  /** As it is typed after `muster`. */
  readonly name: string;
  readonly help: string;
  /** How many files it takes. */
  readonly files: number;
  readonly options?: Readonly<Record<string, { readonly type: 'string' | 'boolean' }>>;
  readonly run: (given: Given) => Promise<Answer | FileRefusal | WrongUse>;
}

const MOST_TEXT_BYTES = 256 * 1024 * 1024;
const LARGEST_SEED = Number.MAX_SAFE_INTEGER;

/**
 * Runs a command of this package: one JSON object on standard output, or a table with `--table`; exit code 0. What is refused is
 * told on standard error as `FILE: row R, column C: reason`, with nothing on standard output; exit code 2.
 */
export async function runCommand(
  command: EngineCommand,
  args: readonly string[],
  io: CommandStreams,
): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) return say(io.stdout, command.help, 0);
  const parsed = parseGiven(command, args);
  if (typeof parsed === 'string') {
    return say(io.stderr, `muster ${command.name}: ${parsed}\n\n${command.help}`, 2);
  }
  const answer = await command.run({ ...parsed, read: readerOf(io), readText: textReaderOf(io) });
  if (answer.kind === 'wrong-use') {
    return say(io.stderr, `muster ${command.name}: ${answer.message}\n`, 2);
  }
  if (answer.kind === 'file-refused') return say(io.stderr, lineFor(answer), 2);
  const text = parsed.options.table ? answer.table() : `${JSON.stringify(answer.result)}\n`;
  return say(io.stdout, text, 0);
}

/** The arguments are wrong in the way that `message` says. */
export function wrongUse(message: string): WrongUse {
  return { kind: 'wrong-use', message };
}

/** Names the file of a refusal, as given on the command line. */
export function refuseFile(file: string, refusal: Refusal): FileRefusal {
  return { kind: 'file-refused', file, refusal };
}

function parseGiven(
  command: EngineCommand,
  args: readonly string[],
): Pick<Given, 'files' | 'options' | 'seed'> | string {
  const options: ParseArgsConfig['options'] = {
    ...command.options,
    seed: { type: 'string' },
    table: { type: 'boolean' },
  };
  const found = parseOrMessage(args, options);
  if (typeof found === 'string') return found;
  const { values, positionals } = found;
  if (positionals.length !== command.files) {
    return `name ${command.files === 1 ? 'one file' : `${command.files} files`}, not ${positionals.length}`;
  }
  const seed = Number(values.seed ?? 1);
  if (!/^\d+$/.test(String(values.seed ?? 1)) || seed > LARGEST_SEED) {
    return `--seed takes a whole number from 0 to ${LARGEST_SEED}`;
  }
  return { files: positionals, options: values, seed };
}

function parseOrMessage(args: readonly string[], options: ParseArgsConfig['options']) {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const single = new Map<string, string | boolean>();
    for (const [name, value] of Object.entries(values)) {
      if (typeof value === 'string' || typeof value === 'boolean') single.set(name, value);
    }
    return { values: Object.fromEntries(single), positionals };
  } catch (error) {
    // Node says what is wrong with an argument only by throwing.
    if (error instanceof TypeError) return error.message;
    throw error;
  }
}

function readerOf(io: CommandStreams): Given['read'] {
  return async (file, plan, onRecord) => {
    const bytes = file === '-' ? io.stdin : createReadStream(file, { highWaterMark: 1 << 18 });
    const found = await readCsvStream(bytes, plan, onRecord);
    return found.kind === 'refused' ? refuseFile(file, found) : found;
  };
}

function textReaderOf(io: CommandStreams): Given['readText'] {
  return async (file) => {
    const parts: Buffer[] = [];
    let bytes = 0;
    try {
      for await (const part of file === '-' ? io.stdin : createReadStream(file)) {
        parts.push(Buffer.from(part));
        bytes += parts[parts.length - 1].length;
        if (bytes > MOST_TEXT_BYTES) {
          return refuseFile(file, refuse('too-long', `over ${MOST_TEXT_BYTES} bytes`));
        }
      }
    } catch (error) {
      const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      const message = missing ? 'there is no such file' : 'the file cannot be read';
      return refuseFile(file, refuse('unreadable', message));
    }
    const whole = Buffer.concat(parts);
    if (isUtf8(whole)) return whole.toString('utf8');
    return refuseFile(file, refuse('not-utf-8', 'the text is not UTF-8'));
  };
}

function lineFor({ file, refusal }: FileRefusal): string {
  const { row, column, message } = refusal;
  const place = [row === null ? '' : `row ${row}`, column === null ? '' : `column ${column}`];
  return `${[file, place.filter(Boolean).join(', '), message].filter(Boolean).join(': ')}\n`;
}

/** Waits for the reader, so that a result is whole before the process ends. A reader that leaves early, as `head` does, has what it wanted. */
function say(stream: NodeJS.WritableStream, text: string, code: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const failed = (error: Error): void =>
      'code' in error && error.code === 'EPIPE' ? resolve(code) : reject(error);
    stream.once('error', failed);
    stream.write(text, (error) => {
      if (error) return failed(error);
      stream.off('error', failed);
      resolve(code);
    });
  });
}
