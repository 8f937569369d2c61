import { colourOf, lineOn, shaded } from './colour.ts';
import type { CompiledKit } from './compiled-shapes.ts';
import { dimensionChain, type Lettering } from './dimension-lines.ts';
import type { Box, Part } from './part.ts';
import { outline, type Picture, type Point, type Shape } from './picture.ts';
import { columnsOf, widthStops } from './view-stops.ts';
import { type Solid, solidsOf, wholeOf } from './whole.ts';

export interface ElevationWords {
  readonly title: string;
  readonly language: string;
  readonly front: string;
  readonly side: string;
  readonly top: string;
}

/** A way of looking at the piece straight on. */
interface View {
  /** Where the box lies on the paper, in millimetres from the left upper corner of the piece. */
  readonly face: (box: Box) => Rectangle;
  /** The smaller, the nearer: where its nearest side is, in micrometres. */
  readonly near: (box: Box) => number;
  readonly depth: number;
}

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
}

const UM = 1_000;
/** How wide a letter is, as a share of its size, with some room. */
const LETTER = 0.55;

/**
 * The piece from the front, from its left side and from above, with its sizes: the first-angle arrangement of ISO 5456-2,
 * in which the view from the left stands to the right and that from above below. What is hidden is dashed.
 */
export function elevations(
  kit: Pick<CompiledKit, 'materials'>,
  parts: readonly Part[],
  words: ElevationWords,
): Picture {
  const solids = solidsOf(parts);
  const whole = wholeOf(solids.map(({ box }) => box));
  const [width, depth, height] = [whole.dx / UM, whole.dy / UM, whole.dz / UM];
  const text = Math.max(width + depth, height + depth) / 36 + 3;
  const row = text * 2.1;
  const lettering = { text, language: words.language };
  const front = { x: row * 2.9, y: row * 1.4 };
  const side = { x: front.x + width + row * 2.8, y: front.y };
  const top = { x: front.x, y: front.y + height + row * 3.9 };
  const views = viewsOf(whole);
  const pen = { text, width: text / 12 };
  const placed = [
    [views.front, front, words.front],
    [views.side, side, words.side],
    [views.top, top, words.top],
  ] as const;
  const drawn = placed.map(([view, at, name]) => drawView(kit, solids, { view, at, name, ...pen }));
  const sizes = [
    ...frontSizes(solids, whole, front, lettering),
    ...depthSizes(solids, whole, side, lettering),
  ];
  return {
    title: words.title,
    name: 'drawing',
    frame: [
      0,
      0,
      side.x + Math.max(depth, words.side.length * text * LETTER) + row * 0.8,
      top.y + depth + row * 0.8,
    ],
    shapes: [
      ...drawn,
      {
        kind: 'group',
        name: 'sizes',
        fill: 'none',
        stroke: 'ink-soft',
        width: text / 24,
        shapes: sizes,
      },
    ],
  };
}

function viewsOf({ x, y, z, dx, dy, dz }: Box): Record<'front' | 'side' | 'top', View> {
  const [back, above] = [y + dy, z + dz];
  return {
    front: {
      face: (box) => rectangle(box.x - x, above - box.z - box.dz, box.dx, box.dz),
      near: (box) => box.y,
      depth: dy,
    },
    side: {
      face: (box) => rectangle(back - box.y - box.dy, above - box.z - box.dz, box.dy, box.dz),
      near: (box) => box.x,
      depth: dx,
    },
    top: {
      face: (box) => rectangle(box.x - x, back - box.y - box.dy, box.dx, box.dy),
      near: (box) => -box.z - box.dz,
      depth: dz,
    },
  };
}

/** Of micrometres one in millimetres. */
function rectangle(left: number, up: number, across: number, down: number): Rectangle {
  return { x: left / UM, y: up / UM, dx: across / UM, dy: down / UM };
}

interface Placed {
  readonly view: View;
  readonly at: Point;
  readonly name: string;
  readonly text: number;
  readonly width: number;
}

interface Face {
  readonly part: Part;
  readonly near: number;
  readonly face: Rectangle;
}

function drawView(
  kit: Pick<CompiledKit, 'materials'>,
  solids: readonly Solid[],
  { view, at, name, text, width }: Placed,
): Shape {
  const faces = solids
    .map(({ part, box }): Face => ({ part, near: view.near(box), face: view.face(box) }))
    .toSorted((one, other) => other.near - one.near);
  const nearest = faces.at(-1)?.near ?? 0;
  const filled = faces.map(({ part, near, face }): Shape => {
    const colour = colourOf(kit.materials, part.material);
    const light = 102 - Math.round((26 * (near - nearest)) / Math.max(1, view.depth));
    return {
      kind: 'group',
      part: part.id,
      stroke: lineOn(colour),
      shapes: [{ kind: 'path', d: corners(face, at), fill: shaded(colour, light) }],
    };
  });
  return {
    kind: 'group',
    width,
    shapes: [
      {
        kind: 'text',
        at: { x: at.x, y: at.y - text * 1.3 },
        text: name,
        size: text,
        ink: 'ink',
        anchor: 'start',
      },
      ...filled,
      ...hiddenOf(faces, at, text),
    ],
  };
}

