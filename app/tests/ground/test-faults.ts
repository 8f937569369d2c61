import { setTimeout } from 'node:timers/promises';
import type { Faults } from '#server/faults.ts';

/** Faults that a test can turn on: locks left out, and a pause that makes commands overlap where it hurts. */
export type TestFaults = Faults & { leaveOut(name: string): void; restore(): void };

const OVERLAP_MS = 15;

export function testFaults(): TestFaults {
  const left = new Set<string>();
  return {
    withoutLock: (name) => left.has(name),
    pause: (place) =>
      place.startsWith('apply ') || place.startsWith('advance ')
        ? Promise.resolve()
        : setTimeout(OVERLAP_MS),
    leaveOut: (name) => void left.add(name),
    restore: () => left.clear(),
  };
}
