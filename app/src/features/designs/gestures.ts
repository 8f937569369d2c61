import type { DesignNode, DesignValue } from '@muster/kit/design';
import type { Kit } from '@muster/kit/kit';
import { nodeAt, parentOf } from '@muster/kit/node-path';
import type { Change } from '@muster/studio/change';
import { freshNode } from '@muster/studio/fresh-node';

/** What a button of the studio asks for; with script it becomes a change at once, without it is posted with the form. */
export type Gesture =
  | { kind: 'add'; node: string; slot: string; type: string }
  | { kind: 'remove' | 'copy' | 'earlier' | 'later'; node: string }
  | { kind: 'swap'; node: string; type: string }
  | { kind: 'fix'; set: readonly { node: string; parameter: string; value: DesignValue }[] };

/**
 * The change that a gesture makes; null where there is nothing to do it to. `newId` names what comes new: by chance, so that
 * two people who add something choose different names.
 */
export function changeOf(
  kit: Kit,
  root: DesignNode,
  gesture: Gesture,
  newId: () => string,
): Change | null {
  if (gesture.kind === 'fix')
    return { kind: 'all', changes: gesture.set.map((each) => ({ kind: 'set', ...each })) };
  const node = nodeAt(root, gesture.node);
  if (node === null) return null;
  if (gesture.kind === 'add') {
    const { slot, type } = gesture;
    const at = (node.slots[slot] ?? []).length;
    return { kind: 'insert', node: gesture.node, slot, at, child: freshNode(kit, type, newId()) };
  }
  if (gesture.kind === 'remove') return { kind: 'remove', node: gesture.node };
  if (gesture.kind === 'swap') return swap(kit, node, gesture);
  const parent = parentOf(gesture.node);
  if (parent === null) return null;
  const list = nodeAt(root, parent.node)?.slots[parent.slot] ?? [];
  const at = list.findIndex(({ id }) => id === node.id);
  if (gesture.kind === 'copy')
    return { kind: 'insert', ...parent, at: at + 1, child: { ...node, id: newId() } };
  return { kind: 'move', node: gesture.node, at: gesture.kind === 'earlier' ? at - 1 : at + 1 };
}

/** Another type in the same place keeps the settings that it has as well. */
function swap(
  kit: Kit,
  node: DesignNode,
  { node: path, type }: Extract<Gesture, { kind: 'swap' }>,
): Change {
  const fresh = freshNode(kit, type, node.id);
  const known = kit.types.find(({ id }) => id === type)?.parameters ?? [];
  const kept = Object.entries(node.set).filter(([name]) => known.some(({ id }) => id === name));
  return { kind: 'replace', node: path, child: { ...fresh, set: Object.fromEntries(kept) } };
}

/** A name for something new that nobody else will choose at the same moment. */
export function newNodeId(): string {
  return crypto.randomUUID().slice(0, 7).replace('-', '');
}
