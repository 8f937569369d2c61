import { compareBytes } from './byte-order.ts';
import type { Objective } from './instance-shape.ts';

/** What two outcomes are compared by. `price` is the pool price (in a family: see family-order). */
export interface Outcome {
  readonly offer: string;
  readonly quantity: number;
  readonly price: number;
  readonly surplus: number;
  readonly readyDay: number;
}

/** Negative when the first is the better by the objective; the first difference decides. */
export function compareOutcomes(objective: Objective, one: Outcome, other: Outcome): number {
  return (
    byObjective(objective, one, other) ||
    one.readyDay - other.readyDay ||
    compareBytes(one.offer, other.offer)
  );
}

/** A surplus may be costly to work out, so it is asked for only where nothing before it differs. */
function byObjective(objective: Objective, one: Outcome, other: Outcome): number {
  const price = one.price - other.price;
  const quantity = other.quantity - one.quantity;
  if (objective === 'surplus') return other.surplus - one.surplus || quantity || price;
  const first = objective === 'units' ? quantity : price || quantity;
  return first || other.surplus - one.surplus || price;
}
