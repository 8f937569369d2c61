import { compare } from '../order.ts';
import { readTexts, type TextItem } from './texts.ts';

/** Texts as counts of terms, rows compressed: row r holds entries starts[r] to starts[r + 1] - 1. */
export interface Corpus {
  /** Ids of the texts that hold at least one term, in the order of the rows. */
  readonly ids: readonly string[];
  /** For each row, where its text stood in the input. */
  readonly sources: Uint32Array;
  /** Stems in byte order: the columns. */
  readonly terms: readonly string[];
  /** For each column its most frequent surface form, for people. */
  readonly labels: readonly string[];
  /** For each column the number of texts that hold it. */
  readonly textsWith: Uint32Array;
  readonly starts: Uint32Array;
  readonly columns: Uint32Array;
  readonly counts: Float64Array;
}

export interface CorpusOptions {
  /** A term in fewer texts is left out; 1 keeps all. */
  readonly minTexts: number;
  /** A term in a larger share of the texts is left out; 1 keeps all. */
  readonly maxShare: number;
  /** Of the terms left those in the most texts, so many; all unless said. */
  readonly mostTerms?: number;
}

/**
 * Counts the terms of texts. Rows follow the content of the texts (then the id) and columns the
 * bytes of the stems, so that neither the order of the input nor texts without words change anything.
 *
 * Takes texts with distinct ids; gives the counts. Time and memory follow the number of words.
 */
export function corpusOf(items: readonly TextItem[], options: CorpusOptions): Corpus {
  const read = readTexts(items);
  const rows = read
    .map((text, source) => ({ text, source, key: items[source].text }))
    .filter(({ text }) => text.terms.length > 0)
    .sort((a, b) => compare(a.key, b.key) || compare(a.text.id, b.text.id));
  const vocabulary = new Vocabulary();
  for (const { text } of rows) vocabulary.add(text.terms, text.surfaces);
  const kept = vocabulary.kept(options, rows.length);
  return fill(
    rows.map(({ text, source }) => ({ id: text.id, source, terms: text.terms })),
    kept,
    vocabulary,
  );
}

class Vocabulary {
  readonly #texts = new Map<string, number>();
  readonly #surfaces = new Map<string, Map<string, number>>();

  add(terms: readonly string[], surfaces: readonly string[]): void {
    for (const term of new Set(terms)) this.#texts.set(term, (this.#texts.get(term) ?? 0) + 1);
    for (const [index, term] of terms.entries()) {
      const forms = this.#surfaces.get(term) ?? new Map<string, number>();
      forms.set(surfaces[index], (forms.get(surfaces[index]) ?? 0) + 1);
      this.#surfaces.set(term, forms);
    }
  }

  kept({ minTexts, maxShare, mostTerms }: CorpusOptions, texts: number): string[] {
    return [...this.#texts]
      .filter(([, count]) => count >= minTexts && count <= maxShare * texts)
      .sort(([a, countA], [b, countB]) => countB - countA || compare(a, b))
      .slice(0, mostTerms)
      .map(([term]) => term)
      .sort();
  }

  textsWith(term: string): number {
    return this.#texts.get(term) ?? 0;
  }

  label(term: string): string {
    const forms = [...(this.#surfaces.get(term) ?? [])];
    forms.sort(([a, countA], [b, countB]) => countB - countA || compare(a, b));
    return forms[0]?.[0] ?? term;
  }
}

interface Row {
  readonly id: string;
  readonly source: number;
  readonly terms: readonly string[];
}

function fill(rows: readonly Row[], terms: readonly string[], vocabulary: Vocabulary): Corpus {
  const columnOf = new Map(terms.map((term, column) => [term, column]));
  const ids: string[] = [];
  const sources: number[] = [];
  const starts = [0];
  const columns: number[] = [];
  const counts: number[] = [];
  for (const { id, source, terms: words } of rows) {
    const row = new Map<number, number>();
    for (const word of words) {
      const column = columnOf.get(word);
      if (column !== undefined) row.set(column, (row.get(column) ?? 0) + 1);
    }
    if (row.size === 0) continue;
    ids.push(id);
    sources.push(source);
    for (const [column, count] of [...row].sort(([a], [b]) => a - b)) {
      columns.push(column);
      counts.push(count);
    }
    starts.push(columns.length);
  }
  return {
    ids,
    sources: Uint32Array.from(sources),
    terms,
    labels: terms.map((term) => vocabulary.label(term)),
    textsWith: Uint32Array.from(terms, (term) => vocabulary.textsWith(term)),
    starts: Uint32Array.from(starts),
    columns: Uint32Array.from(columns),
    counts: Float64Array.from(counts),
  };
}
