import type { CutSheet } from '@muster/cutting/cut-plan';
import type { CompiledKit } from './compiled-shapes.ts';
import { numbersOfParts, partName } from './cut-list.ts';
import type { Material } from './kit.ts';
import { planSheets } from './nesting.ts';
import type { Part } from './part.ts';
import { outline, type Picture, pictureSvg, type Point, type Shape, line } from './picture.ts';
import { wordIn } from './say.ts';
import { filled } from './workshop-words.ts';

/** More sheets than these are counted and not drawn. */
const MOST_DRAWN = 12;
const GAP = 160;
const CAPTION = 110;
const TEXT = 62;
/** Between the lines of what is left over. */
const HATCH = 55;
/** How wide a letter is, as a share of its size; and how much smaller a label may be to fit. */
const LETTER = 0.55;
const SMALLEST = 0.62;
/** Plans come in tenths of a millimetre, and are drawn in millimetres. */
const TENTHS = 10;

export interface CutPlanWords {
  readonly title: string;
  readonly language: string;
  /** `{material}`, `{sheet}`, `{sheets}`, `{cuts}`: what stands above a sheet. */
  readonly caption: string;
}

export interface DrawnCutPlan {
  readonly svg: string;
  readonly sheets: number;
  readonly drawn: number;
  readonly cuts: number;
}

/** A sheet with what is cut of it, and what stands above. */
export interface DrawnSheet {
  readonly material: string;
  /** Millimetres. */
  readonly length: number;
  readonly width: number;
  readonly caption: string;
  readonly picture: Picture;
  readonly cuts: number;
}

/**
 * How the boards of a design lie on their sheets, as a table saw cuts them: every cut from edge to edge. Null where nothing is
 * cut from sheets, or a part is larger than a sheet.
 */
export function drawCutPlan(
  compiled: CompiledKit,
  parts: readonly Part[],
  words: CutPlanWords,
): DrawnCutPlan | null {
  const sheets = drawSheets(compiled, parts, words);
  const shown = sheets.slice(0, MOST_DRAWN);
  const picture = cutPlanPicture(shown, words.title);
  if (picture === null) return null;
  return {
    svg: pictureSvg(picture),
    sheets: sheets.length,
    drawn: shown.length,
    cuts: sheets.reduce((sum, { cuts }) => sum + cuts, 0),
  };
}

/** The sheets that a design is cut from, one after the other, by material. */
export function drawSheets(
  compiled: CompiledKit,
  parts: readonly Part[],
  { language, caption }: CutPlanWords,
): DrawnSheet[] {
  const numbers = numbersOfParts(compiled, parts);
  const labels = new Map(
    parts.map((part): [string, Label] => [
      part.id,
      { number: numbers.get(part.id) ?? 0, name: wordIn(partName(compiled, part), language) },
    ]),
  );
  return compiled.kit.materials.flatMap((material) => {
    const own = parts.filter((part) => part.material === material.id);
    const plan = own.length === 0 ? null : planSheets(material, own, 1);
    return (plan?.sheets ?? []).map((sheet, at, all) => {
      const said = filled(caption, {
        material: wordIn(material.name, language),
        sheet: at + 1,
        sheets: all.length,
        cuts: sheet.cuts.length,
      });
      const { length, width } = sheetOf(material, sheet);
      return {
        caption: said,
        cuts: sheet.cuts.length,
        material: material.id,
        length,
        width,
        picture: {
          title: said,
          name: 'cut-plan',
          frame: [-4, -4, length + 8, width + 8] as const,
          shapes: sheetShapes(sheet, { length, width, labels }),
        },
      };
    });
  });
}

