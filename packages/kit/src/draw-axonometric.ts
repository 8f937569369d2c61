import { colourOf, lineOn, shaded } from './colour.ts';
import type { CompiledKit } from './compiled-shapes.ts';
import { frontToBack } from './painting-order.ts';
import type { Box, Part } from './part.ts';
import {
  type Frame,
  type Ink,
  outline,
  type Picture,
  pictureSvg,
  type Point,
  round,
  type Shape,
  line,
} from './picture.ts';
import { solidsOf, wholeOf } from './whole.ts';

/**
 * The house view: from the front, a little from the right and from above. The piece is turned by 28° and looked at
 * from 20° above; sines and cosines are written out, so that the picture is the same everywhere.
 */
const COS_TURN = 0.8829;
const SIN_TURN = 0.4695;
const COS_LIFT = 0.9397;
const SIN_LIFT = 0.342;

/** Where a point of the piece, in micrometres, lies on the paper, in millimetres of the piece; y grows downwards. */
export function project(x: number, y: number, z: number): Point {
  const away = y * COS_TURN - x * SIN_TURN;
  return {
    x: (x * COS_TURN + y * SIN_TURN) / 1_000,
    y: -(z * COS_LIFT + away * SIN_LIFT) / 1_000,
  };
}

export interface DrawingOptions {
  /** For those who cannot see it. */
  readonly title: string;
  /** Sizes of the whole with their lines. */
  readonly dimensions: boolean;
  /** Parts that are to stand out, such as those of a finding. */
  readonly marked?: ReadonlySet<string>;
  /** What of the paper is shown; where it is not said, the piece with some room around it. */
  readonly frame?: Frame;
}

type Materials = Pick<CompiledKit, 'materials'>;

const MARGIN = 60;
/** How light the three visible sides are, in hundredths: the top most, the right side least. */
const SHADES = { top: 108, front: 100, right: 84 } as const;

/**
 * A shaded axonometric line drawing of evaluated parts as SVG, a picture that cannot lie: it is made from what would
 * be cut. Lines take the colour of the text around it, so it is right in the light and in the dark.
 */
export function drawAxonometric(
  kit: Materials,
  parts: readonly Part[],
  options: DrawingOptions,
): string {
  return pictureSvg(axonometric(kit, parts, options));
}

/** The same before it is written down. */
export function axonometric(
  kit: Materials,
  parts: readonly Part[],
  { title, dimensions, marked, frame: asked }: DrawingOptions,
): Picture {
  const solids = solidsOf(parts);
  const whole = wholeOf(solids.map(({ box }) => box));
  const frame = asked ?? frameOf(whole, dimensions);
  const faces = frontToBack(solids)
    .toReversed()
    .map(({ part, box }) => solidShape(kit, part, box, marked?.has(part.id) === true));
  const drawn: Shape = { kind: 'group', width: frame[2] / 420, shapes: faces };
  const lines = dimensions && solids.length > 0 ? [sizesOf(whole)] : [];
  return { title, name: 'drawing', frame, shapes: [drawn, ...lines] };
}

/** The three sides of a part that the house view shows. */
export function solidShape(
  { materials }: Materials,
  { id, material }: Part,
  box: Box,
  marked = false,
): Shape {
  const colour = colourOf(materials, material);
  return { kind: 'group', part: id, marked, stroke: lineOn(colour), shapes: facesOf(box, colour) };
}

function facesOf({ x, y, z, dx, dy, dz }: Box, colour: `#${string}`): Shape[] {
  const [right, back, top] = [x + dx, y + dy, z + dz];
  const face = (corners: readonly Point[], light: number): Shape => ({
    kind: 'path',
    d: outline(corners),
    fill: shaded(colour, light),
  });
  const shared = project(right, y, top);
  return [
    face(
      [project(x, y, top), shared, project(right, back, top), project(x, back, top)],
      SHADES.top,
    ),
    face(
      [project(right, y, z), project(right, back, z), project(right, back, top), shared],
      SHADES.right,
    ),
    face([project(x, y, z), project(right, y, z), shared, project(x, y, top)], SHADES.front),
  ];
}

/** The part of the paper that a drawing of these parts shows. */
export function drawingFrame(parts: readonly Part[], hasSizes: boolean): Frame {
  return frameOf(wholeOf(solidsOf(parts).map(({ box }) => box)), hasSizes);
}

/** With room for the sizes. */
function frameOf(whole: Box, hasSizes: boolean): Frame {
  const room = MARGIN + (hasSizes ? Math.max(whole.dx, whole.dy, whole.dz) / 9_000 : 0);
  return frameAround([whole], { top: MARGIN, sides: room, bottom: room });
}

/** The part of the paper that boxes take up in the house view, with so much room around it. */
export function frameAround(
  boxes: readonly Box[],
  room: { readonly top: number; readonly sides: number; readonly bottom: number },
): Frame {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, z, dx, dy, dz } of boxes.length === 0 ? [wholeOf([])] : boxes) {
    left = Math.min(left, project(x, y, z).x);
    right = Math.max(right, project(x + dx, y + dy, z).x);
    top = Math.min(top, project(x, y + dy, z + dz).y);
    bottom = Math.max(bottom, project(x + dx, y, z).y);
  }
  left -= room.sides;
  top -= room.top;
  return [left, top, right + room.sides - left, bottom + room.bottom - top];
}

/** Width along the front edge, depth along the right one, height at the left. */
function sizesOf({ x, y, z, dx, dy, dz }: Box): Shape {
  const size = Math.max(dx, dy, dz) / 1_000;
  const gap = size / 22;
  const text = size / 26;
  const corner = project(x + dx, y, z);
  const shapes = [
    sizeLine([project(x, y, z), corner], { x: -gap * 0.35, y: gap }, mm(dx), text),
    sizeLine([corner, project(x + dx, y + dy, z)], { x: gap * 0.7, y: gap * 0.8 }, mm(dy), text),
    sizeLine([project(x, y, z), project(x, y, z + dz)], { x: -gap, y: 0 }, mm(dz), text),
  ].flat();
  return { kind: 'group', name: 'sizes', fill: 'none', stroke: SIZES, width: size / 700, shapes };
}

const SIZES: Ink = 'ink-soft';

function sizeLine(
  [from, to]: readonly [Point, Point],
  off: Point,
  label: string,
  text: number,
): Shape[] {
  const [a, b] = [moved(from, off, 1), moved(to, off, 1)];
  const angle = Math.round((Math.atan2(b.y - a.y, b.x - a.x) * 180) / Math.PI);
  const witness = [from, to].map((point) => line(moved(point, off, 0.25), moved(point, off, 1.2)));
  const length = Math.hypot(off.x, off.y);
  const middle = moved(
    { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 },
    off,
    (0.8 * text) / length + 0.1,
  );
  return [
    { kind: 'path', d: [...witness, line(a, b)].join('') },
    {
      kind: 'text',
      at: middle,
      text: label,
      size: text,
      ink: SIZES,
      turn: angle < -90 || angle > 90 ? angle + 180 : angle,
    },
  ];
}

function moved(point: Point, by: Point, times: number): Point {
  return { x: point.x + by.x * times, y: point.y + by.y * times };
}

function mm(micrometres: number): string {
  return round(Math.round(micrometres / 1_000));
}
