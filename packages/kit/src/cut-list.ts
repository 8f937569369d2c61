import type { CompiledKit } from './compiled-shapes.ts';
import type { Words } from './kit.ts';
import type { Part } from './part.ts';
import { wordIn } from './say.ts';

/** A row of what is to be cut or bought: parts that are alike count together. */
export interface ListedPart {
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
  const rows = new Map<string, { part: Part; count: number; milligrams: number | null }>();
  for (const part of parts) {
    const key = JSON.stringify([
      wordIn(partName(compiled, part), language),
      part.material,
      part.length,
      part.width,
      part.thickness,
      part.edges,
      part.holes,
    ]);
    const found = rows.get(key) ?? { part, count: 0, milligrams: 0 };
    found.count += part.count;
    found.milligrams =
      found.milligrams === null || part.mass === null ? null : found.milligrams + part.mass;
    rows.set(key, found);
  }
  return [...rows.values()].map(({ part, count, milligrams }) => ({
    name: wordIn(partName(compiled, part), language),
    material: wordIn(
      compiled.materials.get(part.material)?.name ?? { en: part.material },
      language,
    ),
    kind: part.kind,
    count,
    length: millimetres(part.length),
    width: millimetres(part.width),
    thickness: millimetres(part.thickness),
    edges: part.edges.map(({ side }) => side).join(' '),
    holes: part.holes.length,
    grams: milligrams === null ? '' : String(Math.round(milligrams / 1_000)),
  }));
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