/** Several sheets in one picture, one below the other; null for none. */
export function cutPlanPicture(sheets: readonly DrawnSheet[], title: string): Picture | null {
  if (sheets.length === 0) return null;
  let y = 0;
  let widest = 0;
  const shapes = sheets.flatMap(({ caption, picture }): Shape[] => {
    const at = { x: 0, y: y + CAPTION };
    const heading: Shape = {
      kind: 'text',
      at: { x: 0, y: y + TEXT / 2 },
      text: caption,
      size: TEXT,
      ink: 'ink',
      anchor: 'start',
    };
    const [, , length, width] = picture.frame;
    y += CAPTION + width + GAP;
    widest = Math.max(widest, length);
    return [heading, { kind: 'group', at, shapes: picture.shapes }];
  });
  return { title, name: 'cut-plan', frame: [-10, -10, widest + 20, y - GAP + 20], shapes };
}

function sheetOf({ sheets }: Material, { sheet }: CutSheet): { length: number; width: number } {
  const found = sheets?.[sheet];
  return { length: (found?.length ?? 0) / 1_000, width: (found?.width ?? 0) / 1_000 };
}

interface Sheet {
  readonly length: number;
  readonly width: number;
  readonly labels: ReadonlyMap<string, Label>;
}

/** What a piece is called, and its number in the list of parts. */
interface Label {
  readonly number: number;
  readonly name: string;
}

function sheetShapes({ parts }: CutSheet, { length, width, labels }: Sheet): Shape[] {
  const whole: Shape = {
    kind: 'path',
    d: rectangle({ x: 0, y: 0 }, length, width),
    fill: 'shade',
    stroke: 'line-strong',
    width: 4,
  };
  const left: Shape = {
    kind: 'path',
    d: hatching(length, width),
    stroke: 'line-strong',
    width: 1.2,
  };
  const pieces = parts.map((part) => {
    const at = { x: part.x / TENTHS, y: part.y / TENTHS };
    const [wide, high] = [part.width / TENTHS, part.height / TENTHS];
    return pieceShape(part.id, labels.get(part.id), { at, wide, high });
  });
  return [whole, left, ...pieces];
}

/** What is not covered by a piece is left over: lines aslant over the whole sheet, beneath the pieces. */
function hatching(length: number, width: number): string {
  const lines: string[] = [];
  for (let at = HATCH; at < length + width; at += HATCH) {
    const from = { x: Math.max(0, at - width), y: Math.min(at, width) };
    const to = { x: Math.min(at, length), y: Math.max(0, at - length) };
    lines.push(line(from, to));
  }
  return lines.join('');
}

function pieceShape(
  id: string,
  label: Label | undefined,
  { at, wide, high }: { readonly at: Point; readonly wide: number; readonly high: number },
): Shape {
  const outer: Shape = {
    kind: 'path',
    d: rectangle(at, wide, high),
    fill: 'sheet',
    stroke: 'ink',
    width: 3,
  };
  const sizes = `${round(wide)} × ${round(high)}`;
  const { number = 0, name = '' } = label ?? {};
  const words = fitting([`${number} ${name} ${sizes}`, `${number} · ${sizes}`, String(number)], {
    long: Math.max(wide, high),
    most: Math.min(TEXT, Math.min(wide, high) * 0.55),
  });
  const written: Shape = {
    kind: 'text',
    at: { x: at.x + wide / 2, y: at.y + high / 2 },
    ink: 'ink',
    ...words,
    ...(high > wide ? { turn: -90 } : {}),
  };
  return { kind: 'group', part: id, shapes: [outer, written] };
}

function rectangle({ x, y }: Point, wide: number, high: number): string {
  return outline([
    { x, y },
    { x: x + wide, y },
    { x: x + wide, y: y + high },
    { x, y: y + high },
  ]);
}

/** The first that fits, a little smaller if it must; else the last. */
function fitting(
  texts: readonly string[],
  { long, most }: { readonly long: number; readonly most: number },
): { readonly text: string; readonly size: number } {
  const sized = texts.map((text) => ({
    text,
    size: Math.min(most, (long * 0.92) / (text.length * LETTER)),
  }));
  return (
    sized.find(({ size }) => size >= most * SMALLEST) ?? sized.at(-1) ?? { text: '', size: most }
  );
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
