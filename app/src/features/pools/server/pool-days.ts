const DAY_MS = 86_400_000;

/** Whole days since 1970-01-01 in UTC: how the clearing rule counts them. */
export function dayOf(time: Date): number {
  return Math.floor(time.getTime() / DAY_MS);
}

/** The first moment of a day, as `2026-05-01`. */
export function dateOfDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
