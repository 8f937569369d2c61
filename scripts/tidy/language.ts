import ts from 'typescript';
import type { Finding } from './finding.ts';
import { importsOf } from './import-graph.ts';
import { findingAt, functionName, type Source } from './source.ts';
import { isTest, type Tree } from './tree.ts';

const FRAMEWORK_ASKS = /(^|\/)[a-z-]+\.config\.(js|mjs|ts)$/;

/** What of the language we do without, and what public functions say about themselves. */
export function checkLanguage(tree: Tree): Finding[] {
  return [
    ...tree.sources.flatMap((source) => [
      ...source.nodes.flatMap((node) => checkNode(source, node)),
      ...checkMarkup(source),
      ...checkBarrel(source),
      ...checkDocumentation(source),
    ]),
    ...checkReExports(tree),
  ];
}

function checkNode(source: Source, node: ts.Node): Finding[] {
  if (node.kind === ts.SyntaxKind.AnyKeyword)
    return [findingAt(source, node, 'no-any', 'name the type, or take unknown and parse it')];
  if (
    ts.isAsExpression(node) &&
    ts.isAsExpression(node.expression) &&
    node.expression.type.kind === ts.SyntaxKind.UnknownKeyword
  ) {
    return [
      findingAt(
        source,
        node,
        'no-silencing',
        'a cast through unknown hides a mistake; parse or narrow instead',
      ),
    ];
  }
  const exportsDefault = ts.isExportAssignment(node) || isDefaultDeclaration(node);
  if (exportsDefault && !FRAMEWORK_ASKS.test(source.path)) {
    return [findingAt(source, node, 'no-default-export', 'export it by its name')];
  }
  return [];
}

function isDefaultDeclaration(node: ts.Node): boolean {
  return (
    ts.canHaveModifiers(node) &&
    (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)
  );
}

/** The script of a component is parsed as code; its markup holds expressions of its own. */
function checkMarkup(source: Source): Finding[] {
  if (!source.path.endsWith('.svelte')) return [];
  if (source.unreadable !== undefined)
    return [{ path: source.path, line: 1, rule: 'readable', advice: source.unreadable }];
  const scripts = source.code.text.split('\n');
  return source.text.split('\n').flatMap((text, index) => {
    const found = /\bas any\b/.test(text) && !/\bas any\b/.test(scripts[index] ?? '');
    return found
      ? [{ path: source.path, line: index + 1, rule: 'no-any', advice: 'name the type' }]
      : [];
  });
}

function checkBarrel(source: Source): Finding[] {
  const statements = source.code.statements;
  const stars = statements.filter(
    (node) => ts.isExportDeclaration(node) && node.moduleSpecifier && !node.exportClause,
  );
  const findings = stars.map((node) =>
    findingAt(source, node, 'no-barrel', 'import each name from the file that makes it'),
  );
  const named = /(^|\/)index\.(ts|js|mjs)$/.test(source.path);
  const onlyPassesOn =
    statements.length > 0 &&
    statements.every((node) => ts.isExportDeclaration(node) && node.moduleSpecifier);
  if (!named && (!onlyPassesOn || findings.length > 0 || isFace(source.path))) return findings;
  return [
    ...findings,
    {
      path: source.path,
      line: 1,
      rule: 'no-barrel',
      advice: 'let users import the files themselves, and name a file by what it tells',
    },
  ];
}

/** The face of a slice, `features/pools/server/pools.ts`, is the one place that passes names on. */
function isFace(path: string): boolean {
  return /\/features\/([^/]+)\/server\/\1\.ts$/.test(path);
}

function checkReExports(tree: Tree): Finding[] {
  return importsOf(tree)
    .filter(({ reExport, packageName }) => reExport && packageName !== undefined)
    .map(({ from, line, specifier }) => ({
      path: from,
      line,
      rule: 'no-barrel',
      advice: `names of ${specifier} are imported from ${specifier}`,
    }));
}

function checkDocumentation(source: Source): Finding[] {
  if (!/^packages\/[^/]+\/src\//.test(source.path) || isTest(source.path)) return [];
  return source.code.statements.filter(isPublicFunction).flatMap((node) => {
    const comments = ts.getJSDocCommentsAndTags(node);
    if (comments.length > 0) return [];
    const named = ts.isVariableStatement(node) ? node.declarationList.declarations[0] : node;
    return [
      findingAt(
        source,
        node,
        'documented',
        `say what ${named ? functionName(named) : 'it'} takes and gives, with units, and its errors`,
      ),
    ];
  });
}

function isPublicFunction(node: ts.Statement): boolean {
  const exported =
    ts.canHaveModifiers(node) &&
    (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
  if (!exported) return false;
  if (ts.isFunctionDeclaration(node)) return true;
  return (
    ts.isVariableStatement(node) &&
    node.declarationList.declarations.some(
      ({ initializer }) =>
        initializer !== undefined &&
        (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer)),
    )
  );
}