/** Boards that are wholly behind another one, dashed once where several lie behind each other. */
function hiddenOf(faces: readonly Face[], at: Point, text: number): Shape[] {
  const hidden = faces.filter(
    ({ part, face }, index) =>
      part.kind !== 'fitting' &&
      part.kind !== 'back' &&
      faces.some((other, place) => place > index && covers(other.face, face)),
  );
  const lines = new Set(hidden.map(({ face }) => corners(face, at)));
  if (lines.size === 0) return [];
  return [
    {
      kind: 'path',
      d: [...lines].join(''),
      fill: 'none',
      stroke: '#2b2723',
      width: text / 26,
      dash: text / 3,
    },
  ];
}

function covers(one: Rectangle, other: Rectangle): boolean {
  return (
    one.x <= other.x &&
    one.y <= other.y &&
    one.x + one.dx >= other.x + other.dx &&
    one.y + one.dy >= other.y + other.dy
  );
}

function corners({ x, y, dx, dy }: Rectangle, at: Point): string {
  const [left, up, right, down] = [at.x + x, at.y + y, at.x + x + dx, at.y + y + dy];
  return outline([
    { x: left, y: up },
    { x: right, y: up },
    { x: right, y: down },
    { x: left, y: down },
  ]);
}

/** Clear widths and the whole below, heights of the outer columns beside it, those of the others within them. */
function frontSizes(
  solids: readonly Solid[],
  whole: Box,
  at: Point,
  lettering: Lettering,
): Shape[] {
  const row = lettering.text * 2.1;
  const below = (stop: number) => ({
    x: at.x + (stop - whole.x) / UM,
    y: at.y + whole.dz / UM,
  });
  const beside = (x: number) => (stop: number) => ({
    x: at.x + x,
    y: at.y + (whole.z + whole.dz - stop) / UM,
  });
  const across = widthStops(solids, whole);
  const columns = columnsOf(solids, whole);
  const ends = { x: [whole.x, whole.x + whole.dx], z: [whole.z, whole.z + whole.dz] };
  const right = columns.length > 1 ? columns.at(-1) : undefined;
  const inner = columns.slice(1, -1).filter(({ isOpen }) => isOpen);
  const isDivided = new Set(across).size > 2;
  const chains = [
    ...(isDivided ? [{ stops: across, at: below, off: { x: 0, y: row }, witness: true }] : []),
    { stops: ends.x, at: below, off: { x: 0, y: isDivided ? 2 * row : row }, witness: true },
    { stops: columns[0]?.stops ?? [], at: beside(0), off: { x: -row, y: 0 }, witness: true },
    { stops: ends.z, at: beside(0), off: { x: columns[0] ? -2 * row : -row, y: 0 }, witness: true },
    {
      stops: right?.stops ?? [],
      at: beside(whole.dx / UM),
      off: { x: row * 1.3, y: 0 },
      witness: true,
    },
    ...inner.map(({ from, to, stops }) => ({
      stops: stops.slice(1, -1),
      at: beside((from + (to - from) / 4 - whole.x) / UM),
      off: { x: 0, y: 0 },
      witness: false,
      ink: '#2b2723' as const,
    })),
  ];
  return chains.flatMap((chain) => dimensionChain(chain, lettering));
}

/** The depth of the body, and that of everything where handles stand out. */
function depthSizes(
  solids: readonly Solid[],
  whole: Box,
  at: Point,
  lettering: Lettering,
): Shape[] {
  const row = lettering.text * 2.1;
  const body = wholeOf(solids.flatMap(({ part, box }) => (part.kind === 'fitting' ? [] : [box])));
  const ends = [whole.y, whole.y + whole.dy];
  const isAlone = body.dy === whole.dy || body.dy === 0;
  const rows = isAlone ? [ends] : [[body.y, body.y + body.dy], ends];
  return rows.flatMap((stops, index) =>
    dimensionChain(
      {
        stops,
        at: (stop) => ({
          x: at.x + (whole.y + whole.dy - stop) / UM,
          y: at.y + whole.dz / UM,
        }),
        off: { x: 0, y: row * (index + 1) },
        witness: true,
      },
      lettering,
    ),
  );
}
