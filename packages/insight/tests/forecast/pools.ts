import { chanceFrom } from '../../src/chance.ts';
import type { FinishedPool } from '../../src/forecast/pool-course.ts';

const DAYS = 30;

/** Finished pools that come in as a U (those that run well) or an L (those that do not), with goals and noise. */
export function pools(count: number, seed: number): FinishedPool[] {
  const chance = chanceFrom(seed);
  return Array.from({ length: count }, (_, at) => {
    const goal = 50 + chance.below(200);
    const runs = chance.normal();
    const size = goal * Math.exp(0.6 * runs + 0.1);
    const late = 1 / (1 + Math.exp(-2 * runs + chance.normal()));
    const times = Float64Array.from(Array.from({ length: DAYS + 1 }).keys());
    let total = 0;
    const totals = times.map((day) => {
      const way = day / DAYS;
      const pace =
        (1 - late) * 4 * Math.exp(-5 * way) + late * (Math.exp(-8 * way) + 2 * way ** 6) + 0.4;
      const units = (size * pace) / DAYS;
      total += Math.max(0, Math.round(units + 0.5 * Math.sqrt(units) * chance.normal()));
      return total;
    });
    const name = `pool-${String(at).padStart(4, '0')}`;
    return { name, opens: 0, closes: DAYS, times, totals, goal, tipped: total >= goal };
  });
}
