import { type ParsedInstance, parseInstance } from '@muster/clearing/instance';
import type { CanonicalObject } from '@muster/log/canonical';
import type { OptionsEvent } from '@muster/log/entry';
import type { PoolRow } from './find-pool.ts';
import { dayOf } from './pool-days.ts';
import { choicesOf } from './pool-variants.ts';

type Terms = Pick<
  PoolRow,
  | 'objective'
  | 'rationing'
  | 'feeBps'
  | 'feePerUnitMinor'
  | 'feeFixedMinor'
  | 'closesAt'
  | 'priceMayRise'
> & { variants: readonly { key: string }[] };

/** The first entry of a pool's log: what it clears by. Several variants clear as a family. */
export function optionsEvent(pool: Terms): OptionsEvent {
  const { objective, rationing, feeBps, feePerUnitMinor, feeFixedMinor, closesAt } = pool;
  const variants = choicesOf(pool.variants).map(({ key }) => key);
  return {
    type: 'options',
    clearing: variants.length > 0 ? 'family' : 'single',
    options: {
      objective,
      rationing,
      feeBps,
      feePerUnit: feePerUnitMinor,
      feeFixed: feeFixedMinor,
      closeDay: dayOf(closesAt),
    },
    variants: variants.length > 0 ? variants : null,
    demand: null,
    priceMayRise: pool.priceMayRise,
  };
}

/** The pool as the clearing rule reads it, with these offers and no commitments. */
export function readInstance(
  { clearing, options, variants }: OptionsEvent,
  offers: Iterable<readonly [id: string, terms: CanonicalObject]>,
): ParsedInstance {
  return parseInstance({
    kind: clearing,
    options,
    offers: [...offers].map(([id, terms]) => ({ ...terms, id })),
    commitments: [],
    ...(variants === null ? {} : { variants }),
  });
}
