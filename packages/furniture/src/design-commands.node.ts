import { readFile, stat, writeFile } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { compileKit } from '@muster/kit/compiled-kit';
import type { CompiledKit } from '@muster/kit/compiled-shapes';
import { priceBatch } from '@muster/kit/costs';
import { cutListCsv } from '@muster/kit/cut-list';
import { type Design, readDesign } from '@muster/kit/design';
import { drawAxonometric } from '@muster/kit/draw-axonometric';
import { evaluate, evaluationHash, type Evaluation } from '@muster/kit/evaluate';
import { hashOf } from '@muster/kit/hash';
import { writeDxf } from '@muster/kit/write-dxf';
import { furnitureKit } from './furniture-kit.ts';
import { examplePrices } from './prices.ts';

/** The standard streams that a command writes to; those of the process, or a test's. */
export interface DesignStreams {
  readonly stdout: Pick<Writable, 'write'>;
  readonly stderr: Pick<Writable, 'write'>;
}

const MAX_BYTES = 4 * 1024 * 1024;
const MAX_BATCH = 10_000;
const FORMATS = ['svg', 'dxf', 'csv', 'json'] as const;
type Format = (typeof FORMATS)[number];

const EVALUATE_HELP = `muster evaluate DESIGN.json [--batch N]

Works a furniture design out and prints one JSON object: its hash, parts, takeoffs, findings and what a batch of N
costs at the example prices of the kit (1 if not said). Lengths are micrometres, masses milligrams.

A design is {"kit":"furniture","root":{"id","type","set":{...},"slots":{...}}}; "kit" may be the kit's hash instead.
Ends with 0, or with 2 for a design that cannot be read: standard error says where and why.
`;

const EXPORT_HELP = `muster export DESIGN.json --to svg|dxf|csv|json [--out FILE]

Writes a furniture design as a drawing (svg), its boards for a machine (dxf, a layer a tool), a cut list (csv) or the design itself in its canonical order (json), to
standard output or to a file. Ends with 0, or with 2 when something cannot be read or written.
`;

/** `muster evaluate`: takes the arguments behind the name, answers the exit code. */
export async function runEvaluate(args: readonly string[], io: DesignStreams): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) return say(io.stdout, EVALUATE_HELP, 0);
  const options = readOptions(args, ['--batch']);
  if (typeof options === 'string') return say(io.stderr, `muster evaluate: ${options}\n`, 2);
  const batch = Number(options.values.get('--batch') ?? 1);
  if (!Number.isInteger(batch) || batch < 1 || batch > MAX_BATCH) {
    return say(io.stderr, `muster evaluate: --batch takes 1 to ${MAX_BATCH}\n`, 2);
  }
  const found = await evaluated(options.path);
  if (found.kind === 'wrong') return say(io.stderr, `${options.path}: ${found.why}\n`, 2);
  const { instances: _, kind: __, ...evaluation } = found.evaluation;
  const cost = priceBatch(found.compiled, found.evaluation, examplePrices, {
    batch,
    nesting: 'plan',
  });
  const hash = evaluationHash(found.design, found.evaluation);
  return say(io.stdout, `${JSON.stringify({ ...evaluation, hash, cost })}\n`, 0);
}

/** `muster export`: takes the arguments behind the name, answers the exit code. */
export async function runExport(args: readonly string[], io: DesignStreams): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) return say(io.stdout, EXPORT_HELP, 0);
  const options = readOptions(args, ['--to', '--out']);
  if (typeof options === 'string') return say(io.stderr, `muster export: ${options}\n`, 2);
  const to = FORMATS.find((format) => format === options.values.get('--to'));
  if (to === undefined)
    return say(io.stderr, `muster export: --to takes ${FORMATS.join(', ')}\n`, 2);
  const found = await evaluated(options.path);
  if (found.kind === 'wrong') return say(io.stderr, `${options.path}: ${found.why}\n`, 2);
  const text = written(to, found);
  const out = options.values.get('--out');
  if (out === undefined) return say(io.stdout, text, 0);
  try {
    await writeFile(out, text);
  } catch (error) {
    return say(io.stderr, `${out}: cannot be written (${codeOf(error)})\n`, 2);
  }
  return 0;
}

interface Found {
  readonly kind: 'found';
  readonly compiled: CompiledKit;
  readonly design: Design;
  readonly evaluation: Evaluation;
}

function written(to: Format, { compiled, design, evaluation }: Found): string {
  if (to === 'dxf') return writeDxf(compiled, evaluation.parts, 'en');
  if (to === 'csv') return cutListCsv(compiled, evaluation.parts, 'en');
  if (to === 'json') return `${JSON.stringify(design)}\n`;
  return `${drawAxonometric(compiled, evaluation.parts, { title: 'Design', dimensions: true })}\n`;
}

async function evaluated(path: string): Promise<Found | { kind: 'wrong'; why: string }> {
  const read = await readJson(path);
  if (read.kind === 'wrong') return read;
  const kit = hashOf(furnitureKit);
  const { value } = read;
  const named =
    typeof value === 'object' && value !== null && 'kit' in value && value.kit === furnitureKit.id
      ? { ...value, kit }
      : value;
  const design = readDesign(named);
  if (design.kind === 'refused') {
    const [first] = design.refusals;
    return { kind: 'wrong', why: `${first?.path || 'design'}: ${first?.reason}` };
  }
  const compiled = compileKit(furnitureKit);
  if (compiled.kind === 'refused')
    throw new Error(`The furniture kit is broken: ${compiled.faults[0]?.path}`);
  const evaluation = evaluate(compiled.kit, kit, design.design);
  return evaluation.kind === 'refused'
    ? { kind: 'wrong', why: `${evaluation.path}: ${evaluation.reason}` }
    : { kind: 'found', compiled: compiled.kit, design: design.design, evaluation };
}

type ReadJson = { kind: 'json'; value: unknown } | { kind: 'wrong'; why: string };

async function readJson(path: string): Promise<ReadJson> {
  try {
    const { size } = await stat(path);
    if (size > MAX_BYTES) return { kind: 'wrong', why: `too-large: has over ${MAX_BYTES} bytes` };
    return { kind: 'json', value: JSON.parse(await readFile(path, 'utf8')) };
  } catch (error) {
    const why =
      error instanceof SyntaxError
        ? `not-json: ${error.message.slice(0, 200)}`
        : `cannot be read (${codeOf(error)})`;
    return { kind: 'wrong', why };
  }
}

function readOptions(
  args: readonly string[],
  known: readonly string[],
): { path: string; values: Map<string, string> } | string {
  const values = new Map<string, string>();
  const rest = [...args];
  let path = '';
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (known.includes(word)) values.set(word, rest.shift() ?? '');
    else if (word.startsWith('-')) return `no option ${word}`;
    else if (path !== '') return 'name one design';
    else path = word;
  }
  return path === '' ? 'name a design' : { path, values };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}

function say(stream: Pick<Writable, 'write'>, text: string, code: number): number {
  stream.write(text);
  return code;
}
