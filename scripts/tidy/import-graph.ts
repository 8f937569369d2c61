import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import ts from 'typescript';
import { lineOf, type Source } from './source.ts';
import { readJson, type Tree } from './tree.ts';

/** One import: a file of ours (`target`), a package (`packageName`), or a word of a framework such as `$app/state` (neither). */
export type Import = {
  from: string;
  line: number;
  specifier: string;
  typeOnly: boolean;
  reExport: boolean;
  target: string | undefined;
  packageName: string | undefined;
};

type Reference = { node: ts.Node; specifier: string; typeOnly: boolean; reExport: boolean };
type Aliases = { prefix: string; suffix: string; target: string }[];
type Resolver = { tree: Tree; aliases: Aliases; exports: Map<string, string> };

const known = new WeakMap<Tree, Import[]>();
const BUILTIN = new Set(builtinModules);

/** All imports of all files, in their order; type imports, dynamic imports and `import('…')` types too. */
export function importsOf(tree: Tree): Import[] {
  const before = known.get(tree);
  if (before) return before;
  const resolver: Resolver = { tree, aliases: readAliases(tree), exports: readExports(tree) };
  const imports = tree.sources.flatMap((source) => importsOfSource(resolver, source));
  known.set(tree, imports);
  return imports;
}

export function isBuiltin(specifier: string): boolean {
  return specifier.startsWith('node:') || BUILTIN.has(specifier);
}

function importsOfSource(resolver: Resolver, source: Source): Import[] {
  return source.nodes.flatMap((node) => {
    const reference = referenceOf(node);
    if (!reference) return [];
    const { specifier, typeOnly, reExport } = reference;
    const target = resolve(resolver, source.path, specifier);
    const packageName = packageOf(specifier);
    return [
      {
        from: source.path,
        line: lineOf(source, node),
        specifier,
        typeOnly,
        reExport,
        target,
        packageName,
      },
    ];
  });
}

function referenceOf(node: ts.Node): Reference | undefined {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    return {
      node,
      specifier: node.moduleSpecifier.text,
      typeOnly: importsTypesOnly(node),
      reExport: false,
    };
  }
  if (
    ts.isExportDeclaration(node) &&
    node.moduleSpecifier &&
    ts.isStringLiteral(node.moduleSpecifier)
  ) {
    return {
      node,
      specifier: node.moduleSpecifier.text,
      typeOnly: node.isTypeOnly,
      reExport: true,
    };
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    const first = node.arguments[0];
    return first && ts.isStringLiteralLike(first)
      ? { node, specifier: first.text, typeOnly: false, reExport: false }
      : undefined;
  }
  if (
    ts.isImportTypeNode(node) &&
    ts.isLiteralTypeNode(node.argument) &&
    ts.isStringLiteral(node.argument.literal)
  ) {
    return { node, specifier: node.argument.literal.text, typeOnly: true, reExport: false };
  }
  return undefined;
}

function importsTypesOnly({ importClause }: ts.ImportDeclaration): boolean {
  if (!importClause) return false;
  if (importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const names = importClause.namedBindings;
  const allTypes =
    names && ts.isNamedImports(names) && names.elements.every(({ isTypeOnly }) => isTypeOnly);
  return importClause.name === undefined && allTypes === true;
}

function resolve(
  { tree, aliases, exports }: Resolver,
  from: string,
  specifier: string,
): string | undefined {
  if (specifier.startsWith('.')) return existing(tree, posix.join(posix.dirname(from), specifier));
  if (!specifier.startsWith('#')) return exports.get(specifier);
  const alias = aliases.find(
    ({ prefix, suffix }) => specifier.startsWith(prefix) && specifier.endsWith(suffix),
  );
  if (!alias || !from.startsWith('app/')) return undefined;
  const matched = specifier.slice(alias.prefix.length, specifier.length - alias.suffix.length);
  return existing(tree, posix.join('app', alias.target.replace('*', matched)));
}

function existing(tree: Tree, path: string): string | undefined {
  return [path, `${path}.ts`, path.replace(/\.js$/, '.ts')].find((candidate) =>
    tree.texts.has(candidate),
  );
}

function packageOf(specifier: string): string | undefined {
  if (/^[.#$/]/.test(specifier) || specifier.includes(':') || isBuiltin(specifier))
    return undefined;
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

function readAliases(tree: Tree): Aliases {
  const imports = (readJson(tree, 'app/package.json')['imports'] ?? {}) as Record<string, unknown>;
  return Object.entries(imports)
    .filter((entry): entry is [string, string] => typeof entry[1] === 'string')
    .map(([alias, target]) => {
      const [prefix = '', suffix = ''] = alias.split('*');
      return { prefix, suffix, target };
    });
}

/** The files behind the entries of our own packages, such as `@muster/clearing/terms`. */
function readExports(tree: Tree): Map<string, string> {
  const manifests = [...tree.texts.keys()].filter((path) =>
    /^packages\/[^/]+\/package\.json$/.test(path),
  );
  const entries = manifests.flatMap((manifest) => {
    const { name, exports } = readJson(tree, manifest) as { name?: string; exports?: unknown };
    const faces: [string, unknown][] =
      typeof exports === 'string' ? [['.', exports]] : Object.entries(exports ?? {});
    return faces.flatMap(([face, target]): [string, string][] => {
      const file = targetOfExport(target);
      return file
        ? [[posix.join(String(name), face), posix.join(posix.dirname(manifest), file)]]
        : [];
    });
  });
  return new Map(entries);
}

function targetOfExport(target: unknown): string | undefined {
  if (typeof target === 'string') return target;
  if (typeof target !== 'object' || target === null) return undefined;
  return Object.values(target).find((value): value is string => typeof value === 'string');
}
