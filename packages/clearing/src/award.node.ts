import { Worker } from 'node:worker_threads';
import type { AwardModel } from './award-model.ts';
import type { AwardSolution } from './award.ts';

/**
 * An `AwardSolver` that runs highs in a thread of its own, so that the caller stays responsive; a
 * run cannot be stopped from inside, but aborting the signal ends its thread.
 */
export function solveInWorker(model: AwardModel, signal?: AbortSignal): Promise<AwardSolution> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./award-thread.node.ts', import.meta.url), {
      workerData: model,
    });
    const stop = () => void worker.terminate();
    signal?.addEventListener('abort', stop, { once: true });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => {
      signal?.removeEventListener('abort', stop);
      resolve({ kind: 'unsolved', status: `the solver's thread ended with code ${code}` });
    });
  });
}
