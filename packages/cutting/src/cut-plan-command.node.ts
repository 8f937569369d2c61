import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { planCuts } from './cut-plan.ts';
import { readCutting } from './cutting-instance.ts';

/** The standard streams that a command reads and writes; those of the process, or a test's. */
export interface PlanStreams {
  readonly stdin: Readable;
  readonly stdout: Pick<Writable, 'write'>;
  readonly stderr: Pick<Writable, 'write'>;
}

/** A file is held in memory while it is checked, before anything is printed. */
export const MAX_INPUT_BYTES = 64 * 1024 * 1024;
const MAX_EFFORT = 1_000;

const HELP = `muster cut-plan FILE [--effort N] [--seed N]

Plans guillotine cuts: which part lies where on which sheet, and the cuts in an order that a table saw can follow.

  FILE        one instance as JSON, or one a line (JSON Lines), with one plan printed a line; - is standard input
  --effort N  how much longer to look for a plan with fewer sheets; 1 if not said, up to ${MAX_EFFORT}
  --seed N    chooses between equally good ways; 1 if not said

An instance, in whole numbers of any one unit:
  {"sheets":[{"width":28000,"height":20700,"count":null,"price":null}],"kerf":32,"trim":100,"rotate":true,
   "parts":[{"id":"side","width":8000,"height":3500,"count":2,"rotate":false}]}

A plan: {"sheets":[{"sheet":0,"parts":[{"id","x","y","width","height","rotated"}],"cuts":[{"piece","direction","at"}]}],
"count","waste","bound"}. The blade takes the kerf behind "at"; no plan has fewer sheets than "bound".

Ends with 0 when every instance was planned, 2 when one is malformed: then standard error says where and why, and
nothing is printed.
`;

interface Wanted {
  readonly path: string;
  readonly effort: number;
  readonly seed: number;
}

/** `muster cut-plan FILE`: takes the arguments behind the name, answers the exit code. */
export async function runCutPlan(args: readonly string[], io: PlanStreams): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) return say(io.stdout, HELP, 0);
  const wanted = readArguments(args);
  if (typeof wanted === 'string') return say(io.stderr, `muster cut-plan: ${wanted}\n`, 2);
  const input = await readInput(wanted.path, io.stdin);
  if (input.kind === 'wrong') return say(io.stderr, `${wanted.path}: ${input.why}\n`, 2);
  const plans: string[] = [];
  for (const { text, line } of instancesOf(input.lines)) {
    const planned = planFrom(text, wanted);
    const where = line === 0 ? wanted.path : `${wanted.path}:${line}`;
    if (planned.kind === 'wrong') {
      return say(io.stderr, planned.lines.map((each) => `${where}: ${each}\n`).join(''), 2);
    }
    plans.push(planned.text);
  }
  return say(io.stdout, `${plans.join('\n')}\n`, 0);
}

function readArguments(args: readonly string[]): Wanted | string {
  const wanted = { path: '', effort: 1, seed: 1 };
  const rest = [...args];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--effort' || word === '--seed') {
      const number = Number(rest.shift());
      const most = word === '--effort' ? MAX_EFFORT : 2 ** 31 - 1;
      if (!Number.isInteger(number) || number < 1 || number > most) {
        return `${word} takes a whole number from 1 to ${most}`;
      }
      wanted[word === '--effort' ? 'effort' : 'seed'] = number;
    } else if (word.startsWith('-') && word !== '-') return `no option ${word}`;
    else if (wanted.path !== '') return 'name one file';
    else wanted.path = word;
  }
  return wanted.path === '' ? 'name a file, or - for standard input' : wanted;
}

type Input =
  | { readonly kind: 'lines'; readonly lines: readonly string[] }
  | { readonly kind: 'wrong'; readonly why: string };

async function readInput(path: string, stdin: Readable): Promise<Input> {
  const found = path === '-' ? undefined : await stat(path).catch(() => null);
  if (found === null) return { kind: 'wrong', why: 'there is no such file' };
  if (found && !found.isFile()) return { kind: 'wrong', why: 'is not a file' };
  const lines: string[] = [];
  let bytes = 0;
  const stream = path === '-' ? stdin : createReadStream(path);
  stream.on('data', (chunk: Uint8Array | string) => {
    bytes += chunk.length;
    if (bytes > MAX_INPUT_BYTES) stream.destroy(new RangeError('too large'));
  });
  try {
    for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) {
      lines.push(line);
    }
  } catch {
    return { kind: 'wrong', why: 'cannot be read' };
  }
  return bytes > MAX_INPUT_BYTES
    ? { kind: 'wrong', why: `too-large: has over ${MAX_INPUT_BYTES} bytes` }
    : { kind: 'lines', lines };
}

/** One instance over all lines, or one a line where the first line with anything on it is whole by itself. */
function instancesOf(lines: readonly string[]): { text: string; line: number }[] {
  const first = lines.find((line) => line.trim() !== '') ?? '';
  if (!isJson(first)) return [{ text: lines.join('\n'), line: 0 }];
  return lines
    .map((text, at) => ({ text, line: at + 1 }))
    .filter(({ text }) => text.trim() !== '')
    .map((each, _, all) => (all.length === 1 ? { ...each, line: 0 } : each));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

type PlannedText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'wrong'; readonly lines: readonly string[] };

function planFrom(text: string, { effort, seed }: Wanted): PlannedText {
  if (!isJson(text)) return { kind: 'wrong', lines: [`instance: not-json: ${whyNotJson(text)}`] };
  const read = readCutting(JSON.parse(text));
  const planned = read.kind === 'refused' ? read : planCuts(read.instance, { effort, seed });
  if (planned.kind === 'plan') return { kind: 'text', text: JSON.stringify(planned.plan) };
  const said = planned.refusals.map(({ path, reason, message }) => {
    return `${path === '' ? 'instance' : path}: ${reason}: ${message}`;
  });
  return { kind: 'wrong', lines: said };
}

function whyNotJson(text: string): string {
  try {
    JSON.parse(text);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, 200) : 'cannot be read';
  }
}

function say(stream: Pick<Writable, 'write'>, text: string, code: number): number {
  stream.write(text);
  return code;
}
