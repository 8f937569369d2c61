/**
 * The instant of a day and time as somebody in a time zone means them: `2026-03-31` and `18:00` in `Europe/Berlin`. Undefined
 * when they are no date and time. A time that a change of the clocks leaves out is read as the one an hour later.
 */
export function instantOf(date: string, time: string, timeZone: string): Date | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || !/^\d\d:\d\d$/.test(time)) return undefined;
  const asUtc = new Date(`${date}T${time}:00Z`);
  if (Number.isNaN(asUtc.getTime())) return undefined;
  // The offset may differ at the guess and at the answer, where a change of the clocks lies between: so it is asked twice.
  const guess = new Date(asUtc.getTime() - offsetMs(asUtc, timeZone));
  return new Date(asUtc.getTime() - offsetMs(guess, timeZone));
}

/** Day and time of an instant in a time zone, as form fields hold them. */
export function fieldsOfInstant(instant: Date, timeZone: string): { date: string; time: string } {
  const part = partsOf(instant, timeZone);
  return {
    date: `${part('year')}-${part('month')}-${part('day')}`,
    time: `${part('hour')}:${part('minute')}`,
  };
}

function offsetMs(instant: Date, timeZone: string): number {
  const { date, time } = fieldsOfInstant(instant, timeZone);
  return (
    new Date(`${date}T${time}:00Z`).getTime() - Math.floor(instant.getTime() / 60_000) * 60_000
  );
}

function partsOf(instant: Date, timeZone: string): (type: string) => string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(instant);
  return (type) => parts.find((part) => part.type === type)?.value ?? '';
}
