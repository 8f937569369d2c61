import {
  MAX_AMOUNT_MINOR,
  MAX_LEAD_DAYS,
  MAX_PRICE_MINOR,
  MAX_TIERS,
  MAX_UNITS,
} from './bounds.ts';
import { quoted, type Fields, type Inspection, type Place } from './inspection.ts';
import type { Freight, Offer, Tier, VariantOffer } from './instance-shape.ts';
import { readByVariant } from './instance-variants.ts';

const MODES = ['all-units', 'incremental'] as const;
const PLAIN_FIELDS = ['id', 'mode', 'tiers', 'tooling', 'moq', 'capacity', 'leadDays', 'freight'];
const KNOWN = new Set(PLAIN_FIELDS);
const KNOWN_WITH_VARIANTS = new Set([
  ...PLAIN_FIELDS,
  'variantTooling',
  'variantMoq',
  'variantCapacity',
]);
const KNOWN_IN_TIER = new Set(['from', 'price']);
const KNOWN_IN_VARIANT_TIER = new Set(['from', 'prices']);
const KNOWN_IN_FREIGHT = new Set(['perContainer', 'unitsPerContainer']);

export interface VariantContext {
  readonly kind: 'family' | 'award';
  readonly variants: readonly string[];
}

/** Reads the offers of one variant; what is wrong goes to the inspection with its path. */
export function readOffers(inspection: Inspection, list: readonly unknown[]): Offer[] {
  const offers = list.flatMap((value, at) => {
    const place = () => `offers[${at}]`;
    const fields = inspection.fields(value, place);
    if (fields === null) return [];
    inspection.knownFields(fields, KNOWN, place);
    return [readOffer(inspection, fields, place)];
  });
  refuseSameIds(inspection, offers);
  return offers;
}

/** Offers of a family or an award: all-units tiers with a price for every variant. */
export function readVariantOffers(
  inspection: Inspection,
  list: readonly unknown[],
  context: VariantContext,
): VariantOffer[] {
  const offers = list.flatMap((value, at) => {
    const place = () => `offers[${at}]`;
    const fields = inspection.fields(value, place);
    if (fields === null) return [];
    inspection.knownFields(fields, KNOWN_WITH_VARIANTS, place);
    return [readVariantOffer(inspection, fields, place, context)];
  });
  refuseSameIds(inspection, offers);
  return offers;
}

function readOffer(inspection: Inspection, fields: Fields, place: Place): Offer {
  return {
    id: inspection.id(fields['id'], () => `${place()}.id`),
    mode: inspection.choice(fields['mode'], () => `${place()}.mode`, MODES),
    tiers: readTiers(inspection, fields['tiers'], () => `${place()}.tiers`),
    ...readTerms(inspection, fields, place),
    freight: readFreight(inspection, fields['freight'], () => `${place()}.freight`),
  };
}

function readVariantOffer(
  inspection: Inspection,
  fields: Fields,
  place: Place,
  context: VariantContext,
): VariantOffer {
  const { kind, variants } = context;
  const isFamily = kind === 'family';
  const id = inspection.id(fields['id'], () => `${place()}.id`);
  inspection.choice(fields['mode'] ?? 'all-units', () => `${place()}.mode`, ['all-units']);
  const tiers = readVariantTiers(inspection, fields['tiers'], () => `${place()}.tiers`, variants);
  const terms = readTerms(
    inspection,
    { ...(isFamily ? { capacity: null } : { leadDays: 0 }), ...fields },
    place,
  );
  const freight = isFamily
    ? null
    : readFreight(inspection, fields['freight'] ?? null, () => `${place()}.freight`);
  if (isFamily && (fields['freight'] ?? null) !== null) refuseFreight(inspection, place);
  const amounts = (name: string, most: number, rest: number | null, isUsed: boolean) =>
    readByVariant(inspection, fields[name], () => `${place()}.${name}`, {
      variants,
      most,
      rest,
      isUsed,
    });
  return {
    id,
    tiers,
    ...terms,
    freight,
    variantTooling: amounts('variantTooling', MAX_AMOUNT_MINOR, 0, isFamily) as number[],
    variantMoq: amounts('variantMoq', MAX_UNITS, 0, isFamily) as number[],
    variantCapacity: amounts('variantCapacity', MAX_UNITS, null, !isFamily),
  };
}

function refuseFreight(inspection: Inspection, place: Place): void {
  const message = 'must be null in a family: the rule shares no containers between variants';
  inspection.refuse(`${place()}.freight`, 'not-in-this-kind', message);
}

