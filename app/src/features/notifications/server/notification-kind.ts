import type { Handle } from '#server/database/database.ts';
import type { HappenedEvent } from '#server/events/event.ts';
import type { SubjectKind } from './subjects.ts';

/** In the app alone; also by mail at once; also in the digest of the next morning; or not at all. */
export const CHOICES = ['app', 'now', 'daily', 'off'] as const;
export type Choice = (typeof CHOICES)[number];

export const AREAS = ['talk', 'pools', 'making', 'spaces'] as const;
export type Area = (typeof AREAS)[number];

export type NotificationKind = {
  /** Also the name of its words in the catalogues. */
  name: string;
  /** Under which heading it stands where people choose. */
  area: Area;
  /** The kinds of events from which it is made. */
  events: readonly string[];
  /** What holds until somebody chooses; `choices` is what they may choose. */
  byDefault: Choice;
  choices: readonly Choice[];
  /** Who is told. The one who did it never is, nor whoever an earlier entry has told of the same event. */
  to(db: Handle, event: HappenedEvent): Promise<readonly string[]>;
  /** What it is about: that is looked up whenever it is read or mailed, with the eyes of who was told. */
  about(event: HappenedEvent): { kind: SubjectKind; id: string };
  /** What happens again under the same words here is told once. Absent: each event is told. */
  once?(event: HappenedEvent): string;
  /** Told again, it is unread again, instead of being dropped. */
  folds?: true;
  /** Who it was, where that is not the actor of the event. */
  who?(event: HappenedEvent): string | null;
  /** Small facts of the event that its sentence needs. */
  facts?(event: HappenedEvent): Record<string, string>;
};
