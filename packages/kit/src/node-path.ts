import type { DesignNode } from './design.ts';

/** The path of a node in a slot of another: `root.body[1].bays[2]`, as instances and parts have it. */
export function childPath(node: string, slot: string, id: string): string {
  return `${node}.${slot}[${id}]`;
}

/** The path of a parameter of a node. */
export function settingPath(node: string, parameter: string): string {
  return `${node}.${parameter}`;
}

export interface PathStep {
  readonly slot: string;
  readonly id: string;
}

const STEP = /\.([a-z0-9][a-z0-9-]*)\[([a-z0-9][a-z0-9-]*)\]/y;

/** The steps of a node's path from the root; null for what is no path. */
export function stepsOf(path: string): PathStep[] | null {
  if (path !== 'root' && !path.startsWith('root.')) return null;
  const steps: PathStep[] = [];
  let at = 'root'.length;
  while (at < path.length) {
    STEP.lastIndex = at;
    const found = STEP.exec(path);
    if (found === null) return null;
    const [whole, slot = '', id = ''] = found;
    steps.push({ slot, id });
    at += whole.length;
  }
  return steps;
}

/** The node at a path; null where there is none. */
export function nodeAt(root: DesignNode, path: string): DesignNode | null {
  const steps = stepsOf(path);
  if (steps === null) return null;
  let node: DesignNode | null = root;
  for (const { slot, id } of steps) {
    const list: readonly DesignNode[] = Object.hasOwn(node.slots, slot)
      ? (node.slots[slot] ?? [])
      : [];
    node = list.find((each) => each.id === id) ?? null;
    if (node === null) return null;
  }
  return node;
}

/** The path of the node in whose slot a node stands, with the slot; null for the root. */
export function parentOf(path: string): { readonly node: string; readonly slot: string } | null {
  const at = path.lastIndexOf('.');
  if (at < 0) return null;
  const slot = path.slice(at + 1, path.indexOf('[', at));
  return { node: path.slice(0, at), slot };
}
