import type { CompiledKit } from './compiled-shapes.ts';
import type { Box, Part } from './part.ts';
import { frontToBack } from './painting-order.ts';

/**
 * The house view: from the front, a little from the right and from above. The piece is turned by 28° and looked at
 * from 20° above; sines and cosines are written out, so that the picture is the same everywhere.
 */
const COS_TURN = 0.8829;
const SIN_TURN = 0.4695;
const COS_LIFT = 0.9397;
const SIN_LIFT = 0.342;

export interface Point {
  readonly x: number;
  readonly y: number;
}

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

/** Left, top, width and height of what is shown of the paper, in millimetres of the piece. */
export type Frame = readonly [left: number, top: number, width: number, height: number];

const MARGIN = 60;
/** How light the three visible sides are, in hundredths: the top most, the right side least. */
const SHADES = { top: 108, front: 100, right: 84 } as const;

/**
 * A shaded axonometric line drawing of evaluated parts as SVG, a picture that cannot lie: it is made from what would
 * be cut. Lines take the colour of the text around it, so it is right in the light and in the dark.
 */
export function drawAxonometric(
  { materials }: Pick<CompiledKit, 'materials'>,
  parts: readonly Part[],
  { title, dimensions, marked, frame: asked }: DrawingOptions,
): string {
  const solid = parts.flatMap((part) => (part.box === null ? [] : [{ part, box: part.box }]));
  const whole = wholeOf(solid.map(({ box }) => box));
  const frame = asked ?? frameOf(whole, dimensions);
  const drawn = frontToBack(solid)
    .toReversed()
    .map(({ part, box }) => {
      const colour = materials.get(part.material)?.colour ?? '#c9b48f';
      return facesOf(box, colour, marked?.has(part.id) === true, part.id);
    });
  const lines = dimensions && solid.length > 0 ? sizesOf(whole) : [];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${frame.map(round).join(' ')}" role="img" aria-label="${escaped(title)}" class="drawing">`,
    `<title>${escaped(title)}</title>`,
    `<g stroke="var(--ink, #2b2723)" stroke-width="${round(frame[2] / 420)}" stroke-linejoin="round">`,
    ...drawn,
    '</g>',
    ...lines,
    '</svg>',
  ].join('\n');
}

function facesOf(box: Box, colour: string, isMarked: boolean, id: string): string {
  const { x, y, z, dx, dy, dz } = box;
  const [right, back, top] = [x + dx, y + dy, z + dz];
  const faces = [
    polygon(
      [
        project(x, y, top),
        project(right, y, top),
        project(right, back, top),
        project(x, back, top),
      ],
      shaded(colour, SHADES.top),
    ),
    polygon(
      [
        project(right, y, z),
        project(right, back, z),
        project(right, back, top),
        project(right, y, top),
      ],
      shaded(colour, SHADES.right),
    ),
    polygon(
      [project(x, y, z), project(right, y, z), project(right, y, top), project(x, y, top)],
      shaded(colour, SHADES.front),
    ),
  ];
  const mark = isMarked ? ' class="marked"' : '';
  return `<g data-part="${escaped(id)}"${mark}>${faces.join('')}</g>`;
}

function polygon(points: readonly Point[], fill: string): string {
  return `<path d="M${points.map(({ x, y }) => `${round(x)} ${round(y)}`).join('L')}Z" fill="${fill}"/>`;
}

