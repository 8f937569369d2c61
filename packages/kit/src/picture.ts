/** A point of the paper, in millimetres of the piece; y grows downwards. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Left, top, width and height of what is shown of the paper, in millimetres of the piece. */
export type Frame = readonly [left: number, top: number, width: number, height: number];

/** What is drawn with: a colour of the thing itself, or one of the house, which is another one in the dark. */
export type Ink = keyof typeof INKS | `#${string}`;

/** The inks of the house in the light: what pictures by themselves are drawn with, and prints. */
export const INKS = {
  ink: '#2b2723',
  'ink-soft': '#6b6259',
  'line-strong': '#8d8377',
  sheet: '#fffdf9',
  shade: '#eee6da',
} as const;

/** The same in the dark. */
const DARK_INKS: Record<keyof typeof INKS, string> = {
  ink: '#ece6da',
  'ink-soft': '#b5ab9c',
  'line-strong': '#8a8177',
  sheet: '#211d19',
  shade: '#2b2622',
};

export interface Pen {
  readonly fill?: Ink | 'none';
  readonly stroke?: Ink | 'none';
  readonly width?: number;
  /** The length of dashes and of the gaps between them. */
  readonly dash?: number;
}

export type Shape =
  | (Pen & { readonly kind: 'path'; readonly d: string })
  | {
      readonly kind: 'text';
      /** The middle of its height; what of its length is there says `anchor`, the middle when it says nothing. */
      readonly at: Point;
      readonly text: string;
      readonly size: number;
      readonly ink: Ink;
      /** In degrees, with the clock. */
      readonly turn?: number;
      readonly anchor?: 'start' | 'middle' | 'end';
    }
  | (Pen & {
      readonly kind: 'group';
      /** Where its own paper begins. */
      readonly at?: Point;
      /** The part that it is a picture of, and whether it is to stand out. */
      readonly part?: string;
      readonly marked?: boolean;
      readonly name?: string;
      readonly shapes: readonly Shape[];
    });

/** A drawing before it is written down: as SVG for pages and files, or on the sheet of a workshop. */
export interface Picture {
  /** For those who cannot see it. */
  readonly title: string;
  readonly name: string;
  readonly frame: Frame;
  readonly shapes: readonly Shape[];
}

/**
 * Writes a picture as SVG. Its inks are those of the page around it, and by itself those of the light; `byItself` says
 * that it is a file of its own, which then follows the reader's choice of dark.
 */
export function pictureSvg({ title, name, frame, shapes }: Picture, byItself = false): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${frame.map(round).join(' ')}" role="img" aria-label="${escaped(title)}" class="${name}" font-family="${LETTERS}">`,
    `<title>${escaped(title)}</title>`,
    ...(byItself ? [`<style>${PICTURE_STYLE}</style>`] : []),
    ...shapes.map(shapeSvg),
    '</svg>',
  ].join('\n');
}

/** Pages set their own face over it. */
const LETTERS = 'Source Sans 3 Variable, Source Sans 3, Segoe UI, Helvetica, Arial, sans-serif';

/** What such a file brings to follow the dark: for the policy that lets it in. */
export const PICTURE_STYLE = `@media (prefers-color-scheme:dark){svg{${Object.entries(DARK_INKS)
  .map(([name, colour]) => `--${name}:${colour}`)
  .join(';')}}}`;

function shapeSvg(shape: Shape): string {
  if (shape.kind === 'path') return `<path d="${shape.d}"${penSvg(shape)}/>`;
  if (shape.kind === 'text') return textSvg(shape);
  const part = shape.part === undefined ? '' : ` data-part="${escaped(shape.part)}"`;
  const name = shape.marked === true ? 'marked' : shape.name;
  const named = name === undefined ? '' : ` class="${name}"`;
  const { at } = shape;
  const moved = at === undefined ? '' : ` transform="translate(${round(at.x)} ${round(at.y)})"`;
  return `<g${part}${named}${moved}${penSvg(shape)}>${shape.shapes.map(shapeSvg).join('')}</g>`;
}

function textSvg({ at, text, size, ink, turn, anchor }: Shape & { kind: 'text' }): string {
  const place =
    turn === undefined || turn === 0
      ? `x="${round(at.x)}" y="${round(at.y)}"`
      : `transform="translate(${round(at.x)} ${round(at.y)}) rotate(${turn})"`;
  return `<text ${place} dy="${round(size * MIDDLE)}" font-size="${round(size)}" text-anchor="${anchor ?? 'middle'}" fill="${inkSvg(ink)}" stroke="none">${escaped(text)}</text>`;
}

/** How far under the middle of a line of capitals and digits its letters stand, as a share of their size. */
export const MIDDLE = 0.34;

function penSvg({ fill, stroke, width, dash }: Pen): string {
  return [
    fill === undefined ? '' : ` fill="${inkSvg(fill)}"`,
    stroke === undefined ? '' : ` stroke="${inkSvg(stroke)}" stroke-linejoin="round"`,
    width === undefined ? '' : ` stroke-width="${round(width)}"`,
    dash === undefined ? '' : ` stroke-dasharray="${round(dash)}"`,
  ].join('');
}

function inkSvg(ink: Ink | 'none'): string {
  return isHouseInk(ink) ? `var(--${ink}, ${INKS[ink]})` : ink;
}

/** Whether it is an ink of the house, and no colour by itself. */
export function isHouseInk(ink: string): ink is keyof typeof INKS {
  return Object.hasOwn(INKS, ink);
}

/** A closed line through points, as the path of a shape. */
export function outline(points: readonly Point[]): string {
  return `M${points.map(({ x, y }) => `${round(x)} ${round(y)}`).join('L')}Z`;
}

/** A line between two points, as a piece of a path. */
export function line(from: Point, to: Point): string {
  return `M${round(from.x)} ${round(from.y)}L${round(to.x)} ${round(to.y)}`;
}

/** A tenth of a millimetre of the piece is finer than any line. */
export function round(value: number): string {
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
