/** What benches announce; the subject is the bench. What is done on it is kept in its own log, and no event. */
export const BENCH_EVENTS = ['bench.opened', 'bench.shared', 'bench.closed'] as const;
