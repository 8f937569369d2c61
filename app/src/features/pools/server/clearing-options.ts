import type { Options } from '@muster/clearing/instance-shape';
import type { OptionsEvent } from '@muster/log/entry';
import { parseInstance } from '@muster/clearing/instance';
import type { PoolRow } from './find-pool.ts';
import { dayOf } from './pool-days.ts';

type Terms = Pick<
  PoolRow,
  | 'objective'
  | 'rationing'
  | 'feeBps'
  | 'feePerUnitMinor'
  | 'feeFixedMinor'
  | 'closesAt'
  | 'priceMayRise'
>;

/** The first entry of a pool's log: what it clears by. */
export function optionsEvent(pool: Terms): OptionsEvent {
  const { objective, rationing, feeBps, feePerUnitMinor, feeFixedMinor, closesAt } = pool;
  return {
    type: 'options',
    clearing: 'single',
    options: {
      objective,
      rationing,
      feeBps,
      feePerUnit: feePerUnitMinor,
      feeFixed: feeFixedMinor,
      closeDay: dayOf(closesAt),
    },
    variants: null,
    demand: null,
    priceMayRise: pool.priceMayRise,
  };
}

/** The same as the clearing reads it. */
export function clearingOptions(event: OptionsEvent): Options {
  const { options } = event;
  const parsed = parseInstance({ kind: event.clearing, options, offers: [], commitments: [] });
  if (parsed.kind === 'refused' || parsed.instance.kind !== 'single')
    throw new Error(`The options of a pool are not readable: ${JSON.stringify(parsed)}`);
  return parsed.instance.options;
}
