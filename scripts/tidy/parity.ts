import ts from 'typescript';
import type { Finding } from './finding.ts';
import { findingAt, type Source } from './source.ts';
import { isTest, type Tree } from './tree.ts';

/**
 * Whatever a page can do the API can do: a command that the code of pages runs is run by a route of the API too. Both are
 * read from the source, by the name under which the command is imported.
 */
export function checkParity(tree: Tree): Finding[] {
  const ours = tree.sources.filter(({ path }) => path.startsWith('app/src/') && !isTest(path));
  const commands = new Set(ours.flatMap(commandsIn));
  const inApi = new Set(
    ours.filter(({ path }) => path.endsWith('-api.ts')).flatMap((source) => [...namesIn(source)]),
  );
  const ofPages = ours.filter(({ path }) => /^app\/src\/(routes|web)\//.test(path));
  return ofPages.flatMap((source) =>
    importedNames(source)
      .filter(({ name }) => commands.has(name) && !inApi.has(name))
      .map(({ name, node }) =>
        findingAt(source, node, 'parity', `give ${name} a route in the API of its slice`),
      ),
  );
}

/** Exported constants whose type is Command. */
function commandsIn(source: Source): string[] {
  return source.nodes
    .filter((node) => ts.isVariableDeclaration(node))
    .filter(({ type }) => type !== undefined && type.getText().startsWith('Command<'))
    .map(({ name }) => name.getText());
}

function namesIn(source: Source): Set<string> {
  return new Set(source.nodes.filter((node) => ts.isIdentifier(node)).map(({ text }) => text));
}

function importedNames(source: Source): { name: string; node: ts.Node }[] {
  return source.nodes
    .filter((node) => ts.isImportSpecifier(node))
    .map((node) => ({ name: (node.propertyName ?? node.name).text, node }));
}
