import { readDesign } from '@muster/kit/design';
import { evaluate, evaluationHash } from '@muster/kit/evaluate';
import type { KitInUse } from '../kit-in-use.ts';

/** A design as the commands take it, with the proof of its evaluation; without one where it cannot be evaluated at all. */
export function sealDesign(
  { hash: kit, compiled }: KitInUse,
  root: unknown,
): { kit: string; root: unknown; proof: string } {
  const read = readDesign({ kit, root });
  if (read.kind === 'refused') return { kit, root, proof: '' };
  const evaluated = evaluate(compiled, kit, read.design);
  if (evaluated.kind === 'refused') return { kit, root, proof: '' };
  return { kit, root: read.design.root, proof: evaluationHash(read.design, evaluated) };
}
