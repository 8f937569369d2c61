import type { Writable } from 'node:stream';

/** The standard streams that a command writes to; those of the process, or a test's. */
export interface DesignStreams {
  readonly stdout: Pick<Writable, 'write'>;
  readonly stderr: Pick<Writable, 'write'>;
}

/** One design and options with their values; a sentence for what is none of it. */
export function readOptions(
  args: readonly string[],
  known: readonly string[],
): { path: string; values: Map<string, string> } | string {
  const values = new Map<string, string>();
  const rest = [...args];
  let path = '';
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (known.includes(word)) {
      const value = rest.shift();
      if (value === undefined) return `${word} takes a value`;
      values.set(word, value);
    } else if (word.startsWith('-')) return `no option ${word}; --help names them`;
    else if (path !== '') return `name one design, not ${path} and ${word} both`;
    else path = word;
  }
  return path === '' ? 'name a file with a design' : { path, values };
}

/** Writes and gives the exit code. */
export function say(stream: Pick<Writable, 'write'>, text: string, code: number): number {
  stream.write(text);
  return code;
}
