/** The results of a clearing: the public format, printed as it is by the command line. */

export type UnitsById = Readonly<Record<string, number>>;

export interface NotCleared {
  readonly cleared: false;
}

/** Money in minor units; `readyDay` in days of the pool's epoch; only positive allocations are listed. */
export interface SingleOutcome {
  readonly cleared: true;
  readonly offer: string;
  readonly quantity: number;
  readonly price: number;
  readonly surplus: number;
  readonly supplierCost: number;
  readonly fee: number;
  readonly rounding: number;
  readonly readyDay: number;
  readonly allocation: UnitsById;
}

export interface SplitOutcome extends SingleOutcome {
  /** Units by offer. `offer` is their ids joined by "+". */
  readonly split: UnitsById;
}

/** `quantity` is the total over variants; a variant without buyers has quantity 0 and price null. */
export interface FamilyOutcome {
  readonly cleared: true;
  readonly offer: string;
  readonly quantity: number;
  readonly quantities: UnitsById;
  readonly prices: Readonly<Record<string, number | null>>;
  readonly surplus: number;
  readonly supplierCost: number;
  readonly fee: number;
  readonly rounding: number;
  readonly readyDay: number;
  readonly allocation: UnitsById;
}

export type ClearingResult = NotCleared | SingleOutcome | SplitOutcome | FamilyOutcome;

/** `bound` is a proven lower bound of the cost: equal to `cost` when the plan is proven best. */
export type AwardResult =
  | { readonly feasible: false }
  | {
      readonly feasible: true;
      readonly cost: number;
      readonly plan: Readonly<Record<string, UnitsById>>;
      readonly bound: number;
    };
