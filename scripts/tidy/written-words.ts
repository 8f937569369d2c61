import { posix } from 'node:path';
import type { Finding } from './finding.ts';
import { SLICES } from './layers.ts';
import { readJson, type Tree } from './tree.ts';

const PAGE = /^([A-Z]+\.md|docs\/.*\.md)$/;
const LINK = /\]\(([^)#\s]+)(?:#[^)]*)?\)/g;
/** What a reader is told to type, and where to look. */
const RUN = /(?:^|`)npm (?:run )?([a-z][a-z:]*)/g;
const PATH =
  /`((?:app|packages|scripts|tools|docs)\/[\w./-]*\w\.(?:ts|mjs|md|json|svelte|css|sql))`/g;
/** Words of npm itself. */
const OF_NPM = new Set(['install', 'ci', 'exec']);
const MAP = 'ARCHITECTURE.md';

/** What the pages say is there: links, files, commands, and the map with its packages, layers and slices. */
export function checkWrittenWords(tree: Tree): Finding[] {
  const pages = [...tree.texts].filter(([path]) => PAGE.test(path));
  const scripts = readJson(tree, 'package.json').scripts ?? {};
  const there = [...tree.texts.keys()];
  return [
    ...pages.flatMap(([path, text]) =>
      text
        .split('\n')
        .flatMap((line, index) =>
          [
            ...deadLinks(path, line, there),
            ...deadPaths(line, there),
            ...deadCommands(line, scripts),
          ].map((advice) => ({ path, line: index + 1, rule: 'written-words', advice })),
        ),
    ),
    ...checkMap(tree, there),
  ];
}

function deadLinks(path: string, line: string, there: readonly string[]): string[] {
  return [...line.matchAll(LINK)]
    .map(([, to = '']) => to)
    .filter((to) => !/^[a-z]+:/.test(to) && !/\.(png|webp|jpe?g)$/.test(to))
    .filter((to) => !isThere(posix.join(posix.dirname(path), to).replace(/\/$/, ''), there))
    .map((to) => `${to} leads nowhere`);
}

function deadPaths(line: string, there: readonly string[]): string[] {
  return [...line.matchAll(PATH)]
    .map(([, path = '']) => path)
    .filter((path) => !path.includes('NNN') && !isThere(path, there))
    .map((path) => `there is no ${path}`);
}

function isThere(path: string, there: readonly string[]): boolean {
  return there.some((one) => one === path || one.startsWith(`${path}/`));
}

function deadCommands(line: string, scripts: object): string[] {
  return [...line.matchAll(RUN)]
    .map(([, word = '']) => word)
    .filter((word) => !(word in scripts) && !OF_NPM.has(word))
    .map((word) => `there is no command npm run ${word}`);
}

function checkMap(tree: Tree, there: readonly string[]): Finding[] {
  const map = tree.texts.get(MAP);
  if (map === undefined) return [];
  const folders = new Set(
    there.flatMap((path) => /^packages\/([^/]+)\/|^app\/src\/([^/]+)\//.exec(path)?.slice(1) ?? []),
  );
  const missing = [...folders].filter(
    (folder) => folder && !new RegExp(`^ +${folder}(/|/<noun>/) `, 'm').test(map),
  );
  const order = map.replaceAll(/\s+/g, ' ').includes(SLICES.join(' ← '));
  return [
    ...missing.map((folder) => `the map lacks ${folder}/`),
    ...(order ? [] : [`the slices are, in this order: ${SLICES.join(' ← ')}`]),
  ].map((advice) => ({ path: MAP, line: 1, rule: 'written-words', advice }));
}
