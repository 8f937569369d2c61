import { compare } from '../order.ts';

/** Agree 1, disagree -1, pass 0: as in the files that people hand in. */
export type Vote = -1 | 0 | 1;

/**
 * Votes by person, sparse: the votes of person p stand at start[p] .. start[p + 1] - 1 of `statement` and `vote`, in ascending order of
 * statement, each statement at most once. Whoever cast no vote is not in it.
 */
export interface Votes {
  readonly participants: readonly string[];
  readonly statements: readonly string[];
  readonly start: Int32Array;
  readonly statement: Int32Array;
  readonly vote: Int8Array;
}

/** The same votes by statement: who voted on it, and how. */
export interface VotesByStatement {
  readonly start: Int32Array;
  readonly person: Int32Array;
  readonly vote: Int8Array;
}

const FIRST_CAPACITY = 1 << 12;

/** Takes votes in the order in which they are told. Memory: 17 bytes a vote told, and the names. */
export class VoteBook {
  readonly #people = new Map<string, number>();
  readonly #topics = new Map<string, number>();
  #person = new Int32Array(FIRST_CAPACITY);
  #topic = new Int32Array(FIRST_CAPACITY);
  #vote = new Int8Array(FIRST_CAPACITY);
  #time = new Float64Array(FIRST_CAPACITY);
  #count = 0;

  /** `time` in any unit that grows; of two votes of one person on one statement the later counts, at equal times the one told last. */
  add(participant: string, statement: string, vote: Vote, time = 0): void {
    if (this.#count === this.#vote.length) this.#grow();
    this.#person[this.#count] = numberOf(this.#people, participant);
    this.#topic[this.#count] = numberOf(this.#topics, statement);
    this.#vote[this.#count] = vote;
    this.#time[this.#count] = time;
    this.#count += 1;
  }

  /**
   * The votes that count. By `name`, people and statements are in the order of their names (numbers by size, then text by code unit), so
   * that the order of telling leaves no trace; by `arrival`, in the order of the first vote, as Polis has them.
   */
  close(order: 'name' | 'arrival'): Votes {
    const people = placesOf([...this.#people.keys()], order, this.#firstTimes(this.#person));
    const topics = placesOf([...this.#topics.keys()], order, this.#firstTimes(this.#topic));
    return this.#lay(people, topics);
  }

  #lay(people: Places, topics: Places): Votes {
    const row = this.#person.subarray(0, this.#count).map((at) => people.place[at]);
    const column = this.#topic.subarray(0, this.#count).map((at) => topics.place[at]);
    const byColumn = sortedBy(column, identity(this.#count), topics.names.length);
    const byCell = sortedBy(row, byColumn, people.names.length);
    const kept = new Int32Array(this.#count);
    let length = 0;
    for (const at of byCell) {
      const before = kept[length - 1];
      const same = length > 0 && row[before] === row[at] && column[before] === column[at];
      if (!same) kept[length++] = at;
      else if (this.#time[at] >= this.#time[before]) kept[length - 1] = at;
    }
    const chosen = kept.subarray(0, length);
    return {
      participants: people.names,
      statements: topics.names,
      start: startsOf(chosen, row, people.names.length),
      statement: chosen.map((at) => column[at]),
      vote: Int8Array.from(chosen, (at) => this.#vote[at]),
    };
  }

  #firstTimes(of: Int32Array): Float64Array {
    const first = new Float64Array(Math.max(this.#people.size, this.#topics.size)).fill(Infinity);
    for (let at = 0; at < this.#count; at++) {
      first[of[at]] = Math.min(first[of[at]], this.#time[at]);
    }
    return first;
  }

  #grow(): void {
    const to = this.#vote.length * 2;
    this.#person = grown(this.#person, new Int32Array(to));
    this.#topic = grown(this.#topic, new Int32Array(to));
    this.#vote = grown(this.#vote, new Int8Array(to));
    this.#time = grown(this.#time, new Float64Array(to));
  }
}

/** The same votes indexed by statement; people ascend within each. */
export function byStatement(votes: Votes): VotesByStatement {
  const count = votes.statements.length;
  const start = new Int32Array(count + 1);
  for (const at of votes.statement) start[at + 1] += 1;
  for (let at = 0; at < count; at++) start[at + 1] += start[at];
  const next = start.slice();
  const person = new Int32Array(votes.vote.length);
  const vote = new Int8Array(votes.vote.length);
  for (let row = 0; row < votes.participants.length; row++) {
    for (let at = votes.start[row]; at < votes.start[row + 1]; at++) {
      const place = next[votes.statement[at]]++;
      person[place] = row;
      vote[place] = votes.vote[at];
    }
  }
  return { start, person, vote };
}

/** The votes of some people, given by ascending numbers; statements stay as they are, also those that nobody is left for. */
export function votesOf(votes: Votes, people: ArrayLike<number>): Votes {
  const start = new Int32Array(people.length + 1);
  for (let at = 0; at < people.length; at++) {
    start[at + 1] = start[at] + votes.start[people[at] + 1] - votes.start[people[at]];
  }
  const statement = new Int32Array(start[people.length]);
  const vote = new Int8Array(start[people.length]);
  for (let at = 0; at < people.length; at++) {
    const [from, to] = [votes.start[people[at]], votes.start[people[at] + 1]];
    statement.set(votes.statement.subarray(from, to), start[at]);
    vote.set(votes.vote.subarray(from, to), start[at]);
  }
  const participants = Array.from(people, (person) => votes.participants[person]);
  return { participants, statements: votes.statements, start, statement, vote };
}

function numberOf(names: Map<string, number>, name: string): number {
  const known = names.get(name);
  if (known !== undefined) return known;
  names.set(name, names.size);
  return names.size - 1;
}

interface Places {
  readonly names: string[];
  /** Where the name that came n-th stands. */
  readonly place: Int32Array;
}

function placesOf(names: string[], order: 'name' | 'arrival', times: Float64Array): Places {
  const at = [...names.keys()];
  if (order === 'name') at.sort((one, other) => compareNames(names[one], names[other]));
  else at.sort((one, other) => times[one] - times[other] || one - other);
  const place = new Int32Array(names.length);
  for (const [to, from] of at.entries()) place[from] = to;
  return { names: at.map((from) => names[from]), place };
}

/** Whole numbers first and by size, then text by code unit. */
export function compareNames(one: string, other: string): number {
  const [left, right] = [wholeNumber(one), wholeNumber(other)];
  if (left !== null && right !== null && left !== right) return left - right;
  if ((left === null) !== (right === null)) return left === null ? 1 : -1;
  return compare(one, other);
}

function wholeNumber(name: string): number | null {
  return /^\d{1,15}$/.test(name) ? Number(name) : null;
}

/** A stable counting sort: `order` rearranged so that the keys ascend. */
function sortedBy(keys: Int32Array, order: Int32Array, count: number): Int32Array {
  const next = new Int32Array(count + 1);
  for (const key of keys) next[key + 1] += 1;
  for (let at = 0; at < count; at++) next[at + 1] += next[at];
  const sorted = new Int32Array(order.length);
  for (const at of order) sorted[next[keys[at]]++] = at;
  return sorted;
}

function startsOf(chosen: Int32Array, row: Int32Array, count: number): Int32Array {
  const start = new Int32Array(count + 1);
  for (const at of chosen) start[row[at] + 1] += 1;
  for (let at = 0; at < count; at++) start[at + 1] += start[at];
  return start;
}

function identity(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, at) => at);
}

function grown<T extends Int32Array | Int8Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
