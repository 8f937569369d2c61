import { parse, type AST } from 'svelte/compiler';
import ts from 'typescript';
import type { Finding } from './finding.ts';

/** A file of code. The script of a component keeps its place in the file, so that lines are the lines of the file. */
export type Source = {
  path: string;
  text: string;
  code: ts.SourceFile;
  /** Every node of the code, parents before children. */
  nodes: ts.Node[];
  markup: AST.Root | undefined;
  /** Why the file could not be read as a component. */
  unreadable: string | undefined;
  /** Written by a program: its size and names are not ours to judge. */
  generated: boolean;
};

export function readSource(path: string, text: string): Source {
  const component = path.endsWith('.svelte') ? readComponent(text) : undefined;
  const script = component === undefined ? text : onlyScripts(text, component.markup);
  const kind = /\.m?js$/.test(path) ? ts.ScriptKind.JS : ts.ScriptKind.TS;
  const code = ts.createSourceFile(path, script, ts.ScriptTarget.ESNext, true, kind);
  return {
    path,
    text,
    code,
    nodes: flatten(code),
    markup: component?.markup,
    unreadable: component?.unreadable,
    generated: /^\s*(\/\*\*?|\/\/)\s*\*?\s*This file (was|is) generated/.test(text),
  };
}

export function lineOf(source: Source, node: ts.Node): number {
  return source.code.getLineAndCharacterOfPosition(node.getStart(source.code)).line + 1;
}

export function findingAt(source: Source, node: ts.Node, rule: string, advice: string): Finding {
  return { path: source.path, line: lineOf(source, node), rule, advice };
}

/** The name by which a reader knows a function. */
export function functionName(node: ts.Node): string {
  if ((ts.isFunctionLike(node) || ts.isVariableDeclaration(node)) && node.name)
    return node.name.getText();
  const parent = node.parent;
  if ((ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent)) && parent.name)
    return parent.name.getText();
  return 'this function';
}

function readComponent(text: string): {
  markup: AST.Root | undefined;
  unreadable: string | undefined;
} {
  try {
    return { markup: parse(text, { modern: true }), unreadable: undefined };
  } catch (error) {
    return { markup: undefined, unreadable: String(error).split('\n')[0] };
  }
}

function onlyScripts(text: string, markup: AST.Root | undefined): string {
  const scripts = [markup?.module, markup?.instance].filter(
    (script) => script !== null && script !== undefined,
  );
  const ranges = scripts.map(({ content }) => content as unknown as { start: number; end: number });
  let kept = '';
  let at = 0;
  for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
    kept += blank(text.slice(at, start)) + text.slice(start, end);
    at = end;
  }
  return kept + blank(text.slice(at));
}

function blank(text: string): string {
  return text.replaceAll(/[^\n]/g, ' ');
}

function flatten(root: ts.Node): ts.Node[] {
  const nodes: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    nodes.push(node);
    ts.forEachChild(node, visit);
  };
  visit(root);
  return nodes;
}
