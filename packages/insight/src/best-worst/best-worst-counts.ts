import type { BestWorstTable } from './best-worst-table.ts';

/** How often each item was seen, best and worst, and its score. */
export type ItemCount = Readonly<{
  seen: number;
  best: number;
  worst: number;
  /** (best − worst) / seen, −1 to 1. */
  score: number;
  /** Of the score; answers of one person hang together. */
  se: number;
}>;

/**
 * Counts of best and worst (Louviere, Flynn & Marley 2015). The standard error of the ratio (B − W)/n is linearised over people,
 * Σ_p (B_p − W_p − score·n_p)²/n², with people/(people − 1); with one person over their sets.
 */
export function countItems(table: BestWorstTable): ItemCount[] {
  const size = table.items.length;
  const [seen, best, worst] = [new Int32Array(size), new Int32Array(size), new Int32Array(size)];
  for (const item of table.item) seen[item] += 1;
  for (const [set, place] of table.worst.entries()) {
    best[table.item[table.starts[set]]] += 1;
    worst[table.item[place]] += 1;
  }
  const scores = Float64Array.from(seen, (count, item) => (best[item] - worst[item]) / count);
  const errors = scoreErrors(table, { seen, scores });
  return table.items.map((_, at) => ({
    seen: seen[at],
    best: best[at],
    worst: worst[at],
    score: scores[at],
    se: errors[at],
  }));
}

function scoreErrors(
  table: BestWorstTable,
  { seen, scores }: { seen: Int32Array; scores: Float64Array },
): Float64Array {
  const { starts, item, worst, person, people } = table;
  const size = scores.length;
  const sets = worst.length;
  const ofUnit = (set: number) => (people.length > 1 ? person[set] : set);
  const units = people.length > 1 ? people.length : sets;
  const off = new Float64Array(size);
  const squares = new Float64Array(size);
  for (let set = 0; set < sets; set++) {
    for (let place = starts[set]; place < starts[set + 1]; place++) {
      const said = place === starts[set] ? 1 : place === worst[set] ? -1 : 0;
      off[item[place]] += said - scores[item[place]];
    }
    // Sets of one person stand together: after the last of them what they add up to is squared.
    if (set + 1 < sets && ofUnit(set + 1) === ofUnit(set)) continue;
    for (let at = 0; at < size; at++) squares[at] += off[at] ** 2;
    off.fill(0);
  }
  const factor = units > 1 ? units / (units - 1) : 1;
  return squares.map((square, at) => Math.sqrt(factor * square) / seen[at]);
}

/**
 * The closed form of the aggregate logit, b = ln((n + B − W)/(n − B + W)) (Lipovetsky & Conklin 2014, "Best-worst scaling in analytical
 * closed-form solution"), with the score's standard error by the delta method; null for an item that was best, or worst, every time.
 */
export function closedForm({ score, se }: ItemCount): { utility: number; se: number } | null {
  if (Math.abs(score) >= 1) return null;
  return { utility: Math.log((1 + score) / (1 - score)), se: (2 * se) / (1 - score ** 2) };
}
