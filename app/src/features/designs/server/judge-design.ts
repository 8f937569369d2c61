import { evaluate, evaluationHash, type Evaluation } from '@muster/kit/evaluate';
import { wholeOf } from '@muster/kit/whole';
import type { Part } from '@muster/kit/part';
import { readDesign, type Design } from '@muster/kit/design';
import { invalid, type Outcome, done } from '#server/outcome.ts';
import type { KitInUse } from '../kit-in-use.ts';

/** Letters of a design as JSON: some two thousand instances with a few settings each. */
export const MOST_DESIGN_LETTERS = 60_000;

export type JudgedDesign = { kit: KitInUse; design: Design; evaluation: Evaluation; proof: string };

/**
 * Evaluates what somebody wants to publish, with the same package that their browser used. Nothing is evaluated that has not
 * passed the bounds of the reader, and nothing is published that cannot be made or that came out otherwise over there.
 */
export function judgeDesign(
  kit: KitInUse | undefined,
  given: { kit: string; root: unknown; proof: string },
): Outcome<JudgedDesign> {
  if (given.kit !== kit?.hash) return invalid({ field: 'kit', reason: 'other-kit' });
  const read = readDesign({ kit: given.kit, root: given.root });
  if (read.kind === 'refused') {
    return invalid(...read.refusals.map(({ path, reason }) => ({ field: path, reason })));
  }
  const evaluation = evaluate(kit.compiled, kit.hash, read.design);
  if (evaluation.kind === 'refused')
    return invalid({ field: evaluation.path, reason: evaluation.reason });
  if (evaluation.findings.some(({ severity }) => severity === 'block'))
    return invalid({ field: 'root', reason: 'cannot-be-made' });
  const proof = evaluationHash(read.design, evaluation);
  if (proof !== given.proof) return invalid({ field: 'proof', reason: 'evaluates-otherwise' });
  return done({ kit, design: read.design, evaluation, proof });
}

/** What the gallery sorts and filters by. */
export function factsOf({ parts, takeoffs, instances }: Evaluation) {
  const { dx, dy, dz } = wholeOf(parts.flatMap(({ box }) => (box === null ? [] : [box])));
  const mass = takeoffs['mass'] ?? null;
  return {
    body: instances[1]?.type ?? instances[0]?.type ?? '',
    widthMm: Math.round(dx / 1_000),
    depthMm: Math.round(dy / 1_000),
    heightMm: Math.round(dz / 1_000),
    massG: mass === null ? null : Math.round(mass / 1_000),
    material: mainMaterial(parts),
  };
}

/** The one that takes up the most room. */
function mainMaterial(parts: readonly Part[]): string | null {
  const volumes = new Map<string, number>();
  for (const { box, material, count } of parts) {
    if (box === null) continue;
    const volume = (box.dx / 1_000) * (box.dy / 1_000) * (box.dz / 1_000) * count;
    volumes.set(material, (volumes.get(material) ?? 0) + volume);
  }
  const [largest] = [...volumes].toSorted(([, one], [, other]) => other - one);
  return largest?.[0] ?? null;
}
