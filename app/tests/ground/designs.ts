import type { DesignNode } from '@muster/kit/design';
import type { Kit } from '@muster/kit/kit';
import { builtInKits } from '#features/designs/built-in-kits.ts';
import { sealDesign } from '#features/designs/server/designs.ts';

/** What a browser would send to publish a design: evaluated over here, with the proof of it. */
export function readyToPublish(root: DesignNode, title: string, reason = '') {
  return { ...sealDesign(kitOf(root), root), root, title, reason };
}

/** The kit that comes with Muster and knows what stands outermost. */
function kitOf(root: DesignNode) {
  const found = builtInKits().find(({ kit }) => kit.root === root.type);
  return found ?? builtInKits()[0];
}

/** One of the finished pieces of the kits. */
export function starter(id: string): DesignNode {
  const found = builtInKits()
    .flatMap(({ starters }) => starters)
    .find((each) => each.id === id);
  if (!found) throw new Error(`There is no starter ${id}.`);
  return found.root;
}

/** A starter with other settings of its body. */
export function starterWith(id: string, set: DesignNode['set']): DesignNode {
  const root = starter(id);
  const body = (root.slots['body'] ?? []).map((node) => ({
    ...node,
    set: { ...node.set, ...set },
  }));
  return { ...root, slots: { ...root.slots, body } };
}

/** A kit as a space would make it of the one for furniture: under another id, with one finished piece. */
export function spaceKit(changes: Partial<Kit> = {}): Kit {
  const [furniture] = builtInKits();
  const starters = furniture.starters.filter(({ id }) => id === 'bookcase');
  return { ...furniture.kit, id: 'our-shelves', name: { en: 'Our shelves' }, starters, ...changes };
}
