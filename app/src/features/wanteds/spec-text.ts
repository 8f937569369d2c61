import type { Attribute, SpecSheet } from './spec-sheet.ts';

const YES = new Set(['yes', 'ja']);
const NO = new Set(['no', 'nein']);
const NUMBER = /^(-?\d{1,12}(?:[.,]\d{1,6})?)\s*([^\d\s].{0,19})?$/;

/**
 * Reads a spec sheet from plain lines, such as `Diagonal: 65 in`, `Tuner: no`, `Stand: oak`: a number may have a unit, yes and
 * no are taken in both languages, all else is text. A line without a colon is a name with an empty text, which the schema refuses.
 */
export function readSpecText(text: string): Attribute[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean)
    .map(readLine);
}

function readLine(line: string): Attribute {
  const colon = line.indexOf(':');
  const name = (colon === -1 ? line : line.slice(0, colon)).trim();
  const value = colon === -1 ? '' : line.slice(colon + 1).trim();
  if (YES.has(value.toLowerCase())) return { name, kind: 'yes-no', value: true };
  if (NO.has(value.toLowerCase())) return { name, kind: 'yes-no', value: false };
  const [, number, unit = ''] = NUMBER.exec(value) ?? [];
  if (number !== undefined)
    return { name, kind: 'number', value: Number(number.replace(',', '.')), unit: unit.trim() };
  return { name, kind: 'text', value };
}

/** The lines from which a sheet would be read again. */
export function writeSpecText(spec: SpecSheet): string {
  return spec.map((line) => `${line.name}: ${valueText(line)}`).join('\n');
}

function valueText(line: Attribute): string {
  if (line.kind === 'yes-no') return line.value ? 'yes' : 'no';
  if (line.kind === 'text') return line.value;
  return [String(line.value), line.unit].filter(Boolean).join(' ');
}
