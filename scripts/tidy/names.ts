import type { Finding } from './finding.ts';
import type { Tree } from './tree.ts';

const EMPTY_WORDS = new Set([
  'utils',
  'util',
  'helpers',
  'helper',
  'common',
  'misc',
  'shared',
  'manager',
  'managers',
  'base',
]);
const NAMED = /^(app|packages|scripts|tools|docs)\/.*\.(ts|js|mjs|svelte|css|sql|html)$/;
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/;
const PASCAL = /^[A-Z][A-Za-z0-9]*\.svelte$/;
const ROUTE_FILE = /^\+(page|layout|error|server)(@[a-z-]*)?(\.server)?(\.test)?\.(svelte|ts)$/;
const ROUTE_FOLDER =
  /^(\([a-z0-9-]+\)|\[{1,2}(\.\.\.)?[a-zA-Z0-9]+(=[a-z]+)?\]{1,2}|[a-z0-9.-]*(\[[a-zA-Z0-9=.]+\][a-z0-9.-]*)*)$/;
const FOLDER = /^\.?[a-z0-9]+(-[a-z0-9]+)*$/;

/** Files and folders bear the words of the trade, each kind in its own shape. */
export function checkNames(tree: Tree): Finding[] {
  const paths = [...tree.texts.keys()].filter((path) => NAMED.test(path));
  return [...paths.flatMap(checkFile), ...checkFolders(paths)];
}

function checkFile(path: string): Finding[] {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const advice = emptyWord(name) ?? shape(path, name);
  return advice === undefined ? [] : [{ path, line: 1, rule: 'names', advice }];
}

function shape(path: string, name: string): string | undefined {
  if (path.startsWith('app/src/routes/') && name.startsWith('+')) {
    return ROUTE_FILE.test(name) ? undefined : 'no file of a route is called so';
  }
  if (path.startsWith('app/migrations/')) return undefined;
  if (name.endsWith('.svelte'))
    return PASCAL.test(name) ? undefined : 'components are named in PascalCase';
  return KEBAB.test(name) ? undefined : 'files are named in kebab-case';
}

function emptyWord(name: string): string | undefined {
  const stem = name
    .replace(/\..*$/, '')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase();
  const last = stem.split('-').at(-1) ?? stem;
  return EMPTY_WORDS.has(last) ? `"${last}" says nothing; name it by what it is about` : undefined;
}

function checkFolders(paths: string[]): Finding[] {
  const folders = new Map<string, string>();
  for (const path of paths) {
    const parts = path.split('/').slice(0, -1);
    for (const index of parts.keys()) folders.set(parts.slice(0, index + 1).join('/'), path);
  }
  return [...folders.keys()].flatMap((folder) => {
    const name = folder.slice(folder.lastIndexOf('/') + 1);
    const fits = folder.startsWith('app/src/routes/') ? ROUTE_FOLDER.test(name) : FOLDER.test(name);
    const advice = emptyWord(name) ?? (fits ? undefined : 'folders are named in kebab-case');
    return advice === undefined ? [] : [{ path: folder, line: 1, rule: 'names', advice }];
  });
}
