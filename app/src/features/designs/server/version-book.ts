import type { DesignNode } from '@muster/kit/design';
import { axonometric } from '@muster/kit/draw-axonometric';
import { evaluate, type Evaluation } from '@muster/kit/evaluate';
import { readKit } from '@muster/kit/read-kit';
import { readDesign } from '@muster/kit/design';
import type { BatchCost } from '@muster/kit/costs';
import type { Picture } from '@muster/kit/picture';
import type { Handle } from '#server/database/database.ts';
import { BATCHES } from '../batch-sizes.ts';
import { priceOf } from '../batches.ts';
import { currentKit, type KitInUse, openKit } from '../kit-in-use.ts';

/** A published version with what it comes to; the same for ever, so it is kept for a while. */
export type VersionAtHand = {
  kit: KitInUse;
  root: DesignNode;
  evaluation: Evaluation;
  /** What one costs in batches of 1, 10, 50 and 200, the sheets of the whole batch laid out. */
  prices: () => BatchCost[];
  /** The drawing of the house, with its sizes or without. */
  picture: (title: string, dimensions: boolean) => Picture;
};

type VersionRow = { spaceId: string; kitHash: string; contentHash: string; document: unknown };

const MOST_VERSIONS = 400;
const MOST_KITS = 8;
const versions = new Map<string, VersionAtHand>();
const kits = new Map<string, KitInUse>();

/** Evaluates a version that was read for somebody who may see it; what was worked out lately is not worked out again. */
export async function versionAtHand(db: Handle, row: VersionRow): Promise<VersionAtHand> {
  const known = versions.get(row.contentHash);
  if (known) {
    versions.delete(row.contentHash);
    return remember(versions, MOST_VERSIONS, row.contentHash, known);
  }
  const kit = await kitOf(db, row);
  const read = readDesign({ kit: kit.hash, root: rootOf(row.document) });
  if (read.kind === 'refused')
    throw new Error(`The version ${row.contentHash} does not read: ${read.refusals[0]?.path}`);
  const evaluation = evaluate(kit.compiled, kit.hash, read.design);
  if (evaluation.kind === 'refused')
    throw new Error(`The version ${row.contentHash} is refused: ${evaluation.reason}`);
  const made = atHand(kit, read.design.root, evaluation);
  return remember(versions, MOST_VERSIONS, row.contentHash, made);
}

function atHand(kit: KitInUse, root: DesignNode, evaluation: Evaluation): VersionAtHand {
  let prices: BatchCost[] | undefined;
  return {
    kit,
    root,
    evaluation,
    prices: () => (prices ??= BATCHES.map((batch) => priceOf(kit, evaluation, batch, 'plan'))),
    picture: (title, dimensions) =>
      axonometric(kit.compiled, evaluation.parts, { title, dimensions }),
  };
}

/** The kit that a version was made with: the current one, or the one that the space has kept. */
async function kitOf(
  db: Handle,
  { spaceId, kitHash }: Pick<VersionRow, 'spaceId' | 'kitHash'>,
): Promise<KitInUse> {
  const current = currentKit();
  if (kitHash === current.hash) return current;
  const known = kits.get(kitHash);
  if (known) return known;
  const kept = await db
    .selectFrom('kits')
    .select('kit')
    .where('spaceId', '=', spaceId)
    .where('hash', '=', kitHash)
    .executeTakeFirstOrThrow();
  const read = readKit(kept.kit);
  if (read.kind === 'refused')
    throw new Error(`The kept kit ${kitHash} does not read: ${read.refusals[0]?.path}`);
  return remember(kits, MOST_KITS, kitHash, openKit(read.kit));
}

function rootOf(document: unknown): unknown {
  return typeof document === 'object' && document !== null && 'root' in document
    ? document.root
    : null;
}

/** The one that was not asked for longest goes. */
function remember<Value>(book: Map<string, Value>, most: number, key: string, value: Value): Value {
  book.set(key, value);
  const [oldest] = book.keys();
  if (book.size > most && oldest !== undefined) book.delete(oldest);
  return value;
}
