import type { CompiledKit } from './compiled-shapes.ts';
import { axonometric, drawingFrame, type DrawingOptions } from './draw-axonometric.ts';
import type { Evaluation } from './evaluate.ts';
import type { Stroke } from './kit.ts';
import { type Frame, type Picture, pictureSvg, type Shape } from './picture.ts';

/** The board that pictures of a kit are drawn on. */
const BOARD: Frame = [0, 0, 400, 300];

type Drawn = Pick<Evaluation, 'parts' | 'instances'>;

/**
 * The picture of a design: its parts as they would stand there, or, where nothing of it has a shape, the picture that
 * the kit has for it: that of its outermost instance, or of the first one within that has one.
 */
export function designPicture(
  compiled: CompiledKit,
  drawn: Drawn,
  options: DrawingOptions,
): Picture {
  if (hasShape(drawn)) return axonometric(compiled, drawn.parts, options);
  const shapes = strokesOf(compiled, drawn).map(({ d, fill }): Shape => {
    return { kind: 'path', d, fill: isColour(fill) ? fill : 'none', stroke: 'ink', width: 3 };
  });
  return { title: options.title, name: 'drawing', frame: BOARD, shapes };
}

/** The same as SVG. */
export function drawDesign(compiled: CompiledKit, drawn: Drawn, options: DrawingOptions): string {
  return pictureSvg(designPicture(compiled, drawn, options));
}

/** The part of the paper that its drawing shows. */
export function designFrame(drawn: Drawn, hasSizes: boolean): Frame {
  return hasShape(drawn) ? drawingFrame(drawn.parts, hasSizes) : BOARD;
}

/** Whether something of it has length, width and height. */
export function hasShape({ parts }: Pick<Drawn, 'parts'>): boolean {
  return parts.some(({ box }) => box !== null);
}

function strokesOf({ types }: CompiledKit, { instances }: Drawn): readonly Stroke[] {
  for (const { type } of instances) {
    const picture = types.get(type)?.type.picture;
    if (picture) return picture;
  }
  return [];
}

function isColour(fill: string | undefined): fill is `#${string}` {
  return fill !== undefined && fill.startsWith('#');
}
