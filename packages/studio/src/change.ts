import { MAX_NODES, MAX_NODE_DEPTH } from '@muster/kit/bounds';
import type { DesignNode, DesignValue } from '@muster/kit/design';
import { nodeAt, parentOf, stepsOf, type PathStep } from '@muster/kit/node-path';

/** The one way in which a design is changed, by handles, fields, buttons and pages without script alike. */
export type Change =
  /** `null` leaves it to the kit again. */
  | {
      readonly kind: 'set';
      readonly node: string;
      readonly parameter: string;
      readonly value: DesignValue | null;
    }
  | {
      readonly kind: 'insert';
      readonly node: string;
      readonly slot: string;
      readonly at: number;
      readonly child: DesignNode;
    }
  | { readonly kind: 'remove'; readonly node: string }
  | { readonly kind: 'move'; readonly node: string; readonly at: number }
  /** Another thing in the same place. */
  | { readonly kind: 'replace'; readonly node: string; readonly child: DesignNode }
  | { readonly kind: 'all'; readonly changes: readonly Change[] };

export type ChangeRefusal =
  'no-such-node' | 'id-taken' | 'not-the-root' | 'too-many-nodes' | 'too-deep';

export type Changed =
  | { readonly kind: 'changed'; readonly root: DesignNode }
  | { readonly kind: 'refused'; readonly reason: ChangeRefusal };

/** Applies a change to a design; the design that came in stays as it is. */
export function applyChange(root: DesignNode, change: Change): Changed {
  switch (change.kind) {
    case 'set':
      return setValue(root, change);
    case 'insert':
      return insert(root, change);
    case 'remove':
      return remove(root, change.node);
    case 'move':
      return move(root, change.node, change.at);
    case 'replace':
      return replace(root, change.node, change.child);
    case 'all':
      return applyAll(root, change.changes);
  }
}

function applyAll(root: DesignNode, changes: readonly Change[]): Changed {
  let now = root;
  for (const change of changes) {
    const changed = applyChange(now, change);
    if (changed.kind === 'refused') return changed;
    now = changed.root;
  }
  return { kind: 'changed', root: now };
}

function setValue(
  root: DesignNode,
  { node: path, parameter, value }: Extract<Change, { kind: 'set' }>,
): Changed {
  const node = nodeAt(root, path);
  if (node === null) return refused('no-such-node');
  const others = Object.entries(node.set).filter(([name]) => name !== parameter);
  const entries = value === null ? others : [...others, [parameter, value] as const];
  const set = Object.fromEntries(entries.toSorted(([one], [other]) => (one < other ? -1 : 1)));
  return { kind: 'changed', root: withNode(root, path, { ...node, set }) };
}

function insert(
  root: DesignNode,
  { node: path, slot, at, child }: Extract<Change, { kind: 'insert' }>,
): Changed {
  const node = nodeAt(root, path);
  if (node === null) return refused('no-such-node');
  const list = listOf(node, slot);
  if (list.some(({ id }) => id === child.id)) return refused('id-taken');
  const depth = (stepsOf(path)?.length ?? 0) + 1 + depthOf(child);
  if (depth > MAX_NODE_DEPTH) return refused('too-deep');
  if (countNodes(root) + countNodes(child) > MAX_NODES) return refused('too-many-nodes');
  const place = Math.max(0, Math.min(list.length, at));
  return { kind: 'changed', root: withList(root, path, slot, list.toSpliced(place, 0, child)) };
}

function remove(root: DesignNode, path: string): Changed {
  const found = placeOf(root, path);
  if (found === null) return refused(path === 'root' ? 'not-the-root' : 'no-such-node');
  const { node, slot, list, at } = found;
  return { kind: 'changed', root: withList(root, node, slot, list.toSpliced(at, 1)) };
}

function move(root: DesignNode, path: string, to: number): Changed {
  const found = placeOf(root, path);
  if (found === null) return refused(path === 'root' ? 'not-the-root' : 'no-such-node');
  const { node, slot, list, at, child } = found;
  const place = Math.max(0, Math.min(list.length - 1, to));
  return {
    kind: 'changed',
    root: withList(root, node, slot, list.toSpliced(at, 1).toSpliced(place, 0, child)),
  };
}

function replace(root: DesignNode, path: string, child: DesignNode): Changed {
  const found = placeOf(root, path);
  if (found === null) return refused(path === 'root' ? 'not-the-root' : 'no-such-node');
  const { node, slot, list, at, child: before } = found;
  if (list.some(({ id }, other) => other !== at && id === child.id)) return refused('id-taken');
  const steps = stepsOf(path)?.length ?? 0;
  if (steps + depthOf(child) > MAX_NODE_DEPTH) return refused('too-deep');
  if (countNodes(root) - countNodes(before) + countNodes(child) > MAX_NODES)
    return refused('too-many-nodes');
  return { kind: 'changed', root: withList(root, node, slot, list.toSpliced(at, 1, child)) };
}

function refused(reason: ChangeRefusal): Changed {
  return { kind: 'refused', reason };
}

interface Place {
  readonly node: string;
  readonly slot: string;
  readonly list: readonly DesignNode[];
  readonly at: number;
  readonly child: DesignNode;
}

function placeOf(root: DesignNode, path: string): Place | null {
  const parent = parentOf(path);
  const node = parent === null ? null : nodeAt(root, parent.node);
  const child = nodeAt(root, path);
  if (parent === null || node === null || child === null) return null;
  const list = listOf(node, parent.slot);
  return { ...parent, list, at: list.findIndex(({ id }) => id === child.id), child };
}

function listOf(node: DesignNode, slot: string): readonly DesignNode[] {
  return Object.hasOwn(node.slots, slot) ? (node.slots[slot] ?? []) : [];
}

/** An empty list is left out, so that what is put in and taken out again leaves nothing behind. */
function withList(
  root: DesignNode,
  path: string,
  slot: string,
  list: readonly DesignNode[],
): DesignNode {
  const node = nodeAt(root, path);
  if (node === null) return root;
  const others = Object.entries(node.slots).filter(([name]) => name !== slot);
  const entries = list.length === 0 ? others : [...others, [slot, list] as const];
  const slots = Object.fromEntries(entries.toSorted(([one], [other]) => (one < other ? -1 : 1)));
  return withNode(root, path, { ...node, slots });
}

function withNode(root: DesignNode, path: string, node: DesignNode): DesignNode {
  return rebuilt(root, stepsOf(path) ?? [], node);
}

function rebuilt(from: DesignNode, steps: readonly PathStep[], node: DesignNode): DesignNode {
  const [step, ...rest] = steps;
  if (step === undefined) return node;
  const list = listOf(from, step.slot).map((child) =>
    child.id === step.id ? rebuilt(child, rest, node) : child,
  );
  return { ...from, slots: { ...from.slots, [step.slot]: list } };
}

function countNodes(node: DesignNode): number {
  return Object.values(node.slots)
    .flat()
    .reduce((sum, child) => sum + countNodes(child), 1);
}

function depthOf(node: DesignNode): number {
  return Object.values(node.slots)
    .flat()
    .reduce((most, child) => Math.max(most, 1 + depthOf(child)), 0);
}
