/** One line of the benchmark: what was done, how long it took, and how that compares with the least that any method must do. */
export interface BenchRow {
  readonly what: string;
  readonly ms: number;
  /** The yardstick by its name, and how often its time fits into `ms`; null where there is none. */
  readonly ratio: { readonly to: string; readonly times: number } | null;
  readonly note?: string;
}

/** A case runs in a process of its own, so that its memory is its own. */
export interface BenchCase {
  readonly name: string;
  readonly run: () => BenchRow[] | Promise<BenchRow[]>;
}

/** Milliseconds that `work` takes, and what it gives. */
export function timed<T>(work: () => T): { ms: number; value: T } {
  const began = performance.now();
  const value = work();
  return { ms: performance.now() - began, value };
}

/** The median of several runs in milliseconds; for yardsticks that are too short for one. */
export function medianMs(work: () => unknown, runs = 9): number {
  const times = Array.from({ length: runs }, () => timed(work).ms).sort(
    (one, other) => one - other,
  );
  return times[runs >> 1];
}
