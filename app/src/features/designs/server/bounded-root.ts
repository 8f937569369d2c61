import { type DesignNode, readDesign } from '@muster/kit/design';
import { evaluate } from '@muster/kit/evaluate';
import { done, invalid, type Outcome } from '#server/outcome.ts';
import type { KitInUse } from '../kit-in-use.ts';

/** A design that somebody sent and that may be worked on further: it reads, and can be evaluated within the bounds. */
export function boundedRoot(kit: KitInUse | undefined, root: unknown): Outcome<DesignNode> {
  if (!kit) return invalid({ field: 'kit', reason: 'other-kit' });
  const read = readDesign({ kit: kit.hash, root });
  if (read.kind === 'refused')
    return invalid(...read.refusals.map(({ path, reason }) => ({ field: path, reason })));
  const evaluated = evaluate(kit.compiled, kit.hash, read.design);
  if (evaluated.kind === 'refused')
    return invalid({ field: evaluated.path, reason: evaluated.reason });
  return done(read.design.root);
}
