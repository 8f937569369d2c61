import { MAX_DAY, MAX_EXACT, MAX_PRICE_MINOR, MAX_RATE_BPS, MAX_UNITS } from './bounds.ts';
import { quoted, type Fields, type Inspection, type Place } from './inspection.ts';
import type { Commitment } from './instance-shape.ts';

const KNOWN = new Set(['id', 'seq', 'min', 'max', 'limit', 'taxBps', 'latestDay', 'variant']);

export interface CommitmentContext {
  readonly kind: 'single' | 'split' | 'family';
  /** Null: the instance names none. */
  readonly variants: readonly string[] | null;
}

/** Reads the list of commitments; what is wrong goes to the inspection, duplicates of id and seq too. */
export function readCommitments(
  inspection: Inspection,
  list: readonly unknown[],
  context: CommitmentContext,
): Commitment[] {
  const variants = new VariantPositions(inspection, context);
  const commitments: Commitment[] = [];
  for (let at = 0; at < list.length && !inspection.full; at++) {
    const commitment = readCommitment(inspection, list[at], at, variants);
    if (commitment !== null) commitments.push(commitment);
  }
  if (inspection.refusals.length === 0) refuseDuplicates(inspection, commitments);
  return commitments;
}

function readCommitment(
  inspection: Inspection,
  value: unknown,
  at: number,
  variants: VariantPositions,
): Commitment | null {
  const place = () => `commitments[${at}]`;
  const fields = inspection.fields(value, place);
  if (fields === null) return null;
  inspection.knownFields(fields, KNOWN, place);
  const integer = (name: string, least: number, most: number) =>
    inspection.integer(fields[name], () => `${place()}.${name}`, least, most);
  const before = inspection.refusals.length;
  const commitment = {
    id: inspection.id(fields['id'], () => `${place()}.id`),
    seq: integer('seq', 0, MAX_EXACT),
    min: integer('min', 1, MAX_UNITS),
    max: integer('max', 1, MAX_UNITS),
    limit: integer('limit', 0, MAX_PRICE_MINOR),
    taxBps: integer('taxBps', 0, MAX_RATE_BPS),
    latestDay: fields['latestDay'] === null ? null : integer('latestDay', 0, MAX_DAY),
    variant: variants.positionOf(fields, place),
  };
  if (commitment.min > commitment.max && inspection.refusals.length === before) {
    const message = `${commitment.min} is above max, ${commitment.max}`;
    inspection.refuse(`${place()}.min`, 'min-above-max', message);
  }
  return commitment;
}

/** Finds a commitment's variant; pools of one variant may name it or leave it out. */
class VariantPositions {
  private readonly positions: Map<string, number>;
  private readonly inspection: Inspection;
  private readonly context: CommitmentContext;

  constructor(inspection: Inspection, context: CommitmentContext) {
    this.inspection = inspection;
    this.context = context;
    this.positions = new Map((context.variants ?? []).map((variant, at) => [variant, at]));
  }

  positionOf(fields: Fields, place: Place): number {
    const isFamily = this.context.kind === 'family';
    if (fields['variant'] === undefined && !isFamily) return 0;
    const path = () => `${place()}.variant`;
    const variant = this.inspection.id(fields['variant'], path);
    if (variant === '') return 0;
    const position = this.positions.get(variant);
    if (position !== undefined) return position;
    if (!isFamily && this.context.variants === null) return this.firstOrRefused(variant, path);
    this.inspection.refuse(path(), 'unknown-variant', `${quoted(variant)} is not in variants`);
    return 0;
  }

  private firstOrRefused(variant: string, path: Place): number {
    if (this.positions.size === 0) {
      this.positions.set(variant, 0);
    } else {
      const message = `${quoted(variant)} is a second variant; this kind of pool clears one`;
      this.inspection.refuse(path(), 'several-variants', message);
    }
    return 0;
  }
}

function refuseDuplicates(inspection: Inspection, commitments: readonly Commitment[]): void {
  const ids = new Map<string, number>();
  const seqs = new Map<number, number>();
  for (let at = 0; at < commitments.length && !inspection.full; at++) {
    const { id, seq } = commitments[at];
    const sameId = ids.get(id);
    const sameSeq = seqs.get(seq);
    if (sameId !== undefined) refuseSame(inspection, `commitments[${at}].id`, quoted(id), sameId);
    if (sameSeq !== undefined) refuseSame(inspection, `commitments[${at}].seq`, seq, sameSeq);
    ids.set(id, at);
    seqs.set(seq, at);
  }
}

function refuseSame(
  inspection: Inspection,
  path: string,
  value: string | number,
  earlier: number,
): void {
  inspection.refuse(path, 'duplicate', `${value} is already used by commitments[${earlier}]`);
}
