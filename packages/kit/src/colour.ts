import type { CompiledKit } from './compiled-shapes.ts';
import type { Ink } from './picture.ts';

/** What a material is drawn with that names no colour. */
const PLAIN = '#c9b48f';

type Colour = `#${string}`;

/** The colour of a material, as `#rrggbb`. */
export function colourOf(materials: CompiledKit['materials'], material: string): Colour {
  const colour = materials.get(material)?.colour ?? PLAIN;
  return `#${colour.slice(1)}`;
}

/** A colour made lighter or darker: each of its three parts times so many hundredths. */
export function shaded(colour: Colour, hundredths: number): Colour {
  const changed = channels(colour).map((part) =>
    Math.min(255, Math.round((part * hundredths) / 100)),
  );
  return hex(changed);
}

/** A colour between another and itself: so many hundredths of itself. */
export function washed(colour: Colour, paper: Colour, hundredths: number): Colour {
  const under = channels(paper);
  const mixed = channels(colour).map((part, at) =>
    Math.round((part * hundredths + (under[at] ?? 0) * (100 - hundredths)) / 100),
  );
  return hex(mixed);
}

/**
 * The line around a face: dark on whatever is light, by day and by night; around what is dark itself the ink of the page, which is
 * light in the dark.
 */
export function lineOn(colour: Colour): Ink {
  const [red = 0, green = 0, blue = 0] = channels(colour);
  return red * 3 + green * 6 + blue > 1_100 ? '#2b2723' : 'ink';
}

function channels(colour: Colour): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}

function hex(parts: readonly number[]): Colour {
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}
