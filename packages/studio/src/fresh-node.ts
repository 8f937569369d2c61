import type { DesignNode } from '@muster/kit/design';
import type { Kit } from '@muster/kit/kit';

const MOST_LEVELS = 4;

/**
 * A new instance of a type with what must stand in it, and one thing of the first kind in every slot that takes several:
 * a bay comes with an open compartment. `id` is chosen by the caller, so that two who work at once choose different ones.
 */
export function freshNode(kit: Kit, type: string, id: string): DesignNode {
  return nodeOf(kit, type, { id, level: 0 });
}

function nodeOf(kit: Kit, type: string, { id, level }: { id: string; level: number }): DesignNode {
  const slots = kit.types.find((each) => each.id === type)?.slots ?? [];
  const filled = level >= MOST_LEVELS ? [] : slots;
  return {
    id,
    type,
    set: {},
    slots: Object.fromEntries(
      filled
        .filter(({ accepts }) => accepts.length > 0)
        .map(({ id: slot, accepts, min, starts = 1 }) => [
          slot,
          Array.from({ length: Math.max(starts, min) }, (_, at) =>
            nodeOf(kit, accepts[0] ?? '', { id: String(at + 1), level: level + 1 }),
          ),
        ]),
    ),
  };
}
