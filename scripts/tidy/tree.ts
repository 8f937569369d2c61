import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readSource, type Source } from './source.ts';

/** What the checks look at: every text of the project by its path from the root, and the code among them, parsed. */
export type Tree = { texts: Map<string, string>; sources: Source[] };

const NEVER_ENTERED = new Set(['.git', 'node_modules', '.svelte-kit']);
const NOT_OURS = new Set(['.runtime', '.cache', 'data', 'app/build']);
const BINARY = /\.(png|jpe?g|webp|avif|gif|ico|woff2?|pdf|zip|gz|wasm)$/;
const CODE = /^(app|packages|scripts|tools)\/.*\.(ts|js|mjs|svelte)$/;
const LARGEST_TEXT_BYTES = 2_000_000;

export function readTree(root: string): Tree {
  const paths = listFiles(root, '').filter((path) => !BINARY.test(path));
  const small = paths.filter((path) => statSync(join(root, path)).size <= LARGEST_TEXT_BYTES);
  return makeTree(
    Object.fromEntries(small.map((path) => [path, readFileSync(join(root, path), 'utf8')])),
  );
}

/** A tree from texts in memory. */
export function makeTree(texts: Record<string, string>): Tree {
  const sources = Object.entries(texts).filter(([path]) => CODE.test(path));
  return {
    texts: new Map(Object.entries(texts)),
    sources: sources.map(([path, text]) => readSource(path, text)),
  };
}

/** Tests, long tests, benchmarks and what stands in a folder of tests: free of the rules of the layer they look at. */
export function isTest(path: string): boolean {
  return /\.(test|deep|bench)\.ts$/.test(path) || /(^|\/)tests\//.test(path);
}

export function readJson(tree: Tree, path: string): Record<string, unknown> {
  const text = tree.texts.get(path);
  return text === undefined ? {} : (JSON.parse(text) as Record<string, unknown>);
}

function listFiles(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (NEVER_ENTERED.has(entry.name) || NOT_OURS.has(path)) return [];
    if (entry.isDirectory()) return listFiles(root, path);
    return entry.isFile() ? [path] : [];
  });
}
