import type { DesignNode } from '@muster/kit/design';
import { childPath } from '@muster/kit/node-path';
import type { Change } from './change.ts';

/** Designs of boxes in boxes, and changes of them by chance, for the tests. */
export function node(id: string, children: readonly DesignNode[] = []): DesignNode {
  return { id, type: 'box', set: {}, slots: children.length === 0 ? {} : { in: children } };
}

export const start = node('root', [node('1', [node('a'), node('b')]), node('2')]);

/** Numbers from 0 to below the one that is given, by chance of a seed: the same again for the same seed. */
export function diceFrom(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function pathsOf(root: DesignNode, path = 'root'): string[] {
  const children = root.slots['in'] ?? [];
  return [path, ...children.flatMap((child) => pathsOf(child, childPath(path, 'in', child.id)))];
}

/** A change of some thing in a design, which may be one that is refused; what comes new has the name that is given. */
export function randomChange(
  root: DesignNode,
  roll: (below: number) => number,
  name: string,
): Change {
  const paths = pathsOf(root);
  const path = paths[roll(paths.length)] ?? 'root';
  const child = { ...node(name, roll(2) === 0 ? [node('c')] : []), set: { width: roll(5) } };
  switch (roll(6)) {
    case 0:
      return { kind: 'insert', node: path, slot: 'in', at: roll(4), child };
    case 1:
      return { kind: 'remove', node: path };
    case 2:
      return { kind: 'move', node: path, at: roll(3) };
    case 3:
      return { kind: 'replace', node: path, child: { ...child, type: 'other' } };
    default:
      return {
        kind: 'set',
        node: path,
        parameter: ['width', 'height'][roll(2)] ?? 'width',
        value: roll(3) === 0 ? null : roll(9),
      };
  }
}
