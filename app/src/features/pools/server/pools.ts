/**
 * The face of pools: what the slices after them may call. Their tables `pools`, `commitments`, `quotes`, `allocations` and
 * `pool_clearings` may be read directly; they are written here alone.
 */
export { boundInPools } from './bound-in-pools.ts';
export { commit } from './commit.ts';
export { runDuePools } from './due-pools.job.ts';
export { findPool } from './find-pool.ts';
export { inviteMaker } from './invite-maker.ts';
export { openPool } from './open-pool.ts';
export { chosen, noChoice, titleWithVariant } from './pool-variants.ts';
export { poolPresenters } from './pool-presenters.ts';
export { settlePool } from './settle-pool.ts';
export { writeQuote } from './write-quote.ts';
