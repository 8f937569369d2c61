import { integerIn, momentIn, nameIn } from '../cells.ts';
import type { FileRefusal, Given } from '../command-line.node.ts';
import { refuseFile } from '../command-line.node.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { Moderation } from './polis-map.ts';
import { VoteBook, type Vote, type Votes } from './votes.ts';

export interface ReadVotes {
  readonly kind: 'votes';
  readonly votes: Votes;
  /** Rows whose vote is left empty: the person did not vote on the statement. */
  readonly blanks: number;
}

const COLUMNS = ['participant', 'statement', 'vote'] as const;
const VOTES: readonly (readonly [number, Vote])[] = [
  [-1, -1],
  [0, 0],
  [1, 1],
];

/** Reads `participant,statement,vote[,time]`; of several votes of one person on one statement the last counts. */
export async function readVotes(
  given: Given,
  file: string,
  order: 'name' | 'arrival',
): Promise<ReadVotes | FileRefusal> {
  const book = new VoteBook();
  let [blanks, told] = [0, 0];
  const plan = { required: COLUMNS, optional: ['time'] };
  const read = await given.read(file, plan, ([participant, statement, vote, time], row) => {
    if (vote.trim() === '') {
      blanks += 1;
      return null;
    }
    const parsed = parseRow([participant, statement, vote, time], row);
    if ('kind' in parsed) return parsed;
    book.add(parsed.participant, parsed.statement, parsed.vote, parsed.time);
    told += 1;
    return null;
  });
  if (read.kind !== 'read') return read;
  if (told === 0) return refuseFile(file, refuse('empty', 'there is no vote in it'));
  return { kind: 'votes', votes: book.close(order), blanks };
}

interface ParsedRow {
  readonly participant: string;
  readonly statement: string;
  readonly vote: Vote;
  readonly time: number;
}

function parseRow(cells: readonly string[], row: number): ParsedRow | Refusal {
  const participant = nameIn({ text: cells[0], row, column: 'participant' });
  if (typeof participant !== 'string') return participant;
  const statement = nameIn({ text: cells[1], row, column: 'statement' });
  if (typeof statement !== 'string') return statement;
  const number = integerIn({ text: cells[2], row, column: 'vote' }, -1, 1);
  if (typeof number !== 'number') return number;
  const time = cells[3].trim() === '' ? 0 : momentIn({ text: cells[3], row, column: 'time' });
  if (typeof time !== 'number') return time;
  const vote = VOTES.find(([value]) => value === number)?.[1] ?? 0;
  return { participant, statement, vote, time };
}

export interface StatementNotes {
  readonly kind: 'notes';
  readonly texts: readonly (string | null)[];
  readonly moderation: Moderation;
}

const MOST_TEXT = 10_000;

/**
 * Reads `statement,text[,moderation][,metadata]`: moderation -1 takes a statement out, metadata 1 marks one that is no opinion; both count
 * in compatibility mode alone. Statements that nobody voted on are let pass.
 */
export async function readStatements(
  given: Given,
  file: string,
  statements: readonly string[],
): Promise<StatementNotes | FileRefusal> {
  const place = new Map(statements.map((name, at) => [name, at]));
  const texts: (string | null)[] = statements.map(() => null);
  const movedOut = new Set<number>();
  const metadata = new Set<number>();
  const plan = { required: ['statement', 'text'], optional: ['moderation', 'metadata'] };
  const read = await given.read(file, plan, (cells, row) => {
    const name = nameIn({ text: cells[0], row, column: 'statement' });
    if (typeof name !== 'string') return name;
    const moderation = flagIn(cells[2], { row, column: 'moderation' }, -1);
    if (typeof moderation !== 'number') return moderation;
    const isMetadata = flagIn(cells[3], { row, column: 'metadata' }, 0);
    if (typeof isMetadata !== 'number') return isMetadata;
    const at = place.get(name);
    if (at === undefined) return null;
    texts[at] = cells[1].slice(0, MOST_TEXT);
    if (moderation === -1) movedOut.add(at);
    if (isMetadata === 1) metadata.add(at);
    return null;
  });
  if (read.kind !== 'read') return read;
  return { kind: 'notes', texts, moderation: { movedOut, metadata } };
}

function flagIn(
  text: string,
  place: { row: number; column: string },
  least: number,
): number | Refusal {
  return text.trim() === '' ? 0 : integerIn({ text, ...place }, least, 1);
}

/** Reads `participant,choice`, any number of rows a person: by person how often each choice was made. */
export async function readChoices(
  given: Given,
  file: string,
): Promise<{ readonly kind: 'choices'; readonly of: ReadonlyMap<string, string[]> } | FileRefusal> {
  const of = new Map<string, string[]>();
  const read = await given.read(file, { required: ['participant', 'choice'] }, (cells, row) => {
    const participant = nameIn({ text: cells[0], row, column: 'participant' });
    if (typeof participant !== 'string') return participant;
    const choice = nameIn({ text: cells[1], row, column: 'choice' });
    if (typeof choice !== 'string') return choice;
    const list = of.get(participant);
    if (list) list.push(choice);
    else of.set(participant, [choice]);
    return null;
  });
  return read.kind === 'read' ? { kind: 'choices', of } : read;
}
