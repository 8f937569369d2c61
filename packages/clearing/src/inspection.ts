import { MAX_ID_LENGTH, MAX_REFUSALS } from './bounds.ts';
import type { Refusal, RefusalReason } from './refusal.ts';

/** Where a value stands. A function, so that the text is only built for a value that is refused. */
export type Place = () => string;

export type Fields = Readonly<Record<string, unknown>>;

/**
 * Collects what is wrong with a value, in the order in which it is looked at.
 * A reader that refuses still returns a harmless value of the asked type, so that the rest is looked
 * at too; nobody may use what was read when there are refusals.
 */
export class Inspection {
  readonly refusals: Refusal[] = [];

  /** True once enough was found wrong: looking further would only lengthen the list. */
  get full(): boolean {
    return this.refusals.length >= MAX_REFUSALS;
  }

  refuse(path: string, reason: RefusalReason, message: string): void {
    if (!this.full) this.refusals.push({ kind: 'refused', path, reason, message });
  }

  fields(value: unknown, place: Place): Fields | null {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Fields;
    }
    this.refuseShape(value, place(), 'not-an-object', 'an object');
    return null;
  }

  list(value: unknown, place: Place, most: number): readonly unknown[] | null {
    if (!Array.isArray(value)) {
      this.refuseShape(value, place(), 'not-a-list', 'a list');
      return null;
    }
    if (value.length <= most) return value;
    this.refuse(place(), 'too-many', `holds ${value.length} entries; at most ${most} are allowed`);
    return null;
  }

  integer(value: unknown, place: Place, least: number, most: number): number {
    if (typeof value !== 'number') {
      this.refuseShape(value, place(), 'not-an-integer', 'an integer');
    } else if (!Number.isInteger(value)) {
      this.refuse(place(), 'not-an-integer', `${value} is not an integer`);
    } else if (value < least) {
      this.refuse(place(), 'too-small', `${value} is below the least allowed, ${least}`);
    } else if (value > most) {
      this.refuse(place(), 'too-large', `${value} is above the most allowed, ${most}`);
    } else {
      return value + 0;
    }
    return least;
  }

  id(value: unknown, place: Place): string {
    if (typeof value !== 'string') {
      this.refuseShape(value, place(), 'not-text', 'text');
    } else if (value.length === 0) {
      this.refuse(place(), 'empty', 'is empty; an id needs at least one character');
    } else if (value.length > MAX_ID_LENGTH) {
      const message = `has ${value.length} characters; an id has at most ${MAX_ID_LENGTH}`;
      this.refuse(place(), 'too-long', message);
    } else if (!value.isWellFormed()) {
      this.refuse(place(), 'malformed-text', 'holds half a surrogate pair, which no text may');
    } else {
      return value;
    }
    return '';
  }

  choice<Choice extends string>(value: unknown, place: Place, choices: readonly Choice[]): Choice {
    const found = choices.find((choice) => choice === value);
    if (found !== undefined) return found;
    if (typeof value === 'string') {
      const message = `${quoted(value)} is none of ${choices.join(', ')}`;
      this.refuse(place(), 'unknown-choice', message);
    } else {
      this.refuseShape(value, place(), 'not-text', `one of ${choices.join(', ')}`);
    }
    return choices[0] as Choice;
  }

  /** A field with a wrong letter must not pass as a field left out. */
  knownFields(fields: Fields, known: ReadonlySet<string>, place: Place): void {
    for (const name in fields) {
      if (known.has(name)) continue;
      const path = joined(place(), name);
      this.refuse(path, 'unknown-field', `is no field here; known are ${[...known].join(', ')}`);
    }
  }

  private refuseShape(value: unknown, path: string, reason: RefusalReason, wanted: string): void {
    if (value === undefined) this.refuse(path, 'missing', `is missing; ${wanted} is needed`);
    else this.refuse(path, reason, `is ${described(value)}; ${wanted} is needed`);
  }
}

/** `offers[0]` and `id` make `offers[0].id`; a name that is no plain word is quoted in brackets. */
export function joined(parent: string, name: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]{0,63}$/.test(name)) return `${parent}[${quoted(name)}]`;
  return parent === '' ? name : `${parent}.${name}`;
}

function described(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return `the text ${quoted(value)}`;
  if (typeof value === 'object') return 'an object';
  return typeof value === 'boolean' ? String(value) : `a ${typeof value}`;
}

/** Long texts are shown by their beginning: a message stays a line. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
