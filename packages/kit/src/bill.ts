import type { CompiledKit } from './compiled-shapes.ts';
import type { DrawnSheet } from './draw-cut-plan.ts';
import type { Material } from './kit.ts';
import type { Part } from './part.ts';
import { sayQuantity, wordIn } from './say.ts';
import { filled, type WorkshopWords } from './workshop-words.ts';

/** What is bought for one piece: a material and how much of it, in words. */
export interface BillRow {
  readonly name: string;
  readonly kind: 'material' | 'fitting';
  readonly amount: string;
  /** Of all of it, in words; empty where it is not known. */
  readonly mass: string;
}

/** The bill of materials of one piece, in the order of the kit: sheets as the plan lays them out, edge bands by their length. */
export function billOf(
  { kit }: CompiledKit,
  parts: readonly Part[],
  sheets: readonly DrawnSheet[],
  { language, words }: { readonly language: string; readonly words: WorkshopWords },
): BillRow[] {
  return kit.materials.flatMap((material): BillRow[] => {
    const own = parts.filter((part) => part.material === material.id);
    const kind = material.kind === 'piece' ? 'fitting' : 'material';
    const amount = amountOf(material, { own, parts, sheets, language, words });
    const name = wordIn(material.name, language);
    return amount === null ? [] : [{ name, kind, amount, mass: massOf(own, language) }];
  });
}

interface Counting {
  readonly own: readonly Part[];
  readonly parts: readonly Part[];
  readonly sheets: readonly DrawnSheet[];
  readonly language: string;
  readonly words: WorkshopWords;
}

function amountOf(
  material: Material,
  { own, parts, sheets, language, words }: Counting,
): string | null {
  if (material.kind === 'edge') {
    const length = sumOf(parts, ({ edges, count }) =>
      edges.reduce(
        (sum, edge) => sum + (edge.material === material.id ? edge.length * count : 0),
        0,
      ),
    );
    return length === 0 ? null : filled(words.edge, { length: decimal(length / 1e6, language) });
  }
  if (own.length === 0) return null;
  const count = sumOf(own, (part) => part.count);
  const cut = sheets.filter((sheet) => sheet.material === material.id);
  if (cut.length > 0) return sheetsOf(cut, words);
  if (material.kind === 'sheet')
    return sayQuantity(
      sumOf(own, (part) => part.length * part.width * part.count),
      'area',
      language,
    );
  if (material.kind !== 'solid') return filled(words.pieces, { count });
  const volume = sumOf(own, ({ box, count: times }) =>
    box === null ? 0 : (box.dx / 1e5) * (box.dy / 1e5) * (box.dz / 1e5) * times,
  );
  return filled(words.lengths, { count, volume: decimal(volume, language) });
}

/** By size, since a material may be sold in several. */
function sheetsOf(sheets: readonly DrawnSheet[], words: WorkshopWords): string {
  const sizes = new Map<string, number>();
  for (const { length, width } of sheets) {
    const size = `${length} ${width}`;
    sizes.set(size, (sizes.get(size) ?? 0) + 1);
  }
  return [...sizes]
    .map(([size, count]) => {
      const [length = '', width = ''] = size.split(' ');
      return filled(words.sheets, { count, length, width });
    })
    .join(', ');
}

function massOf(parts: readonly Part[], language: string): string {
  if (parts.length === 0 || parts.some(({ mass }) => mass === null)) return '';
  return sayQuantity(
    sumOf(parts, ({ mass }) => mass ?? 0),
    'mass',
    language,
  );
}

function sumOf(parts: readonly Part[], of: (part: Part) => number): number {
  return parts.reduce((sum, part) => sum + of(part), 0);
}

function decimal(value: number, language: string): string {
  const text = (Math.ceil(value * 10) / 10).toFixed(1);
  return language === 'de' ? text.replace('.', ',') : text;
}
