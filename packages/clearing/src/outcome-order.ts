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

function byObjective(objective: Objective, one: Outcome, other: Outcome): number {
  const surplus = other.surplus - one.surplus;
  const quantity = other.quantity - one.quantity;
  const price = one.price - other.price;
  if (objective === 'surplus') return surplus || quantity || price;
  return objective === 'units' ? quantity || surplus || price : price || quantity || surplus;
}
