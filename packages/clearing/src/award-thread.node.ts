import { parentPort, workerData } from 'node:worker_threads';
import type { AwardModel } from './award-model.ts';
import { solveWithHighs } from './highs-solver.node.ts';

// The rule is about windows; a thread's port has no origin.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
parentPort?.postMessage(await solveWithHighs(workerData as AwardModel));
