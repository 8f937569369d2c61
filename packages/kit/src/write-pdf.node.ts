import { billOf, type BillRow } from './bill.ts';
import type { CompiledKit } from './compiled-shapes.ts';
import { listParts } from './cut-list.ts';
import { drawView } from './draw-view.ts';
import { type DrawnSheet, drawSheets } from './draw-cut-plan.ts';
import type { Evaluation } from './evaluate.ts';
import type { Finding } from './finding.ts';
import type { Picture } from './picture.ts';
import { sayFinding, sayQuantity } from './say.ts';
import { fitting, PAGE, Paper, POINTS_A_MILLIMETRE } from './sheet-paper.node.ts';
import { type Column, putTable } from './sheet-table.node.ts';
import { solidsOf, wholeOf } from './whole.ts';
import { filled, workshopWords, type WorkshopWords } from './workshop-words.ts';

export interface WorkshopSheet {
  readonly title: string;
  readonly language: string;
  readonly author: string;
  /** When it was published; of a design that was not, the beginning of 1970, so that the same design has the same bytes. */
  readonly date: Date;
  /** The day in the words of the language; empty for none. */
  readonly day: string;
  /** What names this version for ever. */
  readonly hash: string;
}

interface Printing {
  readonly paper: Paper;
  readonly compiled: CompiledKit;
  readonly evaluation: Evaluation;
  readonly sheet: WorkshopSheet;
  readonly words: WorkshopWords;
  readonly cut: readonly DrawnSheet[];
}

const { margin, width, height, foot } = PAGE;
const WIDE = width - 2 * margin;
const BOTTOM = height - margin - foot;

/**
 * The sheets for a workshop as PDF: the piece and what is to be said of it, elevations to a scale, how the sheets are cut, the parts by
 * number, what is bought, and the hash on every page. The same design, words and date give the same bytes.
 */
export async function writePdf(
  compiled: CompiledKit,
  evaluation: Evaluation,
  sheet: WorkshopSheet,
): Promise<Uint8Array<ArrayBuffer>> {
  const words = workshopWords(sheet.language);
  const paper = new Paper(sheet);
  const { title, language } = sheet;
  const cut = drawSheets(compiled, evaluation.parts, { title, language, caption: words.sheet });
  const printing = { paper, compiled, evaluation, sheet, words, cut };
  putFirst(printing);
  putDrawing(printing, 'elevations');
  putDrawing(printing, 'exploded');
  putList(printing);
  putSheets(printing);
  putFeet(printing);
  return paper.finish();
}

function putFirst(printing: Printing): void {
  const { paper, compiled, evaluation, sheet, words } = printing;
  paper.turn();
  const { title, language, author, day } = sheet;
  const lines = wrapped(paper, title, { size: 24, isBold: true, width: WIDE }).slice(0, 3);
  lines.forEach((line, at) =>
    paper.text(line, { x: margin, y: margin + 22 + at * 28 }, { size: 24, isBold: true }),
  );
  let y = margin + 22 + lines.length * 28 - 8;
  const who = [author, day].filter((text) => text !== '');
  const facts = [who.join(', '), ...factsOf(evaluation, words, language)];
  for (const fact of facts.filter((text) => text !== '')) {
    paper.text(fact, { x: margin, y }, { size: 10.5, ink: 'ink-soft' });
    y += 15;
  }
  const picture = drawView(compiled, evaluation.parts, 'axonometric', { title, language });
  const room = { width: WIDE, height: 330 };
  if (picture !== null) putPicture(paper, picture, { x: margin, y: y + 6, ...room });
  putFindings(printing, y + room.height + 36);
}

function factsOf(
  { parts, takeoffs }: Evaluation,
  words: WorkshopWords,
  language: string,
): string[] {
  const { dx, dy, dz } = wholeOf(solidsOf(parts).map(({ box }) => box));
  const sizes = filled(words.sizes, {
    width: wholeMillimetres(dx),
    depth: wholeMillimetres(dy),
    height: wholeMillimetres(dz),
  });
  const mass = takeoffs['mass'] ?? null;
  return mass === null
    ? [sizes]
    : [sizes, filled(words.weight, { mass: sayQuantity(mass, 'mass', language) })];
}

function wholeMillimetres(length: number): number {
  return Math.round(length / 1_000);
}

function putFindings({ paper, compiled, evaluation, sheet, words }: Printing, from: number): void {
  let y = heading(paper, words.findings, from);
  const line = (text: string, isSoft: boolean) => {
    if (y > BOTTOM) {
      paper.turn();
      y = margin + 14;
    }
    paper.text(text, { x: margin, y }, { size: 10, ink: isSoft ? 'ink-soft' : 'ink' });
    y += 14;
  };
  if (evaluation.findings.length === 0) line(words.noFindings, true);
  for (const finding of evaluation.findings) {
    const said = sayFinding(compiled, finding, sheet.language) ?? finding.rule;
    const text = `${words.severity[finding.severity]}: ${said}`;
    for (const each of wrapped(paper, text, { size: 10, width: WIDE })) line(each, false);
    for (const each of wrapped(paper, sourceOf(finding), { size: 10, width: WIDE }))
      line(each, true);
    y += 4;
  }
}

function sourceOf({ citation }: Finding): string {
  return citation === undefined ? '' : citation.text;
}

