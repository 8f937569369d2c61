import type { Finding } from './finding.ts';
import { globalsOf, readsClock } from './globals.ts';
import { importsOf } from './import-graph.ts';
import { layerOf } from './layers.ts';
import { findingAt } from './source.ts';
import { isTest, type Tree } from './tree.ts';

const OPENS = new Set([
  'node:fs',
  'node:fs/promises',
  'node:net',
  'node:tls',
  'node:http',
  'node:https',
  'node:http2',
  'node:dgram',
  'node:dns',
  'node:dns/promises',
  'node:child_process',
  'node:worker_threads',
  'node:cluster',
  'undici',
  'pg',
  'nodemailer',
]);

/** Import rule 5: only the ground, the command line and the entries open sockets, files or processes or read the clock. */
export function checkMachine(tree: Tree): Finding[] {
  const opened = importsOf(tree)
    .filter(({ from, specifier, typeOnly }) => mayNot(from) && !typeOnly && OPENS.has(specifier))
    .map(({ from, line, specifier }) => ({
      path: from,
      line,
      rule: 'machine',
      advice: `${specifier} is opened by app/src/server alone; take it from the services`,
    }));
  return [
    ...opened,
    ...tree.sources
      .filter(({ path }) => mayNot(path))
      .flatMap((source) =>
        globalsOf(source).flatMap((global) => {
          if (readsClock(global))
            return [
              findingAt(
                source,
                global.node,
                'clock',
                'take the time from the clock of the services',
              ),
            ];
          const calls = global.name === 'fetch' && source.path.includes('/server/');
          return calls
            ? [
                findingAt(
                  source,
                  global.node,
                  'machine',
                  'call outside services through app/src/server',
                ),
              ]
            : [];
        }),
      ),
  ];
}

function mayNot(path: string): boolean {
  if (!path.startsWith('app/src/') || isTest(path)) return false;
  const layer = layerOf(path);
  return (
    layer !== 'server' && layer !== 'web-server' && layer !== 'commands' && layer !== 'entries'
  );
}
