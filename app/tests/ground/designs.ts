import type { DesignNode } from '@muster/kit/design';
import { starters } from '@muster/furniture/starters';
import { sealDesign } from '#features/designs/server/designs.ts';

/** What a browser would send to publish a design: evaluated over here, with the proof of it. */
export function readyToPublish(root: DesignNode, title: string, reason = '') {
  return { ...sealDesign(root), root, title, reason };
}

/** One of the finished pieces of the kit. */
export function starter(id: string): DesignNode {
  const found = starters.find((each) => each.id === id);
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
