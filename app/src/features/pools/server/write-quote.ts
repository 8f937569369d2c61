import type { CanonicalObject } from '@muster/log/canonical';
import { z } from 'zod';
import { requireVerified } from '#features/people/server/people.ts';
import { personOf } from '#server/actor.ts';
import type { Change } from '#server/commands/change.ts';
import type { Command } from '#server/commands/command.ts';
import { done, invalid, type Refused, refused } from '#server/outcome.ts';
import { findThePool, type HeldPool, holdPool, type PoolFound } from './find-pool.ts';
import { onPool, type QuoteInput, quoteInput } from './pool-input.ts';
import { refusedTerms, termsOf } from './quote-terms.ts';
import { sealText } from './seal-box.ts';

const MOST_QUOTES = 60;
/** Every sealed quote has this length, or a multiple of it. */
const PAD_BYTES = 4_096;

/** Null sealed: what the quote says is public, or sealed until the moment that the pool names. */
export type Quoted = { quote: string; sealedUntil: string | null };

/** A maker offers volume tiers, or another offer in the place of its last. */
export const writeQuote: Command<QuoteInput, PoolFound, Quoted> = {
  name: 'pool.write-quote',
  action: 'quote.write',
  input: quoteInput,
  find: findThePool,
  apply: async (change, input, found) => {
    const held = await holdForQuotes(change, found);
    if (held.kind === 'refused') return held;
    const terms = termsOf(input, held.pool.variants);
    const wrong = refusedTerms(held.pool, terms);
    if (wrong.length > 0) return invalid(...wrong);
    const before = await readOwnQuote(change, held.pool, found.organisationId);
    if (!before && (await countQuotes(change, held.pool)) >= MOST_QUOTES)
      return refused('limit-reached', 'most-quotes');
    const id = before?.id ?? change.id();
    await put(change, held, { id, terms, note: input.note, organisationId: found.organisationId });
    await announce(change, held, { kind: 'pool.quoted', quoteId: id });
    return done({ quote: id, sealedUntil: held.pool.quotesDueAt?.toISOString() ?? null });
  },
};

/** A maker takes its quote back, until the offers freeze. */
export const withdrawQuote: Command<z.infer<typeof onPool>, PoolFound, { quote: string }> = {
  name: 'pool.withdraw-quote',
  action: 'quote.write',
  input: onPool,
  find: findThePool,
  apply: async (change, _input, found) => {
    const held = await holdForQuotes(change, found);
    if (held.kind === 'refused') return held;
    const before = await readOwnQuote(change, held.pool, found.organisationId);
    if (!before) return refused('not-now', 'nothing-quoted');
    await change.db
      .updateTable('quotes')
      .set({ withdrawnAt: change.now })
      .where('spaceId', '=', held.pool.spaceId)
      .where('poolId', '=', held.pool.id)
      .where('id', '=', before.id)
      .execute();
    if (!held.pool.quotesDueAt) {
      held.log.append({ type: 'offer', id: before.id, terms: null });
      await held.log.flush(change.db, { spaceId: held.pool.spaceId, poolId: held.pool.id });
    }
    await announce(change, held, { kind: 'pool.quote-withdrawn', quoteId: before.id });
    return done({ quote: before.id });
  },
};

type HeldQuotes = HeldPool & { kind: 'held' };

/** The one deadline is that of the row, read after the pool is ours: nothing is decided by what a page was told. */
async function holdForQuotes(change: Change, found: PoolFound): Promise<HeldQuotes | Refused> {
  const unverified = await requireVerified(change);
  if (unverified) return unverified;
  const held = await holdPool(change, { spaceId: found.pool.spaceId, poolId: found.pool.id });
  if (!held) return refused('not-found');
  if (held.pool.stage !== 'open' || change.now >= held.pool.offersFreezeAt)
    return refused('not-now', 'offers-frozen');
  if (!(await isInvited(change, held.pool, found.organisationId)))
    return refused('not-now', 'not-invited');
  return { kind: 'held', ...held };
}

/** Where the host has invited makers, those alone quote; else every maker of the space. */
async function isInvited(
  change: Change,
  pool: { spaceId: string; id: string },
  organisationId: string | null,
): Promise<boolean> {
  const invited = await change.db
    .selectFrom('poolMakers')
    .select('organisationId')
    .where('spaceId', '=', pool.spaceId)
    .where('poolId', '=', pool.id)
    .execute();
  return invited.length === 0 || invited.some((one) => one.organisationId === organisationId);
}

/** One standing quote an organisation; a maker without one quotes for itself. */
function readOwnQuote(
  change: Change,
  pool: { spaceId: string; id: string },
  organisationId: string | null,
): Promise<{ id: string } | undefined> {
  return change.db
    .selectFrom('quotes')
    .select('id')
    .where('spaceId', '=', pool.spaceId)
    .where('poolId', '=', pool.id)
    .where('withdrawnAt', 'is', null)
    .where((where) =>
      organisationId
        ? where('organisationId', '=', organisationId)
        : where.and([
            where('organisationId', 'is', null),
            where('personId', '=', personOf(change.actor) ?? ''),
          ]),
    )
    .executeTakeFirst();
}

async function countQuotes(change: Change, pool: { spaceId: string; id: string }): Promise<number> {
  const { count } = await change.db
    .selectFrom('quotes')
    .select((select) => select.fn.countAll<string>().as('count'))
    .where('spaceId', '=', pool.spaceId)
    .where('poolId', '=', pool.id)
    .executeTakeFirstOrThrow();
  return Number(count);
}

type NewQuote = {
  id: string;
  terms: CanonicalObject;
  note: string;
  organisationId: string | null;
};

async function put(
  change: Change,
  { pool, keys, log }: HeldPool,
  { id, terms, note, organisationId }: NewQuote,
): Promise<void> {
  const place = { poolId: pool.id, place: `quote ${id}` };
  const text = JSON.stringify(terms);
  const said = pool.quotesDueAt
    ? { sealed: sealText(keys.seal, text, { place, padTo: PAD_BYTES }), terms: null }
    : { sealed: null, terms: text };
  await change.db
    .insertInto('quotes')
    .values({
      spaceId: pool.spaceId,
      poolId: pool.id,
      id,
      organisationId,
      personId: personOf(change.actor) ?? '',
      note,
      ...said,
      createdAt: change.now,
      changedAt: change.now,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['spaceId', 'poolId', 'id'])
        .doUpdateSet({ ...said, note, changedAt: change.now }),
    )
    .execute();
  if (pool.quotesDueAt) return;
  log.append({ type: 'offer', id, terms });
  await log.flush(change.db, { spaceId: pool.spaceId, poolId: pool.id });
}

function announce(
  change: Change,
  { pool }: HeldPool,
  { kind, quoteId }: { kind: 'pool.quoted' | 'pool.quote-withdrawn'; quoteId: string },
): Promise<void> {
  const data = { poolId: pool.id, quoteId };
  return change.emit({ kind, spaceId: pool.spaceId, subjectId: pool.id, data });
}
