import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import type { CommandStreams } from '../src/command-line.node.ts';

export type Told = { code: number; out: string; err: string };

type Run = (args: readonly string[], io: CommandStreams) => Promise<number>;

/** Runs a command on files of these names and contents: text and bytes as they are, anything else as JSON. */
export async function commandOn(
  run: Run,
  files: Record<string, unknown>,
  args: readonly string[],
): Promise<Told> {
  const folder = await mkdtemp(join(tmpdir(), 'muster-insight-'));
  try {
    for (const [name, content] of Object.entries(files)) {
      const isWhole = typeof content === 'string' || Buffer.isBuffer(content);
      await writeFile(join(folder, name), isWhole ? content : JSON.stringify(content));
    }
    const [out, err] = [new Kept(), new Kept()];
    const placed = args.map((arg) => (arg in files ? join(folder, arg) : arg));
    const code = await run(placed, { stdin: Readable.from([]), stdout: out, stderr: err });
    return { code, out: out.text, err: err.text.replaceAll(`${folder}/`, '') };
  } finally {
    await rm(folder, { recursive: true });
  }
}

class Kept extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString('utf8');
    done();
  }
}
