import type { DesignNode } from '@muster/kit/design';
import { designPicture } from '@muster/kit/draw-design';
import type { PriceList } from '@muster/kit/kit';
import { evaluate, type Evaluation } from '@muster/kit/evaluate';
import { readDesign } from '@muster/kit/design';
import type { BatchCost } from '@muster/kit/costs';
import type { Picture } from '@muster/kit/picture';
import type { Handle } from '#server/database/database.ts';
import { BATCHES } from '../batch-sizes.ts';
import { priceOf } from '../batches.ts';
import { examplePricesOf } from '../built-in-kits.ts';
import type { KitInUse } from '../kit-in-use.ts';
import { findKit } from './find-kit.ts';

/** A published version with what it comes to; the same for ever, so it is kept for a while. */
export type VersionAtHand = {
  kit: KitInUse;
  root: DesignNode;
  evaluation: Evaluation;
  /** What it is priced by. */
  priceList: PriceList;
  /** What one costs in batches of 1, 10, 50 and 200, the sheets of the whole batch laid out. */
  prices: () => BatchCost[];
  /** The drawing of the house, with its sizes or without. */
  picture: (title: string, dimensions: boolean) => Picture;
};

type VersionRow = { spaceId: string; kitHash: string; contentHash: string; document: unknown };

const MOST_VERSIONS = 400;
const versions = new Map<string, VersionAtHand>();

/** Evaluates a version that was read for somebody who may see it; what was worked out lately is not worked out again. */
export async function versionAtHand(db: Handle, row: VersionRow): Promise<VersionAtHand> {
  const known = versions.get(row.contentHash);
  if (known) {
    versions.delete(row.contentHash);
    return remember(versions, MOST_VERSIONS, row.contentHash, known);
  }
  const kit = await findKit(db, row.spaceId, row.kitHash);
  if (!kit) throw new Error(`The space has not kept the kit ${row.kitHash}.`);
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
  const priceList = examplePricesOf(kit.kit.id) ?? NO_PRICES;
  return {
    kit,
    root,
    evaluation,
    priceList,
    prices: () =>
      (prices ??= BATCHES.map((batch) =>
        priceOf(kit, evaluation, priceList, { batch, nesting: 'plan' }),
      )),
    picture: (title, dimensions) => designPicture(kit.compiled, evaluation, { title, dimensions }),
  };
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

/** A kit of the space's own is priced by the space's own list; until there is one, nothing has a price. */
const NO_PRICES: PriceList = { currency: 'EUR', place: '–', date: '–', source: '–', prices: [] };
