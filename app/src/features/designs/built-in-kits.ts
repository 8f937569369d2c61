import { furnitureKit } from '@muster/furniture/furniture-kit';
import { examplePrices } from '@muster/furniture/prices';
import { starters as furniture } from '@muster/furniture/starters';
import type { PriceList, Starter } from '@muster/kit/kit';
import { specSheetKit, statedPrices } from '@muster/spec-sheet/spec-sheet-kit';
import { type KitInUse, openKit } from './kit-in-use.ts';

/** A kit that comes with Muster: every space may design with it. */
export type BuiltInKit = KitInUse & { starters: readonly Starter[]; prices: PriceList };

let opened: readonly BuiltInKit[] | undefined;

/** The kits that come with Muster, in the browser and on the server alike; the first is the one that spaces begin with. */
export function builtInKits(): readonly [BuiltInKit, ...BuiltInKit[]] {
  const [first, ...others] = (opened ??= [
    {
      ...openKit(furnitureKit),
      starters: furniture.map(({ id, en, de, root }) => ({ id, name: { en, de }, root })),
      prices: examplePrices,
    },
    {
      ...openKit(specSheetKit),
      starters: specSheetKit.starters ?? [],
      prices: statedPrices,
    },
  ]);
  if (!first) throw new Error('There is a kit.');
  return [first, ...others];
}

/** The kit that comes with Muster under this hash, as it is now. */
export function builtInKit(hash: string): BuiltInKit | undefined {
  return builtInKits().find((kit) => kit.hash === hash);
}

/** Example prices of a kit by its id, whichever edition of it; none for a kit that a space has made itself. */
export function examplePricesOf(kitId: string): PriceList | undefined {
  return builtInKits().find(({ kit }) => kit.id === kitId)?.prices;
}
