import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkit';
import { openWoff } from './open-woff.node.ts';

/** Writing on a sheet: a face cut into files by script, of which each letter takes the first that has it. */
export interface Letters {
  /** What is written with which file, in order; what none of them has stands as its number. */
  readonly runs: (text: string, isBold: boolean) => Run[];
  /** Whether something had to stand as its number. */
  readonly isUnwritten: () => boolean;
  /** The files that were needed, by the name that runs give them. */
  readonly source: (face: string) => Buffer;
}

export interface Run {
  readonly face: string;
  readonly text: string;
}

interface Face {
  readonly name: string;
  readonly bytes: Buffer;
  readonly font: Font;
}

const SCRIPTS = [
  'latin',
  'latin-ext',
  'greek',
  'cyrillic',
  'cyrillic-ext',
  'greek-ext',
  'vietnamese',
];
const WEIGHTS = { plain: 400, bold: 600 } as const;
const files = createRequire(import.meta.url);
const faces = new Map<string, Face>();

/** Of one sheet. The files are read once for a process, each when it is first needed. */
export function sheetLetters(): Letters {
  let isUnwritten = false;
  const letter = (code: string, weight: number): Run[] => {
    const face = faceFor(code, weight);
    if (face !== undefined) return [{ face: face.name, text: code }];
    isUnwritten = true;
    const number = (code.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return [{ face: nameOf('latin', weight), text: `‹${number}›` }];
  };
  return {
    runs: (text, isBold) =>
      joined(
        [...plain(text)].flatMap((code) => letter(code, isBold ? WEIGHTS.bold : WEIGHTS.plain)),
      ),
    isUnwritten: () => isUnwritten,
    source: (name) => faceOf(name).bytes,
  };
}

/** Line breaks and other controls are spaces on a line; narrow and fixed spaces are plain ones. */
function plain(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Zs}\p{Zl}\p{Zp}]/gu, ' ')
    .replaceAll(/\p{Cf}/gu, '');
}

function faceFor(code: string, weight: number): Face | undefined {
  const point = code.codePointAt(0) ?? 0;
  for (const script of SCRIPTS) {
    const face = faceOf(nameOf(script, weight));
    if (face.font.hasGlyphForCodePoint(point)) return face;
  }
  return undefined;
}

function nameOf(script: string, weight: number): string {
  return `${script}-${weight}`;
}

function faceOf(name: string): Face {
  const known = faces.get(name);
  if (known) return known;
  const path = files.resolve(`@fontsource/source-sans-3/files/source-sans-3-${name}-normal.woff`);
  const bytes = openWoff(readFileSync(path));
  const font = create(bytes);
  if (!('hasGlyphForCodePoint' in font)) throw new Error(`${name} is no single font.`);
  const face = { name, bytes, font };
  faces.set(name, face);
  return face;
}

function joined(runs: readonly Run[]): Run[] {
  const all: Run[] = [];
  for (const { face, text } of runs) {
    const last = all.at(-1);
    if (last?.face === face) all[all.length - 1] = { face, text: last.text + text };
    else all.push({ face, text });
  }
  return all;
}
