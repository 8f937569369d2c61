import type { CompiledKit } from './compiled-shapes.ts';
import type { Words } from './kit.ts';
import type { Part } from './part.ts';
import { wordIn } from './say.ts';

/** A row of what is to be cut or bought: parts that are alike count together. */
export interface ListedPart {
  /** Its place in the list, from 1: what it is called in an exploded view. */
  readonly number: number;
  readonly name: string;
  readonly material: string;
  readonly kind: string;
  readonly count: number;
  /** Millimetres with one decimal, empty for what has no shape. */
  readonly length: string;
  readonly width: string;
  readonly thickness: string;
  readonly edges: string;
  readonly holes: number;
  /** Grams of all of them; empty where it is not known. */
  readonly grams: string;
}

const COLUMNS = [
  'number',
  'name',
  'material',
  'kind',
  'count',
  'length',
  'width',
  'thickness',
  'edges',
  'holes',
  'grams',
] as const satisfies readonly (keyof ListedPart)[];

/** The bill of materials and cut list of evaluated parts, in a language of the kit, alike ones together. */
export function listParts(
  compiled: CompiledKit,
  parts: readonly Part[],
  language: string,
): ListedPart[] {
  return gathered(compiled, parts).map(({ members, first }, at) => ({
    number: at + 1,
    name: wordIn(partName(compiled, first), language),
    material: wordIn(
      compiled.materials.get(first.material)?.name ?? { en: first.material },
      language,
    ),
    kind: first.kind,
    count: members.reduce((sum, { count }) => sum + count, 0),
    length: millimetres(first.length),
    width: millimetres(first.width),
    thickness: millimetres(first.thickness),
    edges: first.edges.map(({ side }) => side).join(' '),
    holes: first.holes.length,
    grams: gramsOf(members),
  }));
}

/** The number in that list of each part, by its id. */
export function numbersOfParts(compiled: CompiledKit, parts: readonly Part[]): Map<string, number> {
  return new Map(
    gathered(compiled, parts).flatMap(({ members }, at) =>
      members.map(({ id }): [string, number] => [id, at + 1]),
    ),
  );
}

/** Parts that are alike, in the order of the first of each. */
function gathered(
  compiled: CompiledKit,
  parts: readonly Part[],
): { first: Part; members: Part[] }[] {
  const rows = new Map<string, { first: Part; members: Part[] }>();
  for (const part of parts) {
    const { material, length, width, thickness, edges, holes } = part;
    const { en } = partName(compiled, part);
    const key = JSON.stringify([en, material, length, width, thickness, edges, holes]);
    const found = rows.get(key);
    if (found) found.members.push(part);
    else rows.set(key, { first: part, members: [part] });
  }
  return [...rows.values()];
}

function gramsOf(parts: readonly Part[]): string {
  if (parts.some(({ mass }) => mass === null)) return '';
  const milligrams = parts.reduce((sum, { mass }) => sum + (mass ?? 0), 0);
  return String(Math.round(milligrams / 1_000));
}

/** The same as CSV with a header (RFC 4180); cells that a spreadsheet would run as a formula begin with an apostrophe. */
export function cutListCsv(
  compiled: CompiledKit,
  parts: readonly Part[],
  language: string,
): string {
  const rows = listParts(compiled, parts, language).map((row) =>
    COLUMNS.map((column) => cell(String(row[column]))),
  );
  return [COLUMNS, ...rows].map((row) => `${row.join(',')}\r\n`).join('');
}

/** What a part is called, by the rule that made it. */
export function partName({ types }: CompiledKit, part: Part): Words {
  for (const { type } of types.values()) {
    const rule = type.parts.find(({ id, kind }) => id === part.rule && kind === part.kind);
    if (rule !== undefined) return rule.name;
  }
  return { en: part.rule };
}

function millimetres(micrometres: number): string {
  return micrometres === 0 ? '' : (Math.round(micrometres / 100) / 10).toFixed(1);
}

function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
