/** What a load came to. Times are milliseconds from asking to the whole answer. */
export type Measured = {
  perSecond: number;
  p50: number;
  p99: number;
  failed: number;
  /** How much of one core the process that made the load took for itself. */
  cores: number;
};

export type LoadTime = { warmSeconds: number; seconds: number };

/** Lets each caller call again as soon as it was answered; the first part only warms up. A caller answers whether it went well. */
export async function measure(
  callers: readonly (() => Promise<boolean>)[],
  { warmSeconds, seconds }: LoadTime,
): Promise<Measured> {
  const from = performance.now() + warmSeconds * 1000;
  const until = from + seconds * 1000;
  const times: number[] = [];
  let failed = 0;
  const work = async (call: () => Promise<boolean>) => {
    while (performance.now() < until) {
      const start = performance.now();
      const well = await call();
      const end = performance.now();
      if (!well) failed += 1;
      else if (end >= from && end <= until) times.push(end - start);
    }
  };
  const used = process.cpuUsage();
  const begun = performance.now();
  await Promise.all(callers.map(work));
  const { user, system } = process.cpuUsage(used);
  const cores = (user + system) / 1000 / (performance.now() - begun);
  const sorted = Float64Array.from(times).toSorted();
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  return { perSecond: times.length / seconds, p50: at(0.5), p99: at(0.99), failed, cores };
}
