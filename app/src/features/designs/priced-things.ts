import type { Kit, Price, PriceList, Words } from '@muster/kit/kit';

/** A material or an hour of a kit that has a price. */
export type PricedThing = { id: string; name: Words; per: Price['per']; group: PricedGroup };
export type PricedGroup = 'materials' | 'hardware' | 'labour';
export type TypedStep = { from: string; amount: string };
export type PriceRow = PricedThing & { steps: TypedStep[] };

/** Steps that a row of the form has: what is bought by the piece, in a lot, in a large lot. */
export const STEPS = 3;
const MINOR = 100;

const PER: Record<string, readonly [Price['per'], PricedGroup]> = {
  sheet: ['sheet', 'materials'],
  solid: ['m3', 'materials'],
  edge: ['m', 'materials'],
  bulk: ['kg', 'materials'],
  piece: ['piece', 'hardware'],
};

/** What has a price in a kit: its materials, what is bought by the piece, and the hours of its cost lines. */
export function pricedThings({ materials, costs }: Kit): PricedThing[] {
  const bought = materials.flatMap(({ id, name, kind }): PricedThing[] => {
    const [per, group] = PER[kind] ?? [];
    return per && group ? [{ id, name, per, group }] : [];
  });
  const hours = new Map(
    costs.flatMap((line): [string, PricedThing][] =>
      line.kind === 'labour'
        ? [[line.rate, { id: line.rate, name: line.name, per: 'hour', group: 'labour' }]]
        : [],
    ),
  );
  return [...bought, ...hours.values()];
}

/** The rows of the form with the prices of a list in them. */
export function priceRows(kit: Kit, { prices }: PriceList): PriceRow[] {
  const known = new Map(prices.map(({ of, steps }) => [of, steps]));
  return pricedThings(kit).map((thing) => {
    const steps = known.get(thing.id) ?? [];
    const typed = Array.from({ length: STEPS }, (_, at): TypedStep => {
      const step = steps[at];
      if (!step) return { from: at === 0 ? '1' : '', amount: '' };
      return { from: String(step.from), amount: (step.minor / MINOR).toFixed(2) };
    });
    return { ...thing, steps: typed };
  });
}

export function stepField(id: string, at: number, part: 'from' | 'amount'): string {
  return `price:${id}:${at}:${part}`;
}

/** What was typed into the rows; rows that are empty have no price. */
export function readRows(kit: Kit, data: FormData): Price[] {
  return pricedThings(kit).flatMap(({ id, per }) => {
    const steps = Array.from({ length: STEPS }, (_, at) => {
      const read = (part: 'from' | 'amount') => {
        const text = data.get(stepField(id, at, part));
        return typeof text === 'string' ? text.trim().replace(',', '.') : '';
      };
      return { from: read('from'), amount: read('amount') };
    }).filter(({ amount }) => amount !== '');
    const read = steps.map(({ from, amount }) => ({
      from: Number(from),
      minor: Math.round(Number(amount) * MINOR),
    }));
    return read.length > 0 ? [{ of: id, per, steps: read }] : [];
  });
}
