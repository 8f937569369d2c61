import type { Finding } from './finding.ts';
import { globalsOf, memberOf, readsClock, type Global } from './globals.ts';
import { importsOf, isBuiltin, type Import } from './import-graph.ts';
import { findingAt } from './source.ts';
import { isTest, readJson, type Tree } from './tree.ts';

const RULE = 'pure-packages';
const MACHINE = new Set([
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'requestAnimationFrame',
  'process',
  'Buffer',
  'performance',
  'crypto',
  'globalThis',
  'window',
  'document',
  'navigator',
  'localStorage',
  'sessionStorage',
  'indexedDB',
  'WebSocket',
  'EventSource',
  'XMLHttpRequest',
  'Worker',
  'require',
  '__dirname',
  '__filename',
]);
const OF_THE_HOST =
  /\.(localeCompare|toLocale(?:String|DateString|TimeString|UpperCase|LowerCase))$/;

/** Import rule 1: the same input gives the same output, on every machine, for ever. */
export function checkPurity(tree: Tree): Finding[] {
  return [...checkPackageImports(tree), ...checkMachine(tree)];
}

function checkMachine(tree: Tree): Finding[] {
  return tree.sources
    .filter(({ path }) => isPure(path))
    .flatMap((source) => {
      const globals = globalsOf(source).flatMap((global) => {
        const advice = adviceFor(global);
        return advice === undefined ? [] : [findingAt(source, global.node, RULE, advice)];
      });
      const host = source.nodes
        .filter(
          (node) =>
            node.parent && OF_THE_HOST.test(`.${node.getText()}`) && node.getChildCount() === 0,
        )
        .map((node) =>
          findingAt(
            source,
            node,
            RULE,
            `${node.getText()} follows the language of the host; compare or write plainly`,
          ),
        );
      return [...globals, ...host];
    });
}

function isPure(path: string): boolean {
  return /^packages\/[^/]+\/src\//.test(path) && !isTest(path) && !path.endsWith('.node.ts');
}

function adviceFor(global: Global): string | undefined {
  if (readsClock(global)) return 'a package has no clock; take the time as an argument';
  if (global.name === 'Math' && memberOf(global.node) === 'random')
    return 'a package has no chance; take a seed as an argument';
  if (MACHINE.has(global.name))
    return `a package does not touch the machine (${global.name}); take what is needed as an argument`;
  return undefined;
}

function checkPackageImports(tree: Tree): Finding[] {
  const development = dependenciesOf(tree, 'package.json', 'devDependencies');
  return importsOf(tree).flatMap((one) => {
    const home = /^packages\/[^/]+\//.exec(one.from)?.[0];
    if (home === undefined) return [];
    const advice = isPure(one.from) ? (impure(one) ?? leaves(one, home)) : leaves(one, home);
    if (advice !== undefined) return [{ path: one.from, line: one.line, rule: RULE, advice }];
    const own = dependenciesOf(tree, `${home}package.json`, 'dependencies');
    const named = isTest(one.from) ? [...own, ...development] : own;
    if (one.packageName === undefined || named.includes(one.packageName)) return [];
    return [
      {
        path: one.from,
        line: one.line,
        rule: RULE,
        advice: `${one.packageName} is not named in ${home}package.json`,
      },
    ];
  });
}

function impure({ specifier, target }: Import): string | undefined {
  if (isBuiltin(specifier))
    return `${specifier} belongs to Node; move what needs it into a *.node.ts file or take it as an argument`;
  if (/^(svelte|@sveltejs\/|\$)/.test(specifier)) return `${specifier} belongs to pages`;
  if (target?.endsWith('.node.ts')) return `${target} is an entry for Node alone`;
  return target !== undefined && isTest(target) ? `${target} is a test` : undefined;
}

function leaves({ specifier, target, from }: Import, home: string): string | undefined {
  if (!specifier.startsWith('.') || target === undefined || target.startsWith(home))
    return undefined;
  return isTest(from) && target.startsWith('scripts/')
    ? undefined
    : `import another package by its name, not by the path ${specifier}`;
}

function dependenciesOf(tree: Tree, manifest: string, field: string): string[] {
  const { name, [field]: listed } = readJson(tree, manifest);
  return [String(name), ...Object.keys(listed ?? {})];
}
