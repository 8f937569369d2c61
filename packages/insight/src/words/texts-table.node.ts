import { momentIn, nameIn, quoted } from '../cells.ts';
import { refuseFile, type FileRefusal, type Given } from '../command-line.node.ts';
import { refuse, refuseCell, type Refusal } from '../refusal.ts';
import type { Language } from './languages.ts';

export interface TableText {
  readonly id: string;
  readonly text: string;
  readonly at?: number;
  readonly language?: Language;
  /** The cell of the column of groups; '' without one. */
  readonly group: string;
}

export interface TextsRead {
  readonly kind: 'texts';
  readonly texts: readonly TableText[];
  readonly timed: boolean;
}

const MOST_TEXTS = 1_000_000;
/** No date lies further from 1970, in milliseconds. */
const LATEST = 8.64e15;

/**
 * Reads a table of texts: `text`, and where they are there `id` (the row counts otherwise), `time` and
 * `language` (`en`, `de`, or anything else for neither), with one more column for groups if it is named.
 * Refuses what the reading of tables refuses, two texts of one id, and a group without a name.
 */
export async function readTextsTable(
  given: Given,
  groupColumn?: string,
): Promise<TextsRead | FileRefusal> {
  const [file] = given.files;
  const texts: TableText[] = [];
  const ids = new Set<string>();
  const plan = {
    required: groupColumn === undefined ? ['text'] : ['text', groupColumn],
    optional: ['id', 'time', 'language'].filter((name) => name !== groupColumn),
    mostRows: MOST_TEXTS,
  };
  const columns = [...plan.required, ...plan.optional];
  const read = await given.read(file, plan, (cells, row) => {
    const cell = (name: string) => ({
      text: cells[columns.indexOf(name)] ?? '',
      row,
      column: name,
    });
    const found = textIn(cell, row, groupColumn);
    if ('kind' in found) return found;
    if (ids.has(found.id)) {
      return refuseCell(cell('id'), 'duplicate', `two texts have the id ${quoted(found.id)}`);
    }
    ids.add(found.id);
    texts.push(found);
    return null;
  });
  if (read.kind === 'file-refused') return read;
  if (texts.length === 0) return refuseFile(file, refuse('empty', 'there is no text in it'));
  return { kind: 'texts', texts, timed: read.present.has('time') };
}

type CellOf = (name: string) => {
  readonly text: string;
  readonly row: number;
  readonly column: string;
};

function textIn(cell: CellOf, row: number, groupColumn?: string): TableText | Refusal {
  const id = cell('id').text.trim() || String(row);
  const group = groupColumn === undefined ? '' : nameIn(cell(groupColumn));
  if (typeof group !== 'string') return group;
  const at = cell('time').text.trim() === '' ? undefined : momentIn(cell('time'));
  if (at !== undefined && typeof at !== 'number') return at;
  if (at !== undefined && Math.abs(at) > LATEST)
    return refuseCell(cell('time'), 'out-of-range', `${at} is too far from 1970`);
  const language = languageIn(cell('language').text.trim().toLowerCase());
  return { id, text: cell('text').text, at, language, group };
}

/** `de-AT` is German; what is neither German nor English is read without stems and stop words. */
function languageIn(code: string): Language | undefined {
  if (code === '') return undefined;
  const [own] = code.split(/[-_]/);
  return own === 'en' || own === 'de' ? own : 'other';
}
