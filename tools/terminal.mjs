import { fileURLToPath } from 'node:url';
import { dirname } from 'node:path';

/** The folder of the project. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

const started = Date.now();

/** Progress goes to standard error: standard output belongs to what is run. */
export function say(line) {
  process.stderr.write(`[${((Date.now() - started) / 1000).toFixed(1)} s] ${line}\n`);
}

/** Ends with a sentence that says what happened and what to do. */
export function fail(line) {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}
