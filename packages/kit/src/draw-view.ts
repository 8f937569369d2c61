import type { CompiledKit } from './compiled-shapes.ts';
import { axonometric } from './draw-axonometric.ts';
import { cutPlanPicture, drawSheets } from './draw-cut-plan.ts';
import { elevations } from './draw-elevations.ts';
import { exploded } from './draw-exploded.ts';
import type { Part } from './part.ts';
import type { Picture } from './picture.ts';
import { workshopWords } from './workshop-words.ts';

/** The ways in which a design is drawn. */
export const VIEWS = ['axonometric', 'elevations', 'exploded', 'cut-plan'] as const;
export type ViewName = (typeof VIEWS)[number];

/**
 * One of the drawings of evaluated parts, with its sizes. Null for a cutting plan where nothing is cut from sheets, or a part is
 * larger than its sheet.
 */
export function drawView(
  kit: CompiledKit,
  parts: readonly Part[],
  view: ViewName,
  { title, language }: { readonly title: string; readonly language: string },
): Picture | null {
  const { front, side, top, sheet } = workshopWords(language);
  switch (view) {
    case 'axonometric':
      return axonometric(kit, parts, { title, dimensions: true });
    case 'elevations':
      return elevations(kit, parts, { title, language, front, side, top });
    case 'exploded':
      return exploded(kit, parts, { title });
    case 'cut-plan':
      return cutPlanPicture(drawSheets(kit, parts, { title, language, caption: sheet }), title);
  }
}