function readTerms(inspection: Inspection, fields: Fields, place: Place) {
  const integer = (name: string, most: number) =>
    inspection.integer(fields[name], () => `${place()}.${name}`, 0, most);
  return {
    tooling: integer('tooling', MAX_AMOUNT_MINOR),
    moq: integer('moq', MAX_UNITS),
    capacity: fields['capacity'] === null ? null : integer('capacity', MAX_UNITS),
    leadDays: integer('leadDays', MAX_LEAD_DAYS),
  };
}

function readFreight(inspection: Inspection, value: unknown, place: Place): Freight | null {
  if (value === null) return null;
  const fields = inspection.fields(value, place);
  if (fields === null) return null;
  inspection.knownFields(fields, KNOWN_IN_FREIGHT, place);
  const integer = (name: string, least: number, most: number) =>
    inspection.integer(fields[name], () => `${place()}.${name}`, least, most);
  return {
    perContainer: integer('perContainer', 0, MAX_AMOUNT_MINOR),
    unitsPerContainer: integer('unitsPerContainer', 1, MAX_UNITS),
  };
}

function readTiers(inspection: Inspection, value: unknown, place: Place): Tier[] {
  const tiers: Tier[] = [];
  eachTier(inspection, value, place, (fields, at) => {
    const tierPlace = () => `${place()}[${at}]`;
    inspection.knownFields(fields, KNOWN_IN_TIER, tierPlace);
    const before = tiers.at(-1);
    const from = readFrom(inspection, fields, tierPlace, before?.from);
    const pricePlace = () => `${tierPlace()}.price`;
    const price = inspection.integer(fields['price'], pricePlace, 0, MAX_PRICE_MINOR);
    if (before && price > before.price) refuseRise(inspection, pricePlace(), price, before.price);
    tiers.push({ from, price });
  });
  return tiers;
}

function readVariantTiers(
  inspection: Inspection,
  value: unknown,
  place: Place,
  variants: readonly string[],
): { from: number; prices: number[] }[] {
  const tiers: { from: number; prices: number[] }[] = [];
  eachTier(inspection, value, place, (fields, at) => {
    const tierPlace = () => `${place()}[${at}]`;
    inspection.knownFields(fields, KNOWN_IN_VARIANT_TIER, tierPlace);
    const before = tiers.at(-1);
    const from = readFrom(inspection, fields, tierPlace, before?.from);
    const pricesPlace = () => `${tierPlace()}.prices`;
    const context = { variants, most: MAX_PRICE_MINOR, rest: undefined, isUsed: true };
    const prices = readByVariant(inspection, fields['prices'], pricesPlace, context) as number[];
    prices.forEach((price, variant) => {
      const earlier = before?.prices[variant];
      if (earlier === undefined || price <= earlier) return;
      refuseRise(inspection, `${pricesPlace()}.${variants[variant]}`, price, earlier);
    });
    tiers.push({ from, prices });
  });
  return tiers;
}

function eachTier(
  inspection: Inspection,
  value: unknown,
  place: Place,
  read: (fields: Fields, at: number) => void,
): void {
  const list = inspection.list(value, place, MAX_TIERS);
  if (list === null) return;
  if (list.length === 0) inspection.refuse(place(), 'empty', 'holds no tier; one is needed');
  list.forEach((entry, at) => {
    const fields = inspection.fields(entry, () => `${place()}[${at}]`);
    if (fields !== null) read(fields, at);
  });
}

function readFrom(
  inspection: Inspection,
  fields: Fields,
  place: Place,
  before: number | undefined,
): number {
  const path = () => `${place()}.from`;
  const from = inspection.integer(fields['from'], path, 1, MAX_UNITS);
  if (before !== undefined && from <= before) {
    const message = `${from} does not ascend: the tier before starts at ${before}`;
    inspection.refuse(path(), 'not-ascending', message);
  }
  return from;
}

function refuseRise(inspection: Inspection, path: string, price: number, before: number): void {
  const message = `${price} is above the price of the tier before, ${before}; prices never rise with quantity`;
  inspection.refuse(path, 'price-rises', message);
}

function refuseSameIds(inspection: Inspection, offers: readonly { readonly id: string }[]): void {
  offers.forEach(({ id }, at) => {
    const earlier = offers.findIndex((offer) => offer.id === id);
    if (earlier === at || id === '') return;
    const message = `${quoted(id)} is already used by offers[${earlier}]`;
    inspection.refuse(`offers[${at}].id`, 'duplicate', message);
  });
}
