import { integerIn, momentIn, nameIn, numberIn, type Cell } from '../cells.ts';
import { refuseFile, type FileRefusal, type Given } from '../command-line.node.ts';
import { refuse, refuseCell, refuseRow, type Refusal } from '../refusal.ts';
import type { Told } from './told-pool.ts';

const OPTIONAL = ['pool', 'units', 'total', 'opens', 'closes', 'goal', 'tipped'] as const;

interface ToldPool extends Told {
  readonly moments: { readonly row: number; readonly time: number; readonly units: number }[];
  opens: number | null;
  closes: number | null;
  goal: number | null;
  tipped: number | null;
}

export interface ReadPools {
  readonly kind: 'pools';
  /** Whether units are what stood at a moment, and not what came in. */
  readonly areTotals: boolean;
  readonly pools: readonly Told[];
}

/**
 * Reads `time` and either `units` (what came in then; below 0 is withdrawn) or `total` (what stood then), and, on every row of a pool or
 * on one of them, `opens`, `closes`, `goal` and `tipped` (1 or 0). `pool` names it; without names all rows are one pool.
 */
export async function readPools(
  given: Given,
  file: string,
  { named }: { named: boolean },
): Promise<ReadPools | FileRefusal> {
  const pools = new Map<string, ToldPool>();
  const required = named ? ['time', 'pool'] : ['time'];
  const said = { total: 0, units: 0 };
  const read = await given.read(file, { required, optional: OPTIONAL }, (cells, row) => {
    const cell = (column: 'time' | (typeof OPTIONAL)[number]): Cell => ({
      text: column === 'time' ? cells[0] : cells[required.length + OPTIONAL.indexOf(column)],
      row,
      column,
    });
    const isTotal = cell('total').text.trim() !== '';
    said[isTotal ? 'total' : 'units'] += 1;
    if (said.total > 0 && said.units > 0) {
      return refuseRow(row, 'contradiction', 'all rows tell units, or all rows tell the total');
    }
    const units = isTotal ? cell('total') : cell('units');
    return takeRow(pools, { named, cell, units });
  });
  if (read.kind !== 'read') return read;
  if (pools.size === 0) return refuseFile(file, refuse('empty', 'there is no record in it'));
  return { kind: 'pools', areTotals: said.total > 0, pools: [...pools.values()] };
}

type CellOf = (column: 'time' | (typeof OPTIONAL)[number]) => Cell;

function takeRow(
  pools: Map<string, ToldPool>,
  { named, cell, units }: { named: boolean; cell: CellOf; units: Cell },
): Refusal | null {
  const name = named ? nameIn(cell('pool')) : cell('pool').text.trim();
  if (typeof name !== 'string') return name;
  const time = momentIn(cell('time'));
  if (typeof time !== 'number') return time;
  const value = numberIn(units);
  if (typeof value !== 'number') return value;
  const pool = pools.get(named ? name : '') ?? newPool(name, units.row);
  pools.set(named ? name : '', pool);
  pool.moments.push({ row: units.row, time, units: value });
  return (
    settle(pool, 'opens', cell('opens'), momentIn) ??
    settle(pool, 'closes', cell('closes'), momentIn) ??
    settle(pool, 'goal', cell('goal'), (one) => integerIn(one, 1, Number.MAX_SAFE_INTEGER)) ??
    settle(pool, 'tipped', cell('tipped'), (one) => integerIn(one, 0, 1))
  );
}

function newPool(name: string, firstRow: number): ToldPool {
  return { name, firstRow, moments: [], opens: null, closes: null, goal: null, tipped: null };
}

/** What a row says of its whole pool must be what the rows before it said. */
function settle(
  pool: ToldPool,
  field: 'opens' | 'closes' | 'goal' | 'tipped',
  cell: Cell,
  parse: (cell: Cell) => number | Refusal,
): Refusal | null {
  if (cell.text.trim() === '') return null;
  const value = parse(cell);
  if (typeof value !== 'number') return value;
  const before = pool[field];
  if (before !== null && before !== value) {
    const message = `${cell.text.trim()}, but an earlier row of the same pool says otherwise`;
    return refuseCell(cell, 'contradiction', message);
  }
  pool[field] = value;
  return null;
}
