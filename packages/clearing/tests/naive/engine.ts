/** The engine as the naive clearing sees it: the public JSON in, the public result out. */
import { clear } from '../../src/clear.ts';
import { parseInstance } from '../../src/instance.ts';
import type { Instance, Json } from './public-format.ts';

export type EngineAnswer =
  { kind: 'result'; result: Json } | { kind: 'refused' | 'thrown'; reason: string };

export async function clearAsEngine(value: Instance): Promise<EngineAnswer> {
  try {
    const parsed = parseInstance(value);
    if (parsed.kind === 'refused') {
      const { path, message } = parsed.refusals[0]!;
      return { kind: 'refused', reason: `${path} ${message}` };
    }
    const result = parsed.instance.kind === 'award' ? null : clear(parsed.instance);
    return { kind: 'result', result: JSON.parse(JSON.stringify(result)) };
  } catch (error) {
    return {
      kind: 'thrown',
      reason: error instanceof Error ? (error.stack ?? error.message) : 'no error',
    };
  }
}
