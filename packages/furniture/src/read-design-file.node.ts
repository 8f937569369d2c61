import { readFile, stat } from 'node:fs/promises';
import { compileKit } from '@muster/kit/compiled-kit';
import type { CompiledKit } from '@muster/kit/compiled-shapes';
import type { Design } from '@muster/kit/design';
import { evaluate, type Evaluation } from '@muster/kit/evaluate';
import { hashOf } from '@muster/kit/hash';
import { readDocument } from '@muster/kit/read-document';
import { furnitureKit } from './furniture-kit.ts';

const MAX_BYTES = 4 * 1024 * 1024;

/** A design that was read and worked out. */
export interface Found {
  readonly kind: 'found';
  readonly compiled: CompiledKit;
  readonly design: Design;
  readonly evaluation: Evaluation;
}

/** Reads a furniture design from a file, alone or as the document of a version, and works it out; else says in one line where and why not. */
export async function readDesignFile(
  path: string,
): Promise<Found | { kind: 'wrong'; why: string }> {
  const read = await readJson(path);
  if (read.kind === 'wrong') return read;
  const kit = hashOf(furnitureKit);
  const design = readDocument(read.value, new Map([[furnitureKit.id, kit]]));
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

/** What the system calls a fault of a file, such as `ENOENT`. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
