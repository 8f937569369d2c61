import ts from 'typescript';
import type { Finding } from './finding.ts';
import { findingAt, functionName, type Source } from './source.ts';
import type { Tree } from './tree.ts';

const MOST_LINES_OF_FUNCTION = 70;
const MOST_LINES_OF_FILE = 400;
const MOST_LINES_OF_COMPONENT = 250;
const MOST_PARAMETERS = 4;

/** Functions, files, components and lists of parameters that fit a head. */
export function checkSize(tree: Tree): Finding[] {
  return tree.sources
    .filter(({ generated }) => !generated)
    .flatMap((source) => [
      ...checkFile(source),
      ...source.nodes
        .filter((node) => ts.isFunctionLike(node))
        .flatMap((node) => checkFunction(source, node)),
    ]);
}

function checkFile({ path, text }: Source): Finding[] {
  const isComponent = path.endsWith('.svelte');
  const most = isComponent ? MOST_LINES_OF_COMPONENT : MOST_LINES_OF_FILE;
  const lines = text.trimEnd().split('\n').length;
  if (lines <= most) return [];
  return [
    {
      path,
      line: 1,
      rule: isComponent ? 'component-size' : 'file-size',
      advice: `${lines} lines, at most ${most}: split it by what it tells`,
    },
  ];
}

function checkFunction(source: Source, node: ts.SignatureDeclaration): Finding[] {
  const findings: Finding[] = [];
  const { line: first } = source.code.getLineAndCharacterOfPosition(node.getStart(source.code));
  const lines = source.code.getLineAndCharacterOfPosition(node.end).line - first + 1;
  if (lines > MOST_LINES_OF_FUNCTION && !groupsTests(node)) {
    const advice = `${functionName(node)} has ${lines} lines, at most ${MOST_LINES_OF_FUNCTION}: keep the branches, move straight parts below`;
    findings.push(findingAt(source, node, 'function-size', advice));
  }
  const parameters = node.parameters.filter(({ name }) => name.getText() !== 'this').length;
  if (parameters > MOST_PARAMETERS) {
    const advice = `${functionName(node)} takes ${parameters} parameters, at most ${MOST_PARAMETERS}: take one object`;
    findings.push(findingAt(source, node, 'parameters', advice));
  }
  return findings;
}

/** The body of a `describe` is a list of tests, not a function to be read in one go. */
function groupsTests(node: ts.SignatureDeclaration): boolean {
  return (
    ts.isCallExpression(node.parent) && /^(describe|suite)\b/.test(node.parent.expression.getText())
  );
}
