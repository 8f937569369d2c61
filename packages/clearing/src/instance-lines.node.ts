import { open } from 'node:fs/promises';
import { StringDecoder } from 'node:string_decoder';
import { MAX_INSTANCE_CHARACTERS } from './bounds.ts';

/** Bytes of standard input, which cannot be read twice. */
export const MAX_INPUT_BYTES = 256 * 1024 * 1024;

const CHUNK_BYTES = 1024 * 1024;

/** One instance's text and where it begins; `line` is 0 for a file that is one instance. */
export type InstanceText =
  | { readonly kind: 'text'; readonly text: string; readonly line: number; readonly bytes: number }
  | { readonly kind: 'too-large'; readonly line: number; readonly message: string };

/**
 * The instances of a file or input. Where the first line with anything on it closes all it opens,
 * each line is an instance (JSON Lines); otherwise the whole is one. Memory is bounded by the
 * largest instance.
 */
export async function* instanceTexts(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<InstanceText> {
  let isLines: boolean | null = null;
  let whole: string[] = [];
  let length = 0;
  for await (const { text, line, bytes } of linesOf(chunks)) {
    if (text === null) return yield tooLarge(isLines === false ? 0 : line);
    if (isLines === null && text.trim() === '') continue;
    isLines ??= closesWhatItOpens(text);
    if (isLines) {
      if (text.trim() !== '') yield { kind: 'text', text, line, bytes };
      continue;
    }
    whole.push(text);
    length += text.length + 1;
    if (length > MAX_INSTANCE_CHARACTERS) return yield tooLarge(0);
  }
  if (isLines === null) yield { kind: 'text', text: '', line: 0, bytes: 0 };
  else if (!isLines) yield { kind: 'text', text: whole.join('\n'), line: 0, bytes: length };
  whole = [];
}

/** A file's bytes in chunks of a megabyte at most; throws what the system throws. */
export async function* chunksOfFile(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path, 'r');
  try {
    for (;;) {
      const { bytesRead, buffer } = await file.read(
        Buffer.allocUnsafe(CHUNK_BYTES),
        0,
        CHUNK_BYTES,
      );
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

interface Line {
  /** Null: longer than an instance may be. */
  readonly text: string | null;
  readonly line: number;
  readonly bytes: number;
}

async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  const decoder = new StringDecoder('utf8');
  let parts: string[] = [];
  let length = 0;
  let line = 1;
  for await (const chunk of chunks) {
    const pieces = decoder.write(Buffer.from(chunk)).split('\n');
    for (const [at, piece] of pieces.entries()) {
      if (at > 0) {
        yield { text: parts.join(''), line, bytes: length + 1 };
        parts = [];
        length = 0;
        line++;
      }
      parts.push(piece);
      length += piece.length;
      if (length > MAX_INSTANCE_CHARACTERS) return yield { text: null, line, bytes: length };
    }
  }
  yield { text: parts.join('') + decoder.end(), line, bytes: length };
}

function tooLarge(line: number): InstanceText {
  const message = `has over ${MAX_INSTANCE_CHARACTERS} characters, the most that one instance may have`;
  return { kind: 'too-large', line, message };
}

function closesWhatItOpens(text: string): boolean {
  let depth = 0;
  let isInText = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (isInText && letter === '\\') at++;
    else if (letter === '"') isInText = !isInText;
    else if (!isInText && (letter === '{' || letter === '[')) depth++;
    else if (!isInText && (letter === '}' || letter === ']')) depth--;
  }
  return depth === 0 && !isInText;
}
