/** The engine as the naive clearing sees it: the public JSON in, the public result out. */
import { clearAward } from '../../src/award.ts';
import { clear } from '../../src/clear.ts';
import { solveWithHighs } from '../../src/highs-solver.node.ts';
import { parseInstance } from '../../src/instance.ts';
import type { Instance, Json } from './public-format.ts';

type Failure = 'refused' | 'thrown' | 'unsolved';
export type EngineAnswer = { kind: 'result'; result: Json } | { kind: Failure; reason: string };

export async function clearAsEngine(value: Instance): Promise<EngineAnswer> {
  try {
    return await answerTo(value);
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : 'no error';
    return { kind: 'thrown', reason };
  }
}

async function answerTo(value: Instance): Promise<EngineAnswer> {
  const parsed = parseInstance(value);
  if (parsed.kind === 'refused') {
    const { path, message } = parsed.refusals[0]!;
    return { kind: 'refused', reason: `${path} ${message}` };
  }
  const { instance } = parsed;
  if (instance.kind !== 'award') return asJson(clear(instance));
  const award = await clearAward(instance, solveWithHighs, { alternative: false });
  return award.kind === 'award' ? asJson(award.result) : { kind: 'unsolved', reason: award.status };
}

const asJson = (result: unknown): EngineAnswer => ({
  kind: 'result',
  result: JSON.parse(JSON.stringify(result)),
});
