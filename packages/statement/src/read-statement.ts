import { readCamt } from './read-camt.ts';
import { readCsv } from './read-csv.ts';
import { MOST_LETTERS, type StatementRead, UnreadableStatement } from './statement.ts';

/**
 * A bank statement file of any known format as credits and debits in minor units. Takes the text of the file; gives the
 * statement, or the first fault with its line. Nothing in the file is executed, expanded or fetched.
 */
export function readStatement(text: string): StatementRead {
  const start = text
    .slice(0, 1000)
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (start === '') return { kind: 'refused', reason: 'empty', line: 1 };
  if (text.length > MOST_LETTERS) return { kind: 'refused', reason: 'too-large', line: 1 };
  if (text.includes('\0')) return { kind: 'refused', reason: 'not-a-statement', line: 1 };
  try {
    const statement = start.startsWith('<') ? readCamt(text.replace(/^\uFEFF/, '')) : readCsv(text);
    return { kind: 'read', statement };
  } catch (error) {
    if (!(error instanceof UnreadableStatement)) throw error;
    const { reason, line, field } = error;
    return { kind: 'refused', reason, line, ...(field === undefined ? {} : { field }) };
  }
}
