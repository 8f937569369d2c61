import { compileKit } from '@muster/kit/compiled-kit';
import type { CompiledKit } from '@muster/kit/compiled-shapes';
import { hashOf } from '@muster/kit/hash';
import type { Kit } from '@muster/kit/kit';

/** A kit that is ready to evaluate designs, with the hash that designs name it by. */
export type KitInUse = { kit: Kit; hash: string; compiled: CompiledKit };

/** Makes a kit ready; a kit that does not hold together is a bug, since it was read by its schema before. */
export function openKit(kit: Kit): KitInUse {
  const compiled = compileKit(kit);
  if (compiled.kind === 'refused')
    throw new Error(`The kit ${kit.id} is broken: ${compiled.faults[0]?.path}`);
  return { kit, hash: hashOf(kit), compiled: compiled.kit };
}
