import type { DesignNode } from '@muster/kit/design';
import { drawDesign } from '@muster/kit/draw-design';
import { evaluate } from '@muster/kit/evaluate';
import type { Starter } from '@muster/kit/kit';
import { wordIn } from '@muster/kit/say';
import { builtInKits } from '../built-in-kits.ts';
import type { KitInUse } from '../kit-in-use.ts';

/** The finished designs of one kit, with what the studio is opened by. */
export type ShownStarters = {
  kit: string;
  name: string;
  starters: { id: string; name: string; drawing: string }[];
};
const shown = new Map<string, ShownStarters[]>();

/** Of the kits that come with Muster; drawn once, since they never change while a process runs. */
export function startersShown(locale: string): ShownStarters[] {
  const known = shown.get(locale);
  if (known) return known;
  const drawn = builtInKits().map((kit) => drawStarters(kit, kit.starters, locale));
  shown.set(locale, drawn);
  return drawn;
}

/** `prefix` stands before the ids in the address of the studio, where they are not the only ones of their name. */
export function drawStarters(
  kit: KitInUse,
  starters: readonly Starter[],
  locale: string,
  prefix = '',
): ShownStarters {
  return {
    kit: kit.hash,
    name: wordIn(kit.kit.name, locale),
    starters: starters.map(({ id, name, root }) => {
      const title = wordIn(name, locale);
      return { id: `${prefix}${id}`, name: title, drawing: draw(kit, root, title) };
    }),
  };
}

/** What the gallery calls kinds of bodies and materials. */
export function kitNames(kits: readonly KitInUse[], locale: string): Record<string, string> {
  const named = kits.flatMap(({ kit }) => [...kit.types, ...kit.materials]);
  return Object.fromEntries(named.map(({ id, name }) => [id, wordIn(name, locale)]));
}

function draw({ compiled, hash }: KitInUse, root: DesignNode, title: string): string {
  const evaluated = evaluate(compiled, hash, { kit: hash, root });
  return evaluated.kind === 'refused'
    ? ''
    : drawDesign(compiled, evaluated, { title, dimensions: false });
}
