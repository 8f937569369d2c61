import { compileKit } from '@muster/kit/compiled-kit';
import { drawDesign } from '@muster/kit/draw-design';
import { evaluate } from '@muster/kit/evaluate';
import { hashOf } from '@muster/kit/hash';
import type { Kit, PriceList, Starter } from '@muster/kit/kit';
import { readKit } from '@muster/kit/read-kit';
import { wordIn } from '@muster/kit/say';
import { priceOf } from './batches.ts';
import type { KitInUse } from './kit-in-use.ts';
import { type FindingWords, sayFindings, type ShownFinding } from './say-findings.ts';

/** Letters of a kit as JSON: the furniture kit with its starters has some 50,000. */
export const MOST_KIT_LETTERS = 300_000;
const MOST_FAULTS = 20;
const MOST_TRIALS = 3;
const TRIAL_BATCH = 10;

export type KitFaultAt = { path: string; reason: string; message: string };
export type CheckedKit =
  { kind: 'kit'; kit: KitInUse } | { kind: 'faulty'; kit: Kit | null; faults: KitFaultAt[] };

/** A starter made with the kit as it is being edited. */
export type Trial = {
  id: string;
  name: string;
  drawing: string;
  unit: number;
  batchUnit: number;
  isComplete: boolean;
  findings: ShownFinding[];
};

/** The same as `checkGiven` of a kit that is still text. */
export function checkKit(text: string): CheckedKit {
  if (text.length > MOST_KIT_LETTERS) return faulty([fault('', 'too-many-values')]);
  const given = parsed(text);
  return given instanceof SyntaxError
    ? faulty([fault('', 'not-json', given.message)])
    : checkGiven(given);
}

/**
 * Reads a kit by its bounds and its shape, checks its expressions, and makes its starters; what is wrong is named with
 * its path. Nothing is compiled that is not within the bounds, in the browser as on the server.
 */
export function checkGiven(given: unknown): CheckedKit {
  const read = readKit(given);
  if (read.kind === 'refused') return faulty(read.refusals);
  const { kit } = read;
  const compiled = compileKit(kit);
  if (compiled.kind === 'refused') return faulty(compiled.faults, kit);
  const inUse = { kit, hash: hashOf(kit), compiled: compiled.kit };
  const fails =
    (kit.starters ?? []).length === 0 ? fault('starters', 'no-starter') : failing(inUse);
  return fails ? faulty([fails], kit) : { kind: 'kit', kit: inUse };
}

/** The first starter that passes a bound: the others are not tried any more. */
function failing({ kit, hash, compiled }: KitInUse): KitFaultAt | undefined {
  for (const { id, root } of kit.starters ?? []) {
    const evaluated = evaluate(compiled, hash, { kit: hash, root });
    if (evaluated.kind === 'refused')
      return fault(`starters.${id}: ${evaluated.path}`, evaluated.reason);
  }
  return undefined;
}

/** The first starters of a kit, made with it: drawn, priced and judged. */
export function tryKit(
  kit: KitInUse,
  prices: PriceList,
  saying: { words: FindingWords; locale: string },
): Trial[] {
  return (kit.kit.starters ?? [])
    .slice(0, MOST_TRIALS)
    .flatMap((starter) => trial(kit, starter, prices, saying) ?? []);
}

function trial(
  kit: KitInUse,
  { id, name, root }: Starter,
  prices: PriceList,
  saying: { words: FindingWords; locale: string },
): Trial | null {
  const { hash, compiled } = kit;
  const evaluation = evaluate(compiled, hash, { kit: hash, root });
  if (evaluation.kind === 'refused') return null;
  const title = wordIn(name, saying.locale);
  const price = (batch: number) => priceOf(kit, evaluation, prices, { batch, nesting: 'estimate' });
  const one = price(1);
  return {
    id,
    name: title,
    drawing: drawDesign(compiled, evaluation, { title, dimensions: true }),
    unit: one.unit,
    batchUnit: price(TRIAL_BATCH).unit,
    isComplete: one.isComplete,
    findings: sayFindings(compiled, evaluation, saying),
  };
}

function faulty(faults: readonly KitFaultAt[], kit: Kit | null = null): CheckedKit {
  return { kind: 'faulty', kit, faults: faults.slice(0, MOST_FAULTS) };
}

function fault(path: string, reason: string, message = ''): KitFaultAt {
  return { path, reason, message };
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch (error) {
    return error instanceof SyntaxError ? error : null;
  }
}
