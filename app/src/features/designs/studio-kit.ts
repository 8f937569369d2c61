import type { Kit, PriceList } from '@muster/kit/kit';
import { builtInKit } from './built-in-kits.ts';
import { type KitInUse, openKit } from './kit-in-use.ts';

/** What a studio works with: a kit that comes with Muster goes by its hash alone, one of the space's own is sent along. */
export type StudioKit = { hash: string; own: Kit | null; prices: PriceList };

export function kitForStudio({ kit, hash }: KitInUse, prices: PriceList): StudioKit {
  return { hash, own: builtInKit(hash) ? null : kit, prices };
}

export function openStudioKit({ hash, own }: StudioKit): KitInUse {
  const kit = own ? openKit(own) : builtInKit(hash);
  if (!kit) throw new Error(`This page is older than the kit ${hash}.`);
  return kit;
}
