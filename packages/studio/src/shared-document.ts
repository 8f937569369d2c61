import {
  type DesignNode,
  type DesignReason,
  type DesignValue,
  readDesign,
} from '@muster/kit/design';
import {
  applyUpdate,
  ContentAny,
  ContentDeleted,
  decodeUpdate,
  Doc,
  encodeStateAsUpdate,
  Item,
  type Map as SharedMap,
  mergeUpdates,
} from 'yjs';
import { designOf, ENTRIES, entryName, writeDesign } from './design-entries.ts';

/** Bytes of what is told at once, and of a whole document, which holds traces of what was there before as well. */
export const MOST_UPDATE_BYTES = 64 * 1024;
export const MOST_DOCUMENT_BYTES = 512 * 1024;
/** Entries of a document, also of things that are gone. */
const MOST_ENTRIES = 20_000;
/** Changes of one writer in a document. */
const MOST_CHANGES = 10_000_000;

export type DocumentReason =
  /** Bytes that no editor has made. */
  | 'not-an-update'
  | 'update-too-large'
  /** Something else than the entries of a design. */
  | 'foreign-content'
  /** Written in the name of another window. */
  | 'another-writer'
  /** What it builds on is not there. */
  | 'out-of-order'
  | 'document-full'
  | 'no-design'
  | DesignReason;

export type Joined =
  | {
      readonly kind: 'joined';
      /** The whole document, with what was new in it. */
      readonly document: Uint8Array;
      readonly root: DesignNode;
    }
  | { readonly kind: 'refused'; readonly reason: DocumentReason };

/**
 * Takes what a window has told into a document, for a keeper who trusts no window: the update is looked through before
 * it is applied, and what comes out must be a design within the bounds. `document` is what was kept, in one piece or
 * several; `writer` is the one window that may have written the update. The document that came in stays as it is.
 */
export function joinUpdate(
  document: readonly Uint8Array[],
  update: Uint8Array,
  writer: number,
): Joined {
  const foreign = lookThrough(update, writer);
  if (foreign !== null) return { kind: 'refused', reason: foreign };
  const doc = docOf(document);
  try {
    applyUpdate(doc, update);
  } catch {
    return { kind: 'refused', reason: 'not-an-update' };
  }
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null)
    return { kind: 'refused', reason: 'out-of-order' };
  if ([...doc.share.keys()].some((name) => name !== ENTRIES))
    return { kind: 'refused', reason: 'foreign-content' };
  return documentOf(doc);
}

/** A document that holds a design, to begin with; `writer` is nobody's window. */
export function beginDocument(root: DesignNode, writer: number): Uint8Array {
  const doc = new Doc();
  write(doc, writer, [null, root]);
  return encodeStateAsUpdate(doc);
}

/**
 * What a window would have told that made the second design of the first, whatever else the document has come to meanwhile:
 * for a page without script, that posts both.
 */
export function updateBetween(
  document: readonly Uint8Array[],
  designs: readonly [DesignNode, DesignNode],
  writer: number,
): Uint8Array {
  const doc = docOf(document);
  const updates: Uint8Array[] = [];
  doc.on('update', (update) => updates.push(update));
  write(doc, writer, designs);
  return updates[0] ?? new Uint8Array([0, 0]);
}

/** Several updates of one window as one. */
export function inOne(updates: readonly Uint8Array[]): Uint8Array {
  return mergeUpdates([...updates]);
}

/** The design of a document that is kept; it was looked through when it came in. */
export function designIn(document: readonly Uint8Array[]): DesignNode {
  const root = designOf(docOf(document).getMap(ENTRIES).entries());
  if (root === null) throw new Error('A kept document holds a design.');
  return root;
}

function docOf(document: readonly Uint8Array[]): Doc {
  const doc = new Doc();
  doc.getMap(ENTRIES);
  for (const update of document) applyUpdate(doc, update);
  return doc;
}

function write(
  doc: Doc,
  writer: number,
  [before, after]: readonly [DesignNode | null, DesignNode],
): void {
  doc.clientID = writer;
  const entries: SharedMap<DesignValue> = doc.getMap(ENTRIES);
  doc.transact(() => writeDesign(entries, before, after));
}

/** Plain values of entries by the one writer, and nothing else: all that an editor ever writes. */
function lookThrough(update: Uint8Array, writer: number): DocumentReason | null {
  if (update.length > MOST_UPDATE_BYTES) return 'update-too-large';
  let structs: ReturnType<typeof decodeUpdate>['structs'];
  try {
    ({ structs } = decodeUpdate(update));
  } catch {
    return 'not-an-update';
  }
  for (const struct of structs) {
    if (struct.id.client !== writer) return 'another-writer';
    if (!(struct instanceof Item) || !isOfEntries(struct)) return 'foreign-content';
    if (struct.id.clock + struct.length > MOST_CHANGES) return 'document-full';
  }
  return null;
}

/** Hangs in the map itself: named there, or by the earlier value of the same entry that it follows. */
function isOfEntries({ parent, parentSub, origin, rightOrigin, content }: Item): boolean {
  const parentName: unknown = parent;
  const isInMap =
    parentName === ENTRIES
      ? parentSub !== null && entryName(parentSub) !== null
      : parentName === null && (origin !== null || rightOrigin !== null);
  if (!isInMap) return false;
  if (content instanceof ContentDeleted) return true;
  return content instanceof ContentAny && content.arr.every(isPlain);
}

function isPlain(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function documentOf(doc: Doc): Joined {
  const entries = doc.getMap(ENTRIES);
  if (entries.size > MOST_ENTRIES) return { kind: 'refused', reason: 'document-full' };
  const root = designOf(entries.entries());
  if (root === null) return { kind: 'refused', reason: 'no-design' };
  const read = readDesign({ kit: '', root });
  if (read.kind === 'refused')
    return { kind: 'refused', reason: read.refusals[0]?.reason ?? 'no-design' };
  const document = encodeStateAsUpdate(doc);
  if (document.length > MOST_DOCUMENT_BYTES) return { kind: 'refused', reason: 'document-full' };
  return { kind: 'joined', document, root };
}
