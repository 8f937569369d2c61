import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';

/** Where a page of a list begins, as the answer before gave it: an instant and an id. */
export const pageCursor = z
  .string()
  .max(80)
  .regex(/^\d{4}-\d\d-\d\dT[\d:.]+Z_[0-9a-f-]{36}$/)
  .describe('`next` of the page before')
  .optional();

/** The rows after a cursor in a list that runs from new to old. */
export function isAfter(cursor: string, [time, id]: [string, string]): RawBuilder<boolean> {
  const [afterTime, afterId] = cursor.split('_');
  return sql<boolean>`(${sql.ref(time)}, ${sql.ref(id)}) < (${afterTime}::timestamptz, ${afterId}::uuid)`;
}

/** Cuts a list that was read one row too long; `next` is null on the last page. */
export function cutPage<Row extends { id: string }>(
  rows: Row[],
  most: number,
  timeOf: (row: Row) => Date,
): { page: Row[]; next: string | null } {
  const page = rows.slice(0, most);
  const last = rows.length > most ? page.at(-1) : undefined;
  return { page, next: last ? `${timeOf(last).toISOString()}_${last.id}` : null };
}

/** A pattern of LIKE that finds the text wherever it stands, and takes its signs as letters. */
export function containing(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
}