/** A colour made lighter or darker: each of its three parts times so many hundredths. */
function shaded(colour: string, hundredths: number): string {
  const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  const changed = parts.map((part) => Math.min(255, Math.round((part * hundredths) / 100)));
  return `#${changed.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

/** The box around all. */
export function wholeOf(boxes: readonly Box[]): Box {
  if (boxes.length === 0) return { x: 0, y: 0, z: 0, dx: 0, dy: 0, dz: 0 };
  const least = (of: (box: Box) => number) =>
    boxes.reduce((all, box) => Math.min(all, of(box)), Infinity);
  const most = (of: (box: Box) => number) =>
    boxes.reduce((all, box) => Math.max(all, of(box)), -Infinity);
  const [x, y, z] = [least((box) => box.x), least((box) => box.y), least((box) => box.z)];
  return {
    x,
    y,
    z,
    dx: most((box) => box.x + box.dx) - x,
    dy: most((box) => box.y + box.dy) - y,
    dz: most((box) => box.z + box.dz) - z,
  };
}

/** The part of the paper that a drawing of these parts shows. */
export function drawingFrame(parts: readonly Part[], hasSizes: boolean): Frame {
  return frameOf(wholeOf(parts.flatMap(({ box }) => (box === null ? [] : [box]))), hasSizes);
}

/** With room for the sizes. */
function frameOf({ x, y, z, dx, dy, dz }: Box, hasSizes: boolean): Frame {
  const corners = [x, x + dx].flatMap((cx) =>
    [y, y + dy].flatMap((cy) => [z, z + dz].map((cz) => project(cx, cy, cz))),
  );
  const room = MARGIN + (hasSizes ? Math.max(dx, dy, dz) / 9_000 : 0);
  const left = Math.min(...corners.map((corner) => corner.x)) - room;
  const top = Math.min(...corners.map((corner) => corner.y)) - MARGIN;
  const right = Math.max(...corners.map((corner) => corner.x)) + room;
  const bottom = Math.max(...corners.map((corner) => corner.y)) + room;
  return [left, top, right - left, bottom - top];
}

/** Width along the front edge, depth along the right one, height at the left. */
function sizesOf(whole: Box): string[] {
  const { x, y, z, dx, dy, dz } = whole;
  const size = Math.max(dx, dy, dz) / 1_000;
  const gap = size / 22;
  const across: [Point, Point] = [project(x, y, z), project(x + dx, y, z)];
  const along: [Point, Point] = [project(x + dx, y, z), project(x + dx, y + dy, z)];
  const up: [Point, Point] = [project(x, y, z), project(x, y, z + dz)];
  const text = size / 26;
  return [
    `<g class="sizes" fill="none" stroke="var(--ink-soft, #6b6259)" stroke-width="${round(size / 700)}" font-size="${round(text)}">`,
    sizeLine(across, { x: -gap * 0.35, y: gap }, mm(dx), text),
    sizeLine(along, { x: gap * 0.7, y: gap * 0.8 }, mm(dy), text),
    sizeLine(up, { x: -gap, y: 0 }, mm(dz), text),
    '</g>',
  ];
}

function sizeLine(
  [from, to]: readonly [Point, Point],
  off: Point,
  label: string,
  text: number,
): string {
  const [a, b] = [from, to].map((point) => ({ x: point.x + off.x, y: point.y + off.y }));
  const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  const angle = Math.round((Math.atan2(b.y - a.y, b.x - a.x) * 180) / Math.PI);
  const upright = angle < -90 || angle > 90 ? angle + 180 : angle;
  const witness = [from, to].map((point, at) => {
    const end = at === 0 ? a : b;
    return `M${round(point.x + off.x * 0.25)} ${round(point.y + off.y * 0.25)}L${round(end.x + off.x * 0.2)} ${round(end.y + off.y * 0.2)}`;
  });
  return [
    `<path d="${witness.join('')}M${round(a.x)} ${round(a.y)}L${round(b.x)} ${round(b.y)}"/>`,
    `<text stroke="none" fill="var(--ink-soft, #6b6259)" text-anchor="middle" transform="translate(${round(middle.x + off.x * 0.3)} ${round(middle.y + off.y * 0.3)}) rotate(${upright})" dy="${round(off.x < 0 && off.y === 0 ? -text * 0.4 : text)}">${label}</text>`,
  ].join('');
}

function mm(micrometres: number): string {
  return String(Math.round(micrometres / 1_000));
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** Words as they may stand inside of an SVG. */
export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
