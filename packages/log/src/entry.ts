import type { CanonicalObject } from './canonical.ts';
import type { SealedFields } from './seal.ts';

/** The version of everything in this file. It stands in the first line of an export. */
export const formatVersion = 1;

/** What a pool clears by, as the clearing rule reads it. `closeDay` alone may change once somebody has committed. */
export interface OptionsEvent {
  readonly type: 'options';
  readonly clearing: 'single' | 'split' | 'family' | 'award';
  readonly options: CanonicalObject;
  readonly variants: readonly string[] | null;
  readonly demand: CanonicalObject | null;
  /** Said before anybody committed: the price collected may be above the tentative one, within each limit. */
  readonly priceMayRise: boolean;
}

/** A maker's offer, new or in the place of its last; `terms` null takes it back. */
export interface OfferEvent {
  readonly type: 'offer';
  readonly id: string;
  readonly terms: CanonicalObject | null;
}

/** A buyer joins. `buyer` is a random pseudonym for this pool alone; `variant` is null where a pool has none. */
export interface CommitEvent {
  readonly type: 'commit';
  readonly id: string;
  readonly buyer: string;
  readonly variant: string | null;
  readonly seal: string;
}

/** New fields for a commitment. `seq` is the old one where only `max` fell, else this entry's own position. */
export interface AmendEvent {
  readonly type: 'amend';
  readonly id: string;
  readonly variant: string | null;
  readonly seal: string;
  readonly seq: number;
}

export interface CancelEvent {
  readonly type: 'cancel';
  readonly id: string;
}

/** Nothing is added, changed or offered after it. */
export interface CloseEvent {
  readonly type: 'close';
}

/** How many rows belong to an entry, and their Merkle root: the rows themselves stand behind it in an export. */
export interface RowList {
  readonly count: number;
  readonly root: string;
}

/** The seals are opened. Rows: `Opening`, by ascending position. */
export interface RevealEvent {
  readonly type: 'reveal';
  readonly rows: RowList;
}

/** What came of asking a served buyer to pay: the units paid for, 0 where the payment failed and the commitment is withdrawn. */
export interface CollectEvent {
  readonly type: 'collect';
  readonly id: string;
  readonly units: number;
}

/** What the rule gave, without its allocation. Rows: `Allotment`, by ascending id. */
export interface ClearingEvent {
  readonly type: 'clearing';
  readonly round: 'tentative' | 'final';
  readonly result: CanonicalObject;
  readonly rows: RowList;
}

export type PoolEvent =
  | OptionsEvent
  | OfferEvent
  | CommitEvent
  | AmendEvent
  | CancelEvent
  | CloseEvent
  | RevealEvent
  | CollectEvent
  | ClearingEvent;

/** An event at its place: positions count from 0 without a gap, times are milliseconds since 1970 UTC and never go back. */
export type Entry<Event extends PoolEvent = PoolEvent> = Event & {
  readonly position: number;
  readonly time: number;
};

/** The fields under the seal of the entry at `position`. */
export interface Opening extends SealedFields {
  readonly type: 'opening';
  readonly position: number;
  readonly salt: string;
}

/** Units of one commitment in a clearing. */
export interface Allotment {
  readonly type: 'allotment';
  readonly id: string;
  readonly units: number;
}

/** A signed tree head: the log of `pool` had `size` entries under `root` at `time`. */
export interface SignedHead {
  readonly type: 'head';
  readonly pool: string;
  readonly size: number;
  readonly root: string;
  readonly time: number;
  readonly signature: string;
}

/** The first line of an export. */
export interface ExportHeader {
  readonly type: 'muster-log';
  readonly format: number;
  readonly pool: string;
  readonly publicKey: string;
}

/** The last line of an export: without it the file was cut short. */
export interface ExportEnd {
  readonly type: 'end';
  readonly entries: number;
  readonly heads: number;
  readonly rows: number;
}

export type ExportRecord = ExportHeader | Entry | Opening | Allotment | SignedHead | ExportEnd;
