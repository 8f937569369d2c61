import { sql } from 'kysely';

/** One kind of what a pool buys; `key` is its name in the log and in the API. A pool with one at most is a pool of one kind. */
export type PoolVariant = { id: string; key: string; name: string; benchmarkMinor: number | null };

/** The variants of each row of `pools`, in their order, read in the statement that reads the pool. */
export const variantsOfPool = sql<PoolVariant[]>`coalesce((
  select json_agg(json_build_object('id', v.id, 'key', v.key, 'name', v.name, 'benchmarkMinor', v.benchmark_minor) order by v.position)
  from pool_variants v where v.space_id = pools.space_id and v.pool_id = pools.id), '[]')`.as(
  'variants',
);

/** The title of a pool with the variant that is joined to it, within the 160 letters of a title. */
export const titleWithVariant = sql<string>`case when pool_variants.name is null then pools.title
  else left(pools.title, 157 - length(pool_variants.name)) || ' · ' || pool_variants.name end`;

/** What a buyer chooses between and a maker prices one by one; none in a pool of one kind. */
export function choicesOf<Variant>(variants: readonly Variant[]): readonly Variant[] {
  return variants.length > 1 ? variants : [];
}

/** The variant that somebody names by its key: null in a pool of one kind, where none needs to be; undefined: there is no such one. */
export function chosen<Variant extends { key: string }>(
  variants: readonly Variant[],
  key: string | null | undefined,
): Variant | null | undefined {
  const choices = choicesOf(variants);
  if (choices.length === 0) return key && key !== variants[0]?.key ? undefined : null;
  return choices.find((variant) => variant.key === key);
}

/** How a choice that is none is refused. */
export function noChoice(key: string | null | undefined) {
  return { field: 'variant', reason: key ? 'not-a-choice' : 'required' };
}

const MOST_KEY_LETTERS = 48;

/** Names as a log can hold them: letters, digits and dashes; where two would be the same, their number is added. */
export function keysOf(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name, at) => {
    const plain = name
      .normalize('NFKD')
      .toLowerCase()
      .replaceAll('ß', 'ss')
      .replaceAll(/\p{M}/gu, '')
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '')
      .slice(0, MOST_KEY_LETTERS);
    const key = plain === '' || taken.has(plain) ? `${plain || 'variant'}-${at + 1}` : plain;
    taken.add(key);
    return key;
  });
}
