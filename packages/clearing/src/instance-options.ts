import { MAX_AMOUNT_MINOR, MAX_DAY, MAX_OFFERS, MAX_PRICE_MINOR, MAX_RATE_BPS } from './bounds.ts';
import type { Inspection, Place } from './inspection.ts';
import type { Objective, Options, Rationing } from './instance-shape.ts';

const OBJECTIVES: readonly Objective[] = ['surplus', 'units', 'price'];
const RATIONINGS: readonly Rationing[] = ['time', 'uniform', 'prorata'];
const KNOWN = new Set([
  'objective',
  'rationing',
  'feeBps',
  'feePerUnit',
  'feeFixed',
  'closeDay',
  'maxSuppliers',
]);

/** An award asks only for the least cost, so it may leave out all that prices and rations demand. */
const AWARD_OPTIONS = {
  objective: 'price',
  rationing: 'time',
  feeBps: 0,
  feePerUnit: 0,
  feeFixed: 0,
  closeDay: 0,
};

/** Reads the options of a kind of instance; what is wrong goes to the inspection with its path. */
export function readOptions(inspection: Inspection, value: unknown, kind: string): Options {
  const given = inspection.fields(kind === 'award' ? (value ?? {}) : value, () => 'options');
  // Time is the rule's own default for rationing; nothing else has one.
  const fields = { rationing: 'time', ...(kind === 'award' ? AWARD_OPTIONS : {}), ...given };
  if (given === null) return readFields(inspection, { ...fields, ...AWARD_OPTIONS });
  inspection.knownFields(given, KNOWN, () => 'options');
  return readFields(inspection, fields);
}

function place(name: string): Place {
  return () => `options.${name}`;
}

function readFields(inspection: Inspection, fields: Record<string, unknown>): Options {
  const integer = (name: string, least: number, most: number) =>
    inspection.integer(fields[name], place(name), least, most);
  return {
    objective: inspection.choice(fields['objective'], place('objective'), OBJECTIVES),
    rationing: inspection.choice(fields['rationing'], place('rationing'), RATIONINGS),
    feeBps: integer('feeBps', 0, MAX_RATE_BPS),
    feePerUnit: integer('feePerUnit', 0, MAX_PRICE_MINOR),
    feeFixed: integer('feeFixed', 0, MAX_AMOUNT_MINOR),
    closeDay: integer('closeDay', 0, MAX_DAY),
    maxSuppliers:
      (fields['maxSuppliers'] ?? null) === null ? null : integer('maxSuppliers', 1, MAX_OFFERS),
  };
}
