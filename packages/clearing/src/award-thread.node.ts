import { parentPort, workerData } from 'node:worker_threads';
import type { AwardModel } from './award-model.ts';
import { solveWithHighs } from './highs-solver.node.ts';

parentPort?.postMessage(await solveWithHighs(workerData as AwardModel));
