import { sql } from 'kysely';
import type { Handle } from '#server/database/database.ts';

/** What a notification is about, as one person may see it at this moment. */
export type SubjectView = {
  /** Below the origin of the installation. */
  path: string;
  title: string;
  excerpt: string;
  /** Numbers and names that the sentence of its kind needs. */
  facts: Record<string, string>;
};

export type Find = (db: Handle, personId: string, ids: readonly string[]) => Promise<Found[]>;
export type Found = SubjectView & { id: string };

/** The person reads the space: a member, or anybody where it is public. */
export const readsSpace = sql<boolean>`s.closed_at is null and (m.role is not null or s.visibility = 'public')`;
