import { MAKERS_FACTOR } from './bounds.ts';
import type { PricedOffer } from './offer-cost.ts';

/**
 * C*(q) for every q up to a bound, with the split that reaches it: least cost, then fewest makers,
 * then most units to the first id, then to the second, and so on.
 */
export interface SplitTable {
  /** C*(q) in minor units; Infinity where the makers cannot make exactly q. */
  costOf(units: number): number;
  /** Units of each offer, in the order of the offers. */
  splitOf(units: number): number[];
}

/** A stretch of one offer's quantities over which its cost is fixed + each·x. */
interface Piece {
  readonly from: number;
  readonly to: number;
  readonly fixed: number;
  readonly each: number;
}

/** One offer's column of the table: per row of makers and total, the units it takes. */
type Choices = readonly Int32Array[];

/**
 * Exact dynamic programming from the last offer to the first. `offers` stand in byte order of ids.
 * One number orders by cost and then by makers: cost x MAKERS_FACTOR + makers. Per piece of linear
 * cost, min over j of f(j) + fixed + each·(q − j) is a minimum over a sliding window, so the whole
 * is O(offers x pieces x units x rows). Rows count makers only where `maxSuppliers` binds.
 */
export function splitTable(
  offers: readonly PricedOffer[],
  mostUnits: number,
  maxSuppliers: number | null,
): SplitTable {
  const isBound = maxSuppliers !== null && maxSuppliers < offers.length;
  const rows = isBound ? maxSuppliers + 1 : 1;
  let least = Array.from({ length: rows }, () => nothingMade(mostUnits));
  const choices: Choices[] = [];
  for (const offer of offers.toReversed()) {
    const pieces = piecesOf(offer, mostUnits);
    const added = addOffer(pieces, least, isBound, mostUnits);
    least = added.least;
    choices.unshift(added.choices);
  }
  return tableOf(least, choices, isBound);
}

function nothingMade(mostUnits: number): Float64Array<ArrayBuffer> {
  const least = new Float64Array(mostUnits + 1).fill(Infinity);
  least[0] = 0;
  return least;
}

function addOffer(
  pieces: readonly Piece[],
  before: readonly Float64Array<ArrayBuffer>[],
  isBound: boolean,
  mostUnits: number,
): { least: Float64Array<ArrayBuffer>[]; choices: Choices } {
  const least = before.map((row) => row.slice());
  const choices = before.map(() => new Int32Array(mostUnits + 1));
  const queue = new Int32Array(mostUnits + 1);
  const values = new Float64Array(mostUnits + 1);
  before.forEach((_, row) => {
    if (isBound && row === 0) return;
    const source = before[isBound ? row - 1 : row];
    for (const piece of pieces) {
      relaxPiece(piece, { source, least: least[row], choices: choices[row], queue, values });
    }
  });
  return { least, choices };
}

interface Row {
  readonly source: Float64Array;
  readonly least: Float64Array;
  readonly choices: Int32Array;
  /** A queue of totals j with rising values f(j) − each·j; the front is the window's least. */
  readonly queue: Int32Array;
  readonly values: Float64Array;
}

function relaxPiece(piece: Piece, { source, least, choices, queue, values }: Row): void {
  const each = piece.each * MAKERS_FACTOR;
  const fixed = piece.fixed * MAKERS_FACTOR + 1;
  let front = 0;
  let back = 0;
  for (let total = piece.from; total < least.length; total++) {
    const entering = total - piece.from;
    const value = source[entering] - each * entering;
    if (value !== Infinity) {
      // Equal values stay: the earlier j means more units for this offer.
      while (back > front && values[back - 1] > value) back--;
      queue[back] = entering;
      values[back] = value;
      back++;
    }
    if (back > front && queue[front] < total - piece.to) front++;
    if (back === front) continue;
    const cost = values[front] + each * total + fixed;
    const units = total - queue[front];
    if (cost > least[total] || (cost === least[total] && units <= choices[total])) continue;
    least[total] = cost;
    choices[total] = units;
  }
}

function tableOf(
  least: readonly Float64Array[],
  choices: readonly Choices[],
  isBound: boolean,
): SplitTable {
  const last = least.length - 1;
  return {
    costOf: (units) => {
      const value = least[last][units];
      return value === Infinity ? Infinity : Math.floor(value / MAKERS_FACTOR);
    },
    splitOf: (units) => {
      let left = units;
      let row = last;
      return choices.map((rows) => {
        const taken = rows[row][left];
        left -= taken;
        if (isBound && taken > 0) row--;
        return taken;
      });
    },
  };
}

function piecesOf(offer: PricedOffer, mostUnits: number): Piece[] {
  const most = Math.min(offer.most, mostUnits);
  const pieces = offer.froms.flatMap((tierFrom, tier) => {
    const from = Math.max(tierFrom, offer.least);
    const to = Math.min(most, (offer.froms[tier + 1] ?? Infinity) - 1);
    if (from > to) return [];
    const each = offer.prices[tier];
    const carried = offer.carried === null ? 0 : offer.carried[tier] - (tierFrom - 1) * each;
    return [{ from, to, fixed: offer.tooling + carried, each }];
  });
  return offer.unitsPerContainer === 0
    ? pieces
    : pieces.flatMap((piece) => byContainers(offer, piece));
}

/** Freight is a step per container, so a piece ends where its container is full. */
function byContainers({ perContainer, unitsPerContainer }: PricedOffer, piece: Piece): Piece[] {
  if (unitsPerContainer === 1) return [{ ...piece, each: piece.each + perContainer }];
  const pieces: Piece[] = [];
  for (let from = piece.from; from <= piece.to;) {
    const containers = Math.ceil(from / unitsPerContainer);
    const to = Math.min(piece.to, containers * unitsPerContainer);
    pieces.push({ ...piece, from, to, fixed: piece.fixed + containers * perContainer });
    from = to + 1;
  }
  return pieces;
}
