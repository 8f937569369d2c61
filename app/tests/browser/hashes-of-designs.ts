import type { DesignNode, DesignValue } from '@muster/kit/design';
import { evaluate, evaluationHash } from '@muster/kit/evaluate';
import type { Kit } from '@muster/kit/kit';
import { childPath } from '@muster/kit/node-path';
import { applyChange } from '@muster/studio/change';
import { builtInKits } from '#features/designs/built-in-kits.ts';

/**
 * What so many designs by chance of a seed come to: the hash of each evaluation, or the bound that it passed. It is run in Node
 * and, made into one file, in a browser.
 */
export function hashesOfDesigns(seed: number, count: number): string[] {
  const roll = diceFrom(seed);
  const pick = <Item>(list: readonly Item[]): Item | undefined => list[roll(list.length)];
  return Array.from({ length: count }, () => {
    const kit = pick(builtInKits()) ?? builtInKits()[0];
    const begun = pick(kit.starters)?.root;
    if (!begun) return 'no-starter';
    let root = begun;
    for (let step = roll(12); step > 0; step--) root = changedByChance(kit.kit, root, roll);
    const evaluated = evaluate(kit.compiled, kit.hash, { kit: kit.hash, root });
    return evaluated.kind === 'refused'
      ? `${evaluated.path} ${evaluated.reason}`
      : evaluationHash({ kit: kit.hash, root }, evaluated);
  });
}

type Roll = (below: number) => number;

function diceFrom(seed: number): Roll {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function changedByChance(kit: Kit, root: DesignNode, roll: Roll): DesignNode {
  const nodes = nodesOf(root);
  const at = nodes[roll(nodes.length)];
  if (!at) return root;
  const parameters = kit.types.find(({ id }) => id === at.node.type)?.parameters ?? [];
  const parameter = parameters[roll(parameters.length)];
  const values: DesignValue[] = [
    roll(3_000) * 1_000,
    roll(9),
    -5,
    roll(2) === 0,
    'oak',
    'nonsense',
  ];
  const value = values[roll(values.length)] ?? 0;
  const changed =
    parameter && roll(3) > 0
      ? applyChange(root, { kind: 'set', node: at.path, parameter: parameter.id, value })
      : applyChange(
          root,
          roll(2) === 0
            ? { kind: 'remove', node: at.path }
            : { kind: 'move', node: at.path, at: roll(3) },
        );
  return changed.kind === 'changed' ? changed.root : root;
}

function nodesOf(node: DesignNode, path = 'root'): { path: string; node: DesignNode }[] {
  const within = Object.entries(node.slots).flatMap(([slot, list]) =>
    list.flatMap((child) => nodesOf(child, childPath(path, slot, child.id))),
  );
  return [{ path, node }, ...within];
}
