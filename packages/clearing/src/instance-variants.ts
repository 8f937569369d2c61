import { MAX_UNITS, MAX_VARIANTS } from './bounds.ts';
import { joined, quoted, type Inspection, type Place } from './inspection.ts';

/** The list of variant ids, or null when the instance names none. */
export function readVariants(
  inspection: Inspection,
  value: unknown,
  most: number,
): readonly string[] | null {
  if (value === undefined) return null;
  const list = inspection.list(value, () => 'variants', most);
  if (list === null) return [];
  const seen = new Map<string, number>();
  list.forEach((entry, at) => {
    const id = inspection.id(entry, () => `variants[${at}]`);
    const earlier = seen.get(id);
    if (earlier === undefined) seen.set(id, at);
    else if (id !== '') refuseTwice(inspection, `variants[${at}]`, id, earlier);
  });
  return [...seen.keys()];
}

function refuseTwice(inspection: Inspection, path: string, id: string, earlier: number): void {
  inspection.refuse(path, 'duplicate', `${quoted(id)} is already named by variants[${earlier}]`);
}

/** The fixed demand of an award. Without a list of variants, those with a demand are the variants. */
export function readDemand(
  inspection: Inspection,
  value: unknown,
  named: readonly string[] | null,
): { variants: readonly string[]; demand: number[] } {
  const fields = inspection.fields(value, demandPlace);
  if (fields === null) return { variants: named ?? [], demand: [] };
  const variants = named ?? Object.keys(fields);
  if (variants.length > MAX_VARIANTS) {
    const message = `names ${variants.length} variants; at most ${MAX_VARIANTS} are allowed`;
    inspection.refuse('demand', 'too-many', message);
    return { variants: [], demand: [] };
  }
  const context = { variants, most: MAX_UNITS, rest: undefined, isUsed: true };
  return { variants, demand: readByVariant(inspection, fields, demandPlace, context) as number[] };
}

function demandPlace(): string {
  return 'demand';
}

export interface ByVariant {
  readonly variants: readonly string[];
  readonly most: number;
  /** What a variant has that is not named; undefined: each must be named. */
  readonly rest: number | null | undefined;
  /** False: this kind of pool gives the field no meaning, so it may only say what it would anyway. */
  readonly isUsed: boolean;
}

/** Reads `{variant: n}` into a list in the order of the variants. */
export function readByVariant(
  inspection: Inspection,
  value: unknown,
  place: Place,
  context: ByVariant,
): (number | null)[] {
  const { variants, most, rest, isUsed } = context;
  const isOptional = rest !== undefined;
  const fields = inspection.fields(isOptional ? (value ?? {}) : value, place);
  if (fields === null) return variants.map(() => rest ?? 0);
  refuseOthers(inspection, fields, place, variants);
  return variants.map((variant) => {
    const path = () => joined(place(), variant);
    const given = Object.hasOwn(fields, variant) ? fields[variant] : undefined;
    if (isOptional && (given === undefined || given === rest)) return rest;
    const amount = inspection.integer(given, path, 0, most);
    if (!isUsed)
      inspection.refuse(path(), 'not-in-this-kind', 'has no meaning in this kind of pool');
    return amount;
  });
}

function refuseOthers(
  inspection: Inspection,
  fields: Readonly<Record<string, unknown>>,
  place: Place,
  variants: readonly string[],
): void {
  const known = new Set(variants);
  for (const name of Object.keys(fields)) {
    if (known.has(name)) continue;
    inspection.refuse(
      joined(place(), name),
      'unknown-variant',
      `${quoted(name)} is not in variants`,
    );
  }
}
