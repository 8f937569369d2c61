/** What happened, as followers and live windows read it. */
export type HappenedEvent = {
  /** The nil id for what belongs to the installation. */
  spaceId: string;
  id: string;
  kind: string;
  actorId: string | null;
  subjectId: string | null;
  data: Record<string, unknown>;
  at: Date;
};

/** Joins what the slices announce; the same kind twice is a bug that must not start. */
export function joinEventKinds(...lists: readonly (readonly string[])[]): ReadonlySet<string> {
  const kinds = lists.flat();
  const twice = kinds.find((kind, index) => kinds.indexOf(kind) !== index);
  if (twice !== undefined) throw new Error(`The event ${twice} is declared twice.`);
  return new Set(kinds);
}

/** Where a reader of events stands: the transaction and the id of the last one read. */
export type EventPosition = { tx: string; id: string };

/** With the transaction that wrote it: together they say where it stands among all events. */
export type PlacedEvent = HappenedEvent & { tx: string };

const POSITION = /^(\d{1,20})_([0-9a-f-]{36})$/;

/** A position as a window carries it, so that it goes on where it stood, whichever process it comes back to. */
export function positionText({ tx, id }: EventPosition): string {
  return `${tx}_${id}`;
}

export function readPosition(text: string | null | undefined): EventPosition | undefined {
  const [, tx, id] = POSITION.exec(text ?? '') ?? [];
  return tx && id ? { tx, id } : undefined;
}

export function isAfter(one: EventPosition, other: EventPosition): boolean {
  return one.tx === other.tx ? one.id > other.id : BigInt(one.tx) > BigInt(other.tx);
}
