import { planCuts, type CutPlan } from '@muster/cutting/cut-plan';
import { MAX_PIECES, type CuttingInstance } from '@muster/cutting/cutting-instance';
import { scale } from './exact.ts';
import type { Material } from './kit.ts';
import type { Part } from './part.ts';

export type Nesting = 'estimate' | 'plan';

/** The saw of a joinery: what the blade takes, and what is trimmed off a sheet's edges, in micrometres. */
export const KERF = 3_200;
export const TRIM = 10_000;
/** Plans are laid out in tenths of a millimetre: no saw is finer, and areas stay exact. */
const TENTH = 100;

/**
 * A lot that is laid out at once. A large batch is the same lot again and again, and what is left over: a saw is set up
 * for a lot, and a plan of thousands of pieces would take seconds and save next to nothing.
 */
const LOT_PIECES = 120;
/** Of the work that a plan to be cut takes: what is only counted for a price need not be the very best. */
const LOT_EFFORT = 0.25;

/** How many sheets a batch of these parts takes. */
export function nestSheets(
  material: Material,
  parts: readonly Part[],
  options: { readonly batch: number; readonly nesting: Nesting; readonly waste: number },
): number {
  const { batch, nesting, waste } = options;
  const planned = nesting === 'plan' ? sheetsByLot(material, parts, batch) : null;
  if (planned !== null) return planned;
  const sheet = largest(material);
  if (sheet === null) return 0;
  const area = parts.reduce(
    (sum, { length, width, count }) => sum + tenths(length) * tenths(width) * count,
    0,
  );
  const needed = scale(area * batch, 1_000_000 + waste, 1_000_000) ?? 0;
  return Math.ceil(needed / (tenths(sheet.length) * tenths(sheet.width)));
}

function sheetsByLot(material: Material, parts: readonly Part[], batch: number): number | null {
  const pieces = parts.reduce((sum, { count }) => sum + count, 0);
  const lot = Math.min(batch, Math.max(1, Math.floor(LOT_PIECES / Math.max(1, pieces))));
  const rest = batch % lot;
  const ofLot = planSheets(material, parts, lot, LOT_EFFORT);
  const ofRest =
    rest === 0 || ofLot === null ? null : planSheets(material, parts, rest, LOT_EFFORT);
  if (ofLot === null || (rest > 0 && ofRest === null)) return null;
  return Math.floor(batch / lot) * ofLot.count + (ofRest?.count ?? 0);
}

/**
 * The cutting plan of a batch, in tenths of a millimetre; the grain runs along a sheet's first side. Null where there
 * are no sheets, a part is larger than a sheet, or there are too many pieces to lay out.
 */
export function planSheets(
  material: Material,
  parts: readonly Part[],
  batch: number,
  effort = 1,
): CutPlan | null {
  const pieces = parts.reduce((sum, { count }) => sum + count * batch, 0);
  if (!material.sheets || material.sheets.length === 0 || pieces > MAX_PIECES) return null;
  const instance: CuttingInstance = {
    sheets: material.sheets.map(({ length, width }) => ({
      width: tenths(length),
      height: tenths(width),
      count: null,
      price: null,
    })),
    kerf: tenths(KERF),
    trim: tenths(TRIM),
    parts: parts.map(({ id, length, width, count }) => ({
      id,
      width: tenths(length),
      height: tenths(width),
      count: count * batch,
      rotate: material.hasGrain !== true,
    })),
  };
  const planned = planCuts(instance, { effort });
  return planned.kind === 'plan' ? planned.plan : null;
}

function largest({ sheets }: Material) {
  return (
    sheets?.toSorted((one, other) => other.length * other.width - one.length * one.width)[0] ?? null
  );
}

function tenths(micrometres: number): number {
  return Math.ceil(micrometres / TENTH);
}
