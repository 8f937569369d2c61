/**
 * The face of pools: what the slices after them may call. Their tables `pools`, `commitments`, `quotes`, `allocations` and
 * `pool_clearings` may be read directly; they are written here alone.
 */
export { type Settlement, settlePool, type Settled } from './settle-pool.ts';
