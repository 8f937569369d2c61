import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mutants } from './mutants.ts';

/** Mutants whose text does not stand exactly once in the sources of a folder: they would prove nothing. */
export async function movedOn(folder: string): Promise<string[]> {
  const moved: string[] = [];
  for (const { name, file, find } of mutants) {
    const source = await readFile(join(folder, file), 'utf8');
    const count = source.split(find).length - 1;
    if (count !== 1) moved.push(`"${name}": its text stands ${count} times in src/${file}`);
  }
  return moved;
}