/** A page for one drawing: elevations to one of the scales of the trade, so that a ruler reads them. */
function putDrawing(
  { paper, compiled, evaluation, sheet, words }: Printing,
  view: 'elevations' | 'exploded',
): void {
  const { title, language } = sheet;
  const picture = drawView(compiled, evaluation.parts, view, { title, language });
  if (picture === null) return;
  paper.turn();
  const top = heading(paper, words[view], margin + 14);
  const room = { x: margin, y: top, width: WIDE, height: BOTTOM - top - 24 };
  if (view === 'exploded') return putPicture(paper, picture, room);
  const most = fitting(picture.frame, room) / POINTS_A_MILLIMETRE;
  const scale = SCALES.find((each) => 1 / each <= most) ?? Math.ceil(1 / most);
  paper.picture(picture, room, POINTS_A_MILLIMETRE / scale);
  paper.text(
    filled(words.scale, { scale }),
    { x: margin, y: BOTTOM },
    { size: 10, ink: 'ink-soft' },
  );
}

/** ISO 5455, and 1:15 and 1:25 that joiners use as well. */
const SCALES = [1, 2, 5, 10, 15, 20, 25, 50, 100] as const;

interface Room {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** As large as it gets, in the middle. */
function putPicture(paper: Paper, picture: Picture, room: Room): void {
  const scale = fitting(picture.frame, room);
  const [, , wide, high] = picture.frame;
  const x = room.x + (room.width - wide * scale) / 2;
  paper.picture(picture, { x, y: room.y + (room.height - high * scale) / 2 }, scale);
}

function putList(printing: Printing): void {
  const { paper, compiled, evaluation, sheet, words } = printing;
  const { columns } = words;
  paper.turn();
  const rows = listParts(compiled, evaluation.parts, sheet.language).map((row) => [
    String(row.number),
    row.name,
    row.material,
    String(row.count),
    localised(row.length, sheet.language),
    localised(row.width, sheet.language),
    localised(row.thickness, sheet.language),
    row.edges.replaceAll('long-', 'L').replaceAll('short-', 'S'),
    row.holes === 0 ? '' : String(row.holes),
  ]);
  const layout: Column[] = [
    { name: columns.number, share: 5, isNumber: true },
    { name: columns.name, share: 19 },
    { name: columns.material, share: 31 },
    { name: columns.count, share: 7, isNumber: true },
    { name: columns.length, share: 9, isNumber: true },
    { name: columns.width, share: 9, isNumber: true },
    { name: columns.thickness, share: 7, isNumber: true },
    { name: columns.edges, share: 11 },
    { name: columns.holes, share: 7, isNumber: true },
  ];
  const y = putTable(paper, {
    columns: layout,
    rows,
    from: heading(paper, words.list, margin + 14),
  });
  putBill(printing, y);
}

function putBill({ paper, compiled, evaluation, sheet, words, cut }: Printing, from: number): void {
  const { columns } = words;
  const bill = billOf(compiled, evaluation.parts, cut, { language: sheet.language, words });
  const layout: Column[] = [
    { name: columns.material, share: 45 },
    { name: columns.amount, share: 40 },
    { name: columns.mass, share: 15, isNumber: true },
  ];
  let y = from;
  const put = (name: string, kind: BillRow['kind']) => {
    const rows = bill.filter((row) => row.kind === kind);
    if (rows.length === 0) return;
    if (y > BOTTOM - 80) {
      paper.turn();
      y = margin;
    }
    y = putTable(paper, {
      columns: layout,
      rows: rows.map((row) => [row.name, row.amount, row.mass]),
      from: heading(paper, name, y + 26),
    });
  };
  put(words.materials, 'material');
  put(words.fittings, 'fitting');
}

/** Two sheets of board a page. */
function putSheets({ paper, words, cut }: Printing): void {
  const room = { x: margin, width: WIDE, height: (BOTTOM - margin - 90) / 2 };
  cut.forEach(({ caption, picture }, at) => {
    const isUpper = at % 2 === 0;
    if (isUpper) {
      paper.turn();
      heading(paper, words.cutPlan, margin + 14);
    }
    const y = margin + 44 + (isUpper ? 0 : room.height + 36);
    paper.text(caption, { x: margin, y }, { size: 10.5 });
    paper.picture(picture, { x: margin, y: y + 8 }, fitting(picture.frame, room));
  });
}

/** Whose sheet it is, and which of how many. */
function putFeet({ paper, sheet, words }: Printing): void {
  const { title, hash } = sheet;
  const isUnwritten = paper.isUnwritten;
  paper.onEveryPage((page, pages) => {
    const y = height - margin;
    paper.rule({ x: margin, y: y - 14 }, { x: width - margin, y: y - 14 }, 'line-strong');
    const style = { size: 8.5, ink: 'ink-soft' } as const;
    const [name = ''] = wrapped(paper, title, { size: 8.5, width: WIDE / 3 });
    paper.text(name, { x: margin, y }, style);
    paper.text(filled(words.hash, { hash }), { x: width / 2, y }, { ...style, anchor: 'middle' });
    const place = filled(words.page, { page, pages });
    paper.text(place, { x: width - margin, y }, { ...style, anchor: 'end' });
    if (isUnwritten && page === 1) paper.text(words.unwritten, { x: margin, y: y + 14 }, style);
  });
}

/** A heading of a section; gives where it goes on. */
function heading(paper: Paper, text: string, y: number): number {
  paper.text(text, { x: margin, y }, { size: 15, isBold: true });
  return y + 20;
}

/** A text in lines that fit; a word that is wider than a line stands alone. */
function wrapped(
  paper: Paper,
  text: string,
  {
    width: most,
    ...style
  }: { readonly size: number; readonly isBold?: boolean; readonly width: number },
): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/u).filter((each) => each !== '')) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && paper.widthOf(longer, style) <= most)
      lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function localised(decimal: string, language: string): string {
  return (language === 'de' ? decimal.replace('.', ',') : decimal).replace(/[.,]0$/, '');
}
