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

/** Where a reader of events stands: the transaction and the id of the last one read. */
export type EventPosition = { tx: string; id: string };
