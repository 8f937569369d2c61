import Pdf from 'pdfkit';
import {
  type Frame,
  type Ink,
  INKS,
  isHouseInk,
  MIDDLE,
  type Pen,
  type Picture,
  type Shape,
} from './picture.ts';
import { sheetLetters } from './sheet-letters.node.ts';

/** A4 upright, in points of 1/72 inch. */
export const PAGE = { width: 595.28, height: 841.89, margin: 45, foot: 34 } as const;
export const POINTS_A_MILLIMETRE = 72 / 25.4;

export interface TextStyle {
  readonly size: number;
  readonly isBold?: boolean;
  readonly ink?: Ink;
  readonly anchor?: 'start' | 'middle' | 'end';
}

/** Where something stands on a page, in points from its upper left corner. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** The pages of a document, and what can be put on the present one. */
export class Paper {
  private readonly document: PDFKit.PDFDocument;
  private readonly letters = sheetLetters();
  private readonly chunks: Uint8Array[] = [];
  private readonly written: Promise<Uint8Array<ArrayBuffer>>;

  constructor(info: {
    readonly title: string;
    readonly author: string;
    readonly date: Date;
    readonly language: string;
  }) {
    const { title, author, date, language } = info;
    this.document = new Pdf({
      autoFirstPage: false,
      bufferPages: true,
      lang: language,
      displayTitle: true,
      info: {
        Title: title,
        Author: author,
        Creator: 'Muster',
        Producer: 'Muster',
        CreationDate: date,
        ModDate: date,
      },
    });
    this.document.on('data', (chunk: Uint8Array) => this.chunks.push(chunk));
    this.written = new Promise((resolve, reject) => {
      this.document.on('end', () => resolve(new Uint8Array(Buffer.concat(this.chunks))));
      this.document.on('error', reject);
    });
  }

  get isUnwritten(): boolean {
    return this.letters.isUnwritten();
  }

  turn(): void {
    this.document.addPage({ size: [PAGE.width, PAGE.height], margin: 0 });
  }

  /** Something on every page, once they are all there; `page` counts from 1. */
  onEveryPage(put: (page: number, pages: number) => void): void {
    const { count } = this.document.bufferedPageRange();
    for (let page = 0; page < count; page++) {
      this.document.switchToPage(page);
      put(page + 1, count);
    }
  }

  finish(): Promise<Uint8Array<ArrayBuffer>> {
    this.document.end();
    return this.written;
  }

  widthOf(text: string, { size, isBold = false }: TextStyle): number {
    return this.letters
      .runs(text, isBold)
      .reduce((sum, run) => sum + this.face(run.face, size).widthOfString(run.text), 0);
  }

  /** A line of text; `y` is where its letters stand. */
  text(text: string, { x, y }: Place, style: TextStyle): void {
    const { size, isBold = false, ink = 'ink', anchor = 'start' } = style;
    const width = anchor === 'start' ? 0 : this.widthOf(text, style);
    let at = x - (anchor === 'end' ? width : width / 2);
    for (const run of this.letters.runs(text, isBold)) {
      const document = this.face(run.face, size);
      document
        .fillColor(colourOf(ink))
        .text(run.text, at, y, { lineBreak: false, baseline: 'alphabetic' });
      at += document.widthOfString(run.text);
    }
  }

  rule(from: Place, to: Place, ink: Ink, width = 0.5): void {
    this.document
      .moveTo(from.x, from.y)
      .lineTo(to.x, to.y)
      .lineWidth(width)
      .strokeColor(colourOf(ink))
      .stroke();
  }

  /** A picture with its left upper corner there, so many points a millimetre of the piece. */
  picture({ frame, shapes }: Picture, { x, y }: Place, scale: number): void {
    const [left, top] = frame;
    this.document.save().translate(x, y).scale(scale).translate(-left, -top);
    for (const shape of shapes) this.shape(shape, NO_PEN);
    this.document.restore();
  }

  private face(name: string, size: number): PDFKit.PDFDocument {
    if (!this.registered.has(name)) this.document.registerFont(name, this.letters.source(name));
    this.registered.add(name);
    return this.document.font(name).fontSize(size);
  }
  private readonly registered = new Set<string>();

  private shape(shape: Shape, around: Required<Pen>): void {
    if (shape.kind === 'text') return this.label(shape);
    const pen = { ...around, ...withoutGaps(shape) };
    if (shape.kind === 'path') return this.path(shape.d, pen);
    this.document.save();
    if (shape.at) this.document.translate(shape.at.x, shape.at.y);
    for (const inner of shape.shapes) this.shape(inner, pen);
    this.document.restore();
  }

  private path(d: string, { fill, stroke, width, dash }: Required<Pen>): void {
    const drawn = this.document.path(d).lineJoin('round').lineWidth(width);
    if (dash > 0) drawn.dash(dash, { space: dash });
    else drawn.undash();
    if (fill !== 'none') drawn.fillColor(colourOf(fill));
    if (stroke !== 'none') drawn.strokeColor(colourOf(stroke));
    if (fill !== 'none' && stroke !== 'none') drawn.fillAndStroke();
    else if (fill !== 'none') drawn.fill();
    else if (stroke !== 'none') drawn.stroke();
  }

  private label({
    at,
    text,
    size,
    ink,
    turn = 0,
    anchor = 'middle',
  }: Shape & { kind: 'text' }): void {
    if (text === '') return;
    this.document.save().translate(at.x, at.y).rotate(turn);
    this.text(text, { x: 0, y: size * MIDDLE }, { size, ink, anchor });
    this.document.restore();
  }
}

const NO_PEN: Required<Pen> = { fill: 'none', stroke: 'none', width: 1, dash: 0 };

function withoutGaps({ fill, stroke, width, dash }: Pen): Pen {
  return {
    ...(fill === undefined ? {} : { fill }),
    ...(stroke === undefined ? {} : { stroke }),
    ...(width === undefined ? {} : { width }),
    ...(dash === undefined ? {} : { dash }),
  };
}

function colourOf(ink: Ink): string {
  return isHouseInk(ink) ? INKS[ink] : ink;
}

/** The largest scale at which a frame fits into a room of so many points. */
export function fitting([, , wide, high]: Frame, room: { width: number; height: number }): number {
  return Math.min(room.width / wide, room.height / high);
}
