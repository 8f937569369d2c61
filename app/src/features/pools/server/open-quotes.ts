import {
  type Canonical,
  isCanonicalObject,
  parseCanonical,
  writeCanonical,
} from '@muster/log/canonical';
import { sql } from 'kysely';
import type { Change } from '#server/commands/change.ts';
import type { HeldPool } from './find-pool.ts';
import { openSealed } from './seal-box.ts';

/**
 * Opens sealed quotes once they are due, all of them and once: whether the moment has come is asked in the very statement
 * that marks them as open, and without that mark nothing is decrypted. Answers whether it was done.
 */
export async function openQuotes(change: Change, { pool, keys, log }: HeldPool): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`update pools set quotes_opened_at = ${change.now}
    where space_id = ${pool.spaceId} and id = ${pool.id} and stage = 'open'
      and quotes_due_at <= ${change.now} and quotes_opened_at is null returning id`.execute(
    change.db,
  );
  if (rows.length === 0) return false;
  const quotes = await change.db
    .selectFrom('quotes')
    .select(['id', 'sealed'])
    .where('spaceId', '=', pool.spaceId)
    .where('poolId', '=', pool.id)
    .where('withdrawnAt', 'is', null)
    .orderBy('id')
    .execute();
  for (const { id, sealed } of quotes) {
    if (!sealed) continue;
    const text = openSealed(keys.seal, sealed, { poolId: pool.id, place: `quote ${id}` });
    const terms = objectOf(JSON.parse(text));
    log.append({ type: 'offer', id, terms });
    await change.db
      .updateTable('quotes')
      .set({ sealed: null, terms: JSON.stringify(terms) })
      .where('spaceId', '=', pool.spaceId)
      .where('poolId', '=', pool.id)
      .where('id', '=', id)
      .execute();
  }
  const data = { poolId: pool.id };
  await change.emit({
    kind: 'pool.quotes-opened',
    spaceId: pool.spaceId,
    subjectId: pool.id,
    data,
  });
  return true;
}

function objectOf(value: Canonical) {
  const parsed = parseCanonical(writeCanonical(value));
  if (parsed.kind !== 'value' || !isCanonicalObject(parsed.value))
    throw new Error('A sealed quote holds no offer.');
  return parsed.value;
}
