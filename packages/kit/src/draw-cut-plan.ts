import type { CutSheet } from '@muster/cutting/cut-plan';
import type { CompiledKit } from './compiled-shapes.ts';
import { partName } from './cut-list.ts';
import { escaped } from './draw-axonometric.ts';
import type { Material } from './kit.ts';
import { planSheets } from './nesting.ts';
import type { Part } from './part.ts';
import { wordIn } from './say.ts';

/** More sheets than these are counted and not drawn. */
const MOST_DRAWN = 12;
const GAP = 160;
const CAPTION = 110;
const TEXT = 62;
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

/**
 * How the boards of a design lie on their sheets, as a table saw cuts them: every cut from edge to edge. Null where nothing is
 * cut from sheets, or a part is larger than a sheet.
 */
export function drawCutPlan(
  compiled: CompiledKit,
  parts: readonly Part[],
  words: CutPlanWords,
): DrawnCutPlan | null {
  const planned = compiled.kit.materials.flatMap((material) => {
    const own = parts.filter((part) => part.material === material.id);
    const plan = own.length === 0 ? null : planSheets(material, own, 1);
    return (plan?.sheets ?? []).map((sheet, at, all) => ({
      material,
      sheet,
      at,
      count: all.length,
    }));
  });
  if (planned.length === 0) return null;
  const names = new Map(
    parts.map((part) => [part.id, wordIn(partName(compiled, part), words.language)]),
  );
  const shown = planned.slice(0, MOST_DRAWN);
  let y = 0;
  let widest = 0;
  const drawn = shown.map(({ material, sheet, at, count }) => {
    const { length, width } = sheetOf(material, sheet);
    const caption = filled(words.caption, {
      material: wordIn(material.name, words.language),
      sheet: at + 1,
      sheets: count,
      cuts: sheet.cuts.length,
    });
    const picture = drawSheet(sheet, { length, width, y: y + CAPTION, names });
    const heading = `<text x="0" y="${y + TEXT}" font-size="${TEXT}" class="caption">${escaped(caption)}</text>`;
    y += CAPTION + width + GAP;
    widest = Math.max(widest, length);
    return heading + picture;
  });
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-10 -10 ${widest + 20} ${y - GAP + 20}" role="img" aria-label="${escaped(words.title)}" class="cut-plan">`,
    `<title>${escaped(words.title)}</title>`,
    `<g fill="var(--ink, #2b2723)">`,
    ...drawn,
    '</g></svg>',
  ].join('\n');
  const cuts = planned.reduce((sum, { sheet }) => sum + sheet.cuts.length, 0);
  return { svg, sheets: planned.length, drawn: shown.length, cuts };
}

function sheetOf({ sheets }: Material, { sheet }: CutSheet): { length: number; width: number } {
  const found = sheets?.[sheet];
  return { length: (found?.length ?? 0) / 1_000, width: (found?.width ?? 0) / 1_000 };
}

interface Place {
  readonly length: number;
  readonly width: number;
  readonly y: number;
  readonly names: ReadonlyMap<string, string>;
}

function drawSheet({ parts }: CutSheet, { length, width, y, names }: Place): string {
  const sheet = `<rect x="0" y="${y}" width="${length}" height="${width}" fill="var(--shade, #eee6da)" stroke="var(--line-strong, #6b6259)" stroke-width="4"/>`;
  const pieces = parts.map((part) => {
    const [x, top] = [part.x / TENTHS, y + part.y / TENTHS];
    const [wide, high] = [part.width / TENTHS, part.height / TENTHS];
    const rectangle = `<rect x="${x}" y="${top}" width="${wide}" height="${high}" fill="var(--sheet, #fff)" stroke="var(--ink, #2b2723)" stroke-width="3"/>`;
    const isUpright = high > wide;
    const size = Math.min(TEXT, Math.min(wide, high) * 0.55);
    const [cx, cy] = [x + wide / 2, top + high / 2];
    const turn = isUpright ? ` transform="rotate(-90 ${round(cx)} ${round(cy)})"` : '';
    const long = Math.max(wide, high);
    const text = fitting(
      `${names.get(part.id) ?? ''} ${round(wide)} × ${round(high)}`,
      long / (size * 0.55),
    );
    return `<g data-part="${escaped(part.id)}">${rectangle}<text x="${round(cx)}" y="${round(cy)}" font-size="${round(size)}" text-anchor="middle" dominant-baseline="central"${turn}>${escaped(text)}</text></g>`;
  });
  return sheet + pieces.join('');
}

/** What fits of a label: else the sizes alone, else nothing. */
function fitting(text: string, letters: number): string {
  if (text.length <= letters) return text;
  const sizes = /[\d.]+ × [\d.]+$/.exec(text)?.[0] ?? '';
  return sizes.length <= letters ? sizes : '';
}

function filled(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
