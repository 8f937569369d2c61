/**
 * Named places where a test may interfere: hold a command between two statements, or leave a lock out to prove that the
 * race test notices. A running installation has none of it: `noFaults` is what the entries build.
 */
export type Faults = {
  /** True when the lock of this name is to be left out. */
  withoutLock(name: string): boolean;
  pause(place: string): Promise<void>;
  /** True to work as the owner of the tables, whom row-level security does not bind: the first wall must hold alone. */
  withoutRowSecurity?: boolean;
};

export const noFaults: Faults = { withoutLock: () => false, pause: () => Promise.resolve() };
