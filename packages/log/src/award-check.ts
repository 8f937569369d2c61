import { clearAward, type AwardSolver } from '@muster/clearing/award';
import { recheckAward } from '@muster/clearing/award-recheck';
import { parseInstance } from '@muster/clearing/instance';
import type { AwardInstance } from '@muster/clearing/instance-shape';
import type { ClearingEvent, Entry } from './entry.ts';
import type { PoolFold } from './pool-fold.ts';
import type { Findings } from './report.ts';

/**
 * Holds a logged award against the log before it. Its plan is re-checked and re-priced in integers;
 * with a solver the award is also solved again, which takes seconds: that part is handed back.
 */
export function checkAward(
  fold: PoolFold,
  entry: Entry<ClearingEvent>,
  {
    findings,
    line,
    solver,
  }: { findings: Findings; line: number; solver?: AwardSolver | undefined },
): Promise<void> | null {
  findings.checked('result');
  const parsed = parseInstance(fold.instance());
  if (parsed.kind === 'refused' || parsed.instance.kind !== 'award') {
    const about = parsed.kind === 'refused' ? (parsed.refusals[0]?.path ?? '') : 'clearing';
    findings.differs('result', { line, about, reason: 'instance-refused' });
    return null;
  }
  const rechecked = recheckAward(parsed.instance, entry.result);
  if (rechecked.kind === 'fault') {
    findings.differs('result', {
      line,
      about: 'result',
      reason: rechecked.fault,
      ...(rechecked.expected === null ? {} : { expected: rechecked.expected }),
    });
    return null;
  }
  return solver ? solveAgain(parsed.instance, rechecked, { findings, line, solver }) : null;
}

/** Plans that cost the same are equally right, so only cost and bound are compared. */
async function solveAgain(
  instance: AwardInstance,
  logged: { readonly cost: number | null; readonly bound: number | null },
  { findings, line, solver }: { findings: Findings; line: number; solver: AwardSolver },
): Promise<void> {
  const solved = await clearAward(instance, solver, { alternative: false });
  findings.checked('optimum');
  const differs = (expected: string) =>
    findings.differs('optimum', {
      line,
      about: 'result.cost',
      reason: 'optimum-differs',
      logged: String(logged.cost),
      expected,
    });
  if (solved.kind === 'unsolved') return differs(solved.status);
  const { result } = solved;
  if (!result.feasible) return logged.cost === null ? undefined : differs('not feasible');
  const isSame = logged.cost !== null && result.bound <= logged.cost && logged.cost <= result.cost;
  const isClaimed = logged.bound !== null && logged.bound <= result.cost;
  if (!isSame || !isClaimed) differs(`cost ${result.cost}, bound ${result.bound}`);
}
