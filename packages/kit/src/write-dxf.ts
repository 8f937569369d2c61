import type { CompiledKit } from './compiled-shapes.ts';
import { partName } from './cut-list.ts';
import type { Part } from './part.ts';
import { wordIn } from './say.ts';

/** Between two boards on the drawing, in millimetres; and how wide a row of them is. */
const GAP = 60;
const ROW = 6_000;
const TEXT = 22;

/**
 * The boards of a design as DXF (R12, ASCII, millimetres), one beside the other: for a machine that cuts and drills. A layer is
 * a tool: `CUT` the outlines, `DRILL_5_13` holes of 5 mm in diameter and 13 mm deep, `EDGE_…` the sides that get a band, by its
 * material, `LABEL` what each board is. A board lies with its length, along its grain, from left to right.
 */
export function writeDxf(compiled: CompiledKit, parts: readonly Part[], language: string): string {
  const boards = parts.flatMap((part) =>
    part.box === null || part.kind === 'fitting'
      ? []
      : Array.from({ length: part.count }, () => part),
  );
  const entities: string[] = [];
  let [x, y, high] = [0, 0, 0];
  for (const part of boards) {
    const [length, width] = [mm(part.length), mm(part.width)];
    if (x > 0 && x + length > ROW) [x, y, high] = [0, y + high + GAP, 0];
    entities.push(...boardAt(compiled, part, { x, y, language }));
    x += length + GAP;
    high = Math.max(high, width);
  }
  const layers = [...new Set(entities.flatMap((each) => /\n8\n([^\n]+)\n/.exec(each)?.[1] ?? []))];
  return [
    ...header(),
    ...layerTable(layers),
    ...section('ENTITIES', entities),
    '0',
    'EOF',
    '',
  ].join('\n');
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly language: string;
}

function boardAt(compiled: CompiledKit, part: Part, { x, y, language }: Place): string[] {
  const [length, width] = [mm(part.length), mm(part.width)];
  const corners: [number, number][] = [
    [x, y],
    [x + length, y],
    [x + length, y + width],
    [x, y + width],
  ];
  const sides: Record<string, readonly [number, number]> = {
    'long-1': [0, 1],
    'short-2': [1, 2],
    'long-2': [2, 3],
    'short-1': [3, 0],
  };
  const outline = [0, 1, 2, 3].map((at) => line('CUT', corners[at], corners[(at + 1) % 4]));
  const bands = part.edges.flatMap(({ side, material }) => {
    const ends = sides[side];
    return ends === undefined
      ? []
      : [line(`EDGE_${layerName(material)}`, corners[ends[0]], corners[ends[1]])];
  });
  const holes = part.holes.map(({ along, across, diameter, depth }) =>
    entity('CIRCLE', `DRILL_${layerName(mm(diameter))}_${layerName(mm(depth))}`, [
      [10, x + mm(along)],
      [20, y + mm(across)],
      [40, mm(diameter) / 2],
    ]),
  );
  const material = compiled.materials.get(part.material)?.name ?? { en: part.material };
  const words = `${wordIn(partName(compiled, part), language)} ${length} x ${width} x ${mm(part.thickness)} ${wordIn(material, language)}`;
  const label = entity('TEXT', 'LABEL', [
    [10, x + TEXT],
    [20, y + width / 2],
    [40, TEXT],
    [1, ascii(words)],
  ]);
  return [...outline, ...bands, ...holes, label];
}

type Corner = readonly [x: number, y: number] | undefined;

function line(layer: string, from: Corner, to: Corner): string {
  return entity('LINE', layer, [
    [10, from?.[0] ?? 0],
    [20, from?.[1] ?? 0],
    [11, to?.[0] ?? 0],
    [21, to?.[1] ?? 0],
  ]);
}

function entity(
  kind: string,
  layer: string,
  groups: readonly (readonly [number, number | string])[],
): string {
  return [
    '0',
    kind,
    '8',
    layer,
    ...groups.flatMap(([code, value]) => [String(code), String(value)]),
  ].join('\n');
}

/** Version R12, and millimetres as the unit of drawing. */
function header(): string[] {
  return section('HEADER', [
    '9\n$ACADVER\n1\nAC1009',
    '9\n$INSUNITS\n70\n4',
    '9\n$MEASUREMENT\n70\n1',
  ]);
}

function layerTable(layers: readonly string[]): string[] {
  const rows = layers.map((name, at) =>
    ['0', 'LAYER', '2', name, '70', '0', '62', String((at % 6) + 1), '6', 'CONTINUOUS'].join('\n'),
  );
  return section('TABLES', [`0\nTABLE\n2\nLAYER\n70\n${layers.length}`, ...rows, '0\nENDTAB']);
}

function section(name: string, content: readonly string[]): string[] {
  return ['0', 'SECTION', '2', name, ...content, '0', 'ENDSEC'];
}

/** Letters, digits and underscores are what names of layers may hold in R12. */
function layerName(text: string | number): string {
  return String(text)
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, '_')
    .slice(0, 24);
}

/** R12 is written in ASCII; other letters as their number, as AutoCAD reads them. */
function ascii(text: string): string {
  return [...text]
    .map((letter) => {
      const code = letter.codePointAt(0) ?? 63;
      if (code >= 32 && code < 127) return letter;
      return code > 0xffff ? '?' : `\\U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
    })
    .join('');
}

/** Micrometres as millimetres, to a hundredth. */
function mm(micrometres: number): number {
  return Math.round(micrometres / 10) / 100;
}
