import { toUtf8 } from './bytes.ts';
import { canonicalText } from './canonical.ts';
import type { Entry, PoolEvent, SignedHead } from './entry.ts';
import { signHead } from './head.ts';
import { entriesMax, lineBytesMax } from './limits.ts';
import { parseRecord } from './record-parser.ts';
import { refused, type Refused } from './refusal.ts';
import type { Sign } from './signature.ts';
import { appendLeaf, emptyFrontier, leafHash, type Frontier, type Hash } from './tree.ts';

/** All that a writer needs to know of a log: its frontier, and the latest time in an entry or a head. */
export interface LogTip {
  readonly pool: string;
  readonly frontier: Frontier;
  readonly time: number;
}

export interface Appended {
  readonly kind: 'appended';
  readonly entry: Entry;
  /** The canonical text: keep these very bytes, they are what was hashed. */
  readonly line: string;
  readonly leaf: Uint8Array;
  readonly tip: LogTip;
}

/** The tip of a log without entries, for a pool by its id; its time is 0 milliseconds. */
export function emptyLog(pool: string): LogTip {
  return { pool, frontier: emptyFrontier, time: 0 };
}

/**
 * Puts an event behind the tip. Refuses what has no canonical form, what its type does not know, a
 * time before the tip's (also before the last head's: it would be a back-dated entry), and a full log.
 */
export function appendEvent(
  tip: LogTip,
  event: PoolEvent,
  time: number,
  hash: Hash,
): Appended | Refused {
  if (time < tip.time) return refused('time', 'time-went-back');
  const position = tip.frontier.size;
  if (position >= entriesMax) return refused('position', 'log-full');
  const entry = { ...event, position, time };
  const text = canonicalText(entry);
  if (text.kind === 'refused') return text;
  const record = parseRecord(text.text);
  if (record.kind === 'refused') return record;
  const bytes = toUtf8(text.text);
  if (bytes.length > lineBytesMax) return refused('', 'too-long');
  const leaf = leafHash(bytes, hash);
  const frontier = appendLeaf(tip.frontier, leaf, hash);
  return { kind: 'appended', entry, line: text.text, leaf, tip: { ...tip, frontier, time } };
}

/** Signs a head of the tip. Entries that follow may not be earlier than it. */
export function signTip(
  tip: LogTip,
  time: number,
  sign: Sign,
  hash: Hash,
): { readonly kind: 'signed'; readonly head: SignedHead; readonly tip: LogTip } | Refused {
  if (time < tip.time) return refused('time', 'time-went-back');
  const head = signHead({ ...tip, time }, sign, hash);
  return { kind: 'signed', head, tip: { ...tip, time } };
}
