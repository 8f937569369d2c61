import ts from 'typescript';
import type { Source } from './source.ts';

/** A name that the file uses and does not declare itself: it comes from the machine the code runs on. */
export type Global = { name: string; node: ts.Identifier };

export function globalsOf(source: Source): Global[] {
  const identifiers = source.nodes.filter((node) => ts.isIdentifier(node));
  const declared = new Set(identifiers.filter(isDeclared).map(({ text }) => text));
  return identifiers
    .filter((node) => isUsed(node) && !declared.has(node.text))
    .map((node) => ({ name: node.text, node }));
}

/** Reads the present time: `Date.now()`, `new Date()` or `Date()` without arguments, `performance.now()`, `Temporal.Now`. */
export function readsClock({ name, node }: Global): boolean {
  const parent = node.parent;
  if (name === 'performance' || name === 'Temporal')
    return memberOf(node) === (name === 'Temporal' ? 'Now' : 'now');
  if (name !== 'Date') return false;
  if (ts.isNewExpression(parent) && parent.expression === node)
    return (parent.arguments ?? []).length === 0;
  if (ts.isCallExpression(parent) && parent.expression === node) return true;
  return memberOf(node) === 'now';
}

export function memberOf(node: ts.Identifier): string | undefined {
  const parent = node.parent;
  return ts.isPropertyAccessExpression(parent) && parent.expression === node
    ? parent.name.text
    : undefined;
}

function isDeclared(node: ts.Identifier): boolean {
  const parent = node.parent;
  if (ts.isImportSpecifier(parent) || ts.isImportClause(parent) || ts.isNamespaceImport(parent))
    return parent.name === node;
  const declares =
    ts.isVariableDeclaration(parent) ||
    ts.isParameter(parent) ||
    ts.isBindingElement(parent) ||
    ts.isFunctionDeclaration(parent) ||
    ts.isClassDeclaration(parent);
  return declares && parent.name === node;
}

function isUsed(node: ts.Identifier): boolean {
  const parent = node.parent;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isBindingElement(parent) || ts.isParameter(parent) || ts.isVariableDeclaration(parent))
    return parent.initializer === node;
  if (ts.isPropertyDeclaration(parent)) return parent.initializer === node;
  return ts.isExpression(parent) || ts.isStatement(parent) || ts.isSpreadAssignment(parent);
}
