import { MAX_COMMITMENTS, MAX_OFFERS, MAX_VARIANTS } from './bounds.ts';
import { Inspection, type Fields } from './inspection.ts';
import type { AwardInstance, FamilyInstance, Instance, PlainInstance } from './instance-shape.ts';
import { readCommitments } from './instance-commitments.ts';
import { readOptions } from './instance-options.ts';
import { readOffers, readVariantOffers } from './instance-offers.ts';
import { checkTotals, checkVariantTotals } from './instance-totals.ts';
import { readDemand, readVariants } from './instance-variants.ts';
import type { Refusal } from './refusal.ts';

export type ParsedInstance =
  | { readonly kind: 'instance'; readonly instance: Instance }
  | { readonly kind: 'refused'; readonly refusals: readonly Refusal[] };

/**
 * Reads an instance in the public format (docs/clearing.md, "Inputs") from any value.
 * Refuses with up to `MAX_REFUSALS` refusals in the order of the format; guesses nothing.
 * The bounds of `bounds.ts` hold for what is returned, so that all further sums are exact.
 */
export function parseInstance(value: unknown): ParsedInstance {
  const inspection = new Inspection();
  const instance = readInstance(inspection, value);
  return instance === null || inspection.refusals.length > 0
    ? { kind: 'refused', refusals: inspection.refusals }
    : { kind: 'instance', instance };
}

const KINDS = ['single', 'split', 'family', 'award'] as const;
const KNOWN = new Set(['kind', 'options', 'offers', 'commitments', 'variants']);
const KNOWN_IN_AWARD = new Set(['kind', 'options', 'offers', 'demand', 'commitments', 'variants']);

function readInstance(inspection: Inspection, value: unknown): Instance | null {
  const fields = inspection.fields(value, () => 'instance');
  if (fields === null) return null;
  const kind = inspection.choice(fields['kind'], () => 'kind', KINDS);
  if (inspection.refusals.length > 0) return null;
  inspection.knownFields(fields, kind === 'award' ? KNOWN_IN_AWARD : KNOWN, () => '');
  if (kind === 'award') return readAward(inspection, fields);
  return kind === 'family' ? readFamily(inspection, fields) : readPlain(inspection, fields, kind);
}

function readPlain(
  inspection: Inspection,
  fields: Fields,
  kind: 'single' | 'split',
): PlainInstance | null {
  const options = readOptions(inspection, fields['options'], kind);
  const offers = readOffers(inspection, listOfOffers(inspection, fields));
  const variants = readVariants(inspection, fields['variants'], 1);
  const list = inspection.list(fields['commitments'], () => 'commitments', MAX_COMMITMENTS) ?? [];
  const commitments = readCommitments(inspection, list, { kind, variants });
  const instance: PlainInstance = { kind, options, offers, commitments };
  if (inspection.refusals.length === 0) checkTotals(inspection, instance);
  return instance;
}

function readFamily(inspection: Inspection, fields: Fields): FamilyInstance | null {
  const options = readOptions(inspection, fields['options'], 'family');
  const offerList = listOfOffers(inspection, fields);
  const variants =
    readVariants(inspection, fields['variants'], MAX_VARIANTS) ?? pricedVariants(offerList);
  const offers = readVariantOffers(inspection, offerList, { kind: 'family', variants });
  const list = inspection.list(fields['commitments'], () => 'commitments', MAX_COMMITMENTS) ?? [];
  const commitments = readCommitments(inspection, list, { kind: 'family', variants });
  const instance: FamilyInstance = { kind: 'family', options, variants, offers, commitments };
  if (inspection.refusals.length === 0) checkVariantTotals(inspection, instance);
  return instance;
}

function readAward(inspection: Inspection, fields: Fields): AwardInstance | null {
  const options = readOptions(inspection, fields['options'], 'award');
  const named = readVariants(inspection, fields['variants'], MAX_VARIANTS);
  const { variants, demand } = readDemand(inspection, fields['demand'], named);
  const offerList = listOfOffers(inspection, fields);
  const offers = readVariantOffers(inspection, offerList, { kind: 'award', variants });
  const commitments = inspection.list(fields['commitments'] ?? [], () => 'commitments', 0);
  if (commitments === null) return null;
  const instance: AwardInstance = { kind: 'award', options, variants, offers, demand };
  if (inspection.refusals.length === 0) checkVariantTotals(inspection, instance);
  return instance;
}

function listOfOffers(inspection: Inspection, fields: Fields): readonly unknown[] {
  return inspection.list(fields['offers'], () => 'offers', MAX_OFFERS) ?? [];
}

/** A family without a list of variants has those that its first offer prices, in the offer's order. */
function pricedVariants(offers: readonly unknown[]): readonly string[] {
  const [offer] = offers as readonly { tiers?: readonly { prices?: unknown }[] }[];
  const prices = Array.isArray(offer?.tiers) ? offer.tiers[0]?.prices : undefined;
  if (typeof prices !== 'object' || prices === null) return [];
  return Object.keys(prices).slice(0, MAX_VARIANTS);
}
