import { readDesign, type DesignNode } from '@muster/kit/design';
import { evaluate } from '@muster/kit/evaluate';
import type { KitInUse } from './kit-in-use.ts';

/** A design that was kept as text, when it still reads and can be evaluated. */
export function readRoot({ hash, compiled }: KitInUse, text: string): DesignNode | undefined {
  const read = readDesign({ kit: hash, root: parse(text) });
  if (read.kind === 'refused') return undefined;
  return evaluate(compiled, hash, read.design).kind === 'evaluation' ? read.design.root : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
