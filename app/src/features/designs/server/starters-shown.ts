import type { DesignNode } from '@muster/kit/design';
import { drawAxonometric } from '@muster/kit/draw-axonometric';
import { evaluate } from '@muster/kit/evaluate';
import { wordIn } from '@muster/kit/say';
import { starters } from '@muster/furniture/starters';
import { currentKit } from '../kit-in-use.ts';

type Shown = { id: string; name: string; drawing: string };
const shown = new Map<string, Shown[]>();

/** The finished pieces of the kit with their drawings; drawn once, since they never change while a process runs. */
export function startersShown(locale: string): Shown[] {
  const language = locale === 'de' ? 'de' : 'en';
  const known = shown.get(language);
  if (known) return known;
  const drawn = starters.map(({ id, root, [language]: name }) => ({
    id,
    name,
    drawing: draw(root, name),
  }));
  shown.set(language, drawn);
  return drawn;
}

/** What the gallery calls kinds of bodies and materials. */
export function kitNames(locale: string): Record<string, string> {
  const { types, materials } = currentKit().kit;
  return Object.fromEntries(
    [...types, ...materials].map(({ id, name }) => [id, wordIn(name, locale)]),
  );
}

function draw(root: DesignNode, title: string): string {
  const { compiled, hash } = currentKit();
  const evaluated = evaluate(compiled, hash, { kit: hash, root });
  if (evaluated.kind === 'refused') throw new Error(`A starter is refused: ${evaluated.reason}`);
  return drawAxonometric(compiled, evaluated.parts, { title, dimensions: false });
}
