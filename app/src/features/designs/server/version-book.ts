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
import type { KitInUse } from '../kit-in-use.ts';
import { findKit } from './find-kit.ts';
import { pricesAt } from './price-lists.ts';

/** A published version with what it comes to; the same for ever, so it is kept for a while. */
type WorkedOut = {
  kit: KitInUse;
  root: DesignNode;
  evaluation: Evaluation;
  /** What one costs in batches of 1, 10, 50 and 200 by a list, the sheets of the whole batch laid out. */
  pricesBy: (list: PriceList) => BatchCost[];
  /** The drawing of the house, with its sizes or without. */
  picture: (title: string, dimensions: boolean) => Picture;
};

export type VersionAtHand = WorkedOut & {
  /** What it was published with. */
  priceList: PriceList;
  prices: () => BatchCost[];
};

type VersionRow = {
  spaceId: string;
  kitHash: string;
  contentHash: string;
  document: unknown;
  priceList: number | null;
};

const MOST_VERSIONS = 400;
const versions = new Map<string, WorkedOut>();

/** Evaluates a version that was read for somebody who may see it; what was worked out lately is not worked out again. */
export async function versionAtHand(db: Handle, row: VersionRow): Promise<VersionAtHand> {
  const worked = await workedOut(db, row);
  const kitId = worked.kit.kit.id;
  const { list } = await pricesAt(db, row.spaceId, { kitId, number: row.priceList });
  return { ...worked, priceList: list, prices: () => worked.pricesBy(list) };
}

async function workedOut(db: Handle, row: VersionRow): Promise<WorkedOut> {
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

function atHand(kit: KitInUse, root: DesignNode, evaluation: Evaluation): WorkedOut {
  const prices = new WeakMap<PriceList, BatchCost[]>();
  const priced = (list: PriceList) => {
    const costs = BATCHES.map((batch) =>
      priceOf(kit, evaluation, list, { batch, nesting: 'plan' }),
    );
    prices.set(list, costs);
    return costs;
  };
  return {
    kit,
    root,
    evaluation,
    pricesBy: (list) => prices.get(list) ?? priced(list),
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
