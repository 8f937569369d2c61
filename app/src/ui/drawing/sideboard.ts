/** A sideboard by its outer sizes in millimetres. */
export type SideboardSizes = { width: number; height: number; depth: number; bays: number };
type Point = { x: number; y: number };
type Face = { path: string; shade: 'light' | 'middle' | 'dark' };
type Dimension = { path: string; text: string; at: Point };
export type Drawing = { viewBox: string; faces: Face[]; dimensions: Dimension[] };

const LEG = 120;
const GAP = 12;
const FOOT = 46;
/** Depth runs up to the right: a cabinet projection, in which the front keeps its true shape. */
const RUN = { x: 0.62, y: 0.4 };
const MARGIN = 130;

/** The line drawing: faces from back to front, then the three sizes. */
export function drawSideboard({ width, height, depth, bays }: SideboardSizes): Drawing {
  const away = { x: depth * RUN.x, y: -depth * RUN.y };
  const top = height - LEG;
  const at = (x: number, y: number, back = false): Point => ({
    x: x + (back ? away.x : 0),
    y: -y + (back ? away.y : 0),
  });
  const faces: Face[] = [
    ...legs(width, depth),
    face('dark', [
      at(width, LEG),
      at(width, LEG, true),
      at(width, LEG + top, true),
      at(width, LEG + top),
    ]),
    face('light', [
      at(0, LEG + top),
      at(width, LEG + top),
      at(width, LEG + top, true),
      at(0, LEG + top, true),
    ]),
    face('middle', [at(0, LEG), at(width, LEG), at(width, LEG + top), at(0, LEG + top)]),
    ...fronts(width, top, bays),
  ];
  const dimensions = [
    dimension(at(0, -60), at(width, -60), `${width}`, { x: 0, y: 48 }),
    dimension({ x: -70, y: 0 }, { x: -70, y: -height }, `${height}`, { x: -56, y: 14 }),
    dimension(
      { x: width + 60, y: -LEG + 40 },
      { x: width + 60 + away.x, y: -LEG + 40 + away.y },
      `${depth}`,
      { x: 50, y: 40 },
    ),
  ];
  const left = -MARGIN - 60;
  const upper = -height + away.y - 40;
  return {
    viewBox: `${left} ${upper} ${width + away.x + 2 * MARGIN + 40} ${-upper + MARGIN}`,
    faces,
    dimensions,
  };
}

function legs(width: number, depth: number): Face[] {
  const inset = 70;
  const away = { x: depth * RUN.x * 0.8, y: -depth * RUN.y * 0.8 };
  const spots = [inset, width - inset - FOOT];
  const leg = (x: number, shift: Point) =>
    face('dark', [
      { x: x + shift.x, y: -LEG + shift.y },
      { x: x + FOOT + shift.x, y: -LEG + shift.y },
      { x: x + FOOT - 8 + shift.x, y: shift.y },
      { x: x + 8 + shift.x, y: shift.y },
    ]);
  return [...spots.map((x) => leg(x, away)), ...spots.map((x) => leg(x, { x: 0, y: 0 }))];
}

/** Doors, and in the middle bay three drawers; every front has its gap and its grip. */
function fronts(width: number, top: number, bays: number): Face[] {
  const step = width / bays;
  return Array.from({ length: bays }, (_, bay) => bay).flatMap((bay) => {
    const drawers = bays % 2 === 1 && bay === (bays - 1) / 2 ? 3 : 1;
    return Array.from({ length: drawers }, (_, drawer) => drawer).flatMap((drawer) => {
      const each = top / drawers;
      const box = {
        x: bay * step + GAP,
        y: LEG + drawer * each + GAP,
        w: step - 2 * GAP,
        h: each - 2 * GAP,
      };
      const grip = { x: box.x + box.w / 2 - 40, y: -(box.y + box.h - 34) };
      return [rectangle(box), { path: `M${grip.x} ${grip.y}h80`, shade: 'light' as const }];
    });
  });
}

function rectangle({ x, y, w, h }: { x: number; y: number; w: number; h: number }): Face {
  return face('light', [
    { x, y: -y },
    { x: x + w, y: -y },
    { x: x + w, y: -y - h },
    { x, y: -y - h },
  ]);
}

function face(shade: Face['shade'], points: Point[]): Face {
  return { shade, path: `M${points.map(({ x, y }) => `${round(x)} ${round(y)}`).join('L')}Z` };
}

function dimension(from: Point, to: Point, text: string, shift: Point): Dimension {
  const tick = 16;
  const ends = [from, to]
    .map(
      ({ x, y }) => `M${round(x - tick)} ${round(y + tick)}L${round(x + tick)} ${round(y - tick)}`,
    )
    .join('');
  const at = { x: (from.x + to.x) / 2 + shift.x, y: (from.y + to.y) / 2 + shift.y };
  return {
    path: `M${round(from.x)} ${round(from.y)}L${round(to.x)} ${round(to.y)}${ends}`,
    text,
    at,
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
