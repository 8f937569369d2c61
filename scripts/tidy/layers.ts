import type { Finding } from './finding.ts';
import { importsOf, type Import } from './import-graph.ts';
import { isTest, type Tree } from './tree.ts';

/** A slice may import those that stand before it, through their faces. */
export const SLICES = [
  'people',
  'drafts',
  'spaces',
  'files',
  'threads',
  'journal',
  'wanteds',
  'designs',
  'benches',
  'pools',
  'payments',
  'making',
  'direct',
  'scorecard',
  'moderation',
  'notifications',
  'webhooks',
  'installation',
];

type Layer =
  'routes' | 'features' | 'ui' | 'web' | 'server' | 'web-server' | 'api' | 'commands' | 'entries';

const MAY_IMPORT: Record<Layer, Layer[]> = {
  routes: ['routes', 'web', 'features', 'ui', 'server'],
  web: ['web', 'features', 'ui', 'server'],
  features: ['features', 'ui', 'server'],
  ui: ['ui'],
  server: ['server'],
  'web-server': ['web-server', 'server'],
  api: ['api', 'web', 'features', 'server'],
  commands: ['commands', 'features', 'server', 'web-server', 'api', 'entries'],
  entries: ['entries', 'commands', 'web-server', 'api', 'features', 'server'],
};

/** Import rules 2, 3 and 4 of ARCHITECTURE.md. */
export function checkLayers(tree: Tree): Finding[] {
  const ofApp = importsOf(tree).filter(({ from }) => from.startsWith('app/src/') && !isTest(from));
  return [...ofApp.flatMap(judge), ...checkSlices(tree)];
}

export function layerOf(path: string): Layer | undefined {
  const inside = /^app\/src\/(?:([^/]+)\/)?[^/]+/.exec(path);
  if (!inside) return undefined;
  const folder = inside[1];
  if (folder === undefined)
    return /^app\/src\/(hooks[.]|app[.]|service-worker)/.test(path) ? 'routes' : 'entries';
  return folder in MAY_IMPORT ? (folder as Layer) : undefined;
}

function judge(one: Import): Finding[] {
  const advice = tooHigh(one) ?? acrossSlices(one) ?? framework(one) ?? outside(one);
  return advice === undefined ? [] : [{ path: one.from, line: one.line, ...advice }];
}

type Advice = { rule: string; advice: string } | undefined;

function tooHigh({ from, target }: Import): Advice {
  const [mine, theirs] = [layerOf(from), target === undefined ? undefined : layerOf(target)];
  if (mine === undefined || theirs === undefined || MAY_IMPORT[mine].includes(theirs))
    return undefined;
  const allowed = MAY_IMPORT[mine].filter((layer) => layer !== mine);
  const choices = allowed.length > 0 ? `${allowed.join(', ')} and packages` : 'packages';
  return {
    rule: 'layers',
    advice: `${mine} may import ${choices}, not ${theirs}: hand ${String(target)} in or move the code`,
  };
}

function acrossSlices({ from, target }: Import): Advice {
  const [mine, theirs] = [sliceOf(from), sliceOf(target ?? '')];
  if (target === undefined || theirs === undefined) return undefined;
  if (mine === undefined || mine === theirs) return undefined;
  if (SLICES.indexOf(theirs) > SLICES.indexOf(mine)) {
    return {
      rule: 'slice-order',
      advice: `${mine} stands before ${theirs}: let ${theirs} follow an event of ${mine}`,
    };
  }
  const face = `app/src/features/${theirs}/server/${theirs}.ts`;
  if (target === face || /(^|[/-])events\.ts$/.test(target)) return undefined;
  return { rule: 'slice-face', advice: `import ${theirs} through its face ${face} or its events` };
}

function framework({ from, specifier, target }: Import): Advice {
  const layer = layerOf(from);
  const plain =
    layer === 'server' ||
    layer === 'api' ||
    layer === 'commands' ||
    layer === 'entries' ||
    from.includes('/server/');
  const isFramework =
    /^(svelte|@sveltejs\/[^/]+|\$[a-z]+)(\/|$)/.test(specifier) ||
    target?.endsWith('.svelte') === true;
  if (!plain || !isFramework) return undefined;
  return {
    rule: 'no-framework',
    advice: `${specifier} belongs to pages; keep this file free of Svelte and SvelteKit`,
  };
}

function outside({ target }: Import): Advice {
  if (target === undefined || target.startsWith('app/src/') || target.startsWith('packages/')) {
    return target !== undefined && isTest(target)
      ? { rule: 'layers', advice: `${target} is a test; the app must not need it` }
      : undefined;
  }
  if (target === 'app/package.json') return undefined;
  return {
    rule: 'layers',
    advice: `${target} is not part of the app; the app must run without it`,
  };
}

function sliceOf(path: string): string | undefined {
  return /^app\/src\/features\/([^/]+)\//.exec(path)?.[1];
}

function checkSlices(tree: Tree): Finding[] {
  const slices = new Map(
    [...tree.texts.keys()].flatMap((path) => {
      const slice = sliceOf(path);
      return slice === undefined || SLICES.includes(slice) ? [] : [[slice, path] as const];
    }),
  );
  return [...slices].map(([slice, path]) => ({
    path,
    line: 1,
    rule: 'slice-order',
    advice: `the slice ${slice} has no place in the order; name it in scripts/tidy/layers.ts and ARCHITECTURE.md`,
  }));
}
