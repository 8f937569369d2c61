import { MAX_INSTANCE_CHARACTERS, MAX_NESTING, MAX_STRING_LENGTH } from './bounds.ts';
import { joined, quoted } from './inspection.ts';
import type { Refusal, RefusalReason } from './refusal.ts';

export type ReadText =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'refused'; readonly refusals: readonly Refusal[] };

/**
 * Reads JSON strictly, for money: numbers are plain integers as written (no fraction, no exponent,
 * nothing that a double would round), no key stands twice in an object, nesting and strings are
 * bounded. `JSON.parse` would take the last of two keys and round 9007199254740993 in silence.
 */
export function readInstanceText(text: string): ReadText {
  if (text.length > MAX_INSTANCE_CHARACTERS) {
    const message = `has ${text.length} characters; at most ${MAX_INSTANCE_CHARACTERS} are read`;
    return { kind: 'refused', refusals: [refusal('instance', 'too-large', message)] };
  }
  const reader = new Reader(text);
  const value = reader.whole();
  return reader.found === null
    ? { kind: 'value', value }
    : { kind: 'refused', refusals: [reader.found] };
}

function refusal(path: string, reason: RefusalReason, message: string): Refusal {
  return { kind: 'refused', path, reason, message };
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const COMMA = 0x2c;
const COLON = 0x3a;
const MINUS = 0x2d;

/** Reads on until the first refusal; after one, every part returns at once. */
class Reader {
  found: Refusal | null = null;
  private readonly text: string;
  private at = 0;
  private readonly steps: (string | number)[] = [];

  constructor(text: string) {
    this.text = text;
  }

  whole(): unknown {
    if (this.text.charCodeAt(0) === 0xfeff) this.at = 1;
    const value = this.value();
    this.skipSpace();
    if (this.found === null && this.at < this.text.length) {
      this.refuse('not-json', `more follows after the instance, at ${this.position()}`);
    }
    return value;
  }

  private value(): unknown {
    this.skipSpace();
    const code = this.text.charCodeAt(this.at);
    if (code === OPEN_OBJECT) return this.nested(() => this.object());
    if (code === OPEN_LIST) return this.nested(() => this.list());
    if (code === QUOTE) return this.string();
    if (code === MINUS || isDigit(code)) return this.number();
    return this.word();
  }

  private nested<Value>(read: () => Value): Value | undefined {
    if (this.steps.length >= MAX_NESTING) {
      return this.refuse('too-deep', `is nested deeper than ${MAX_NESTING}`);
    }
    this.at++;
    return read();
  }

  private object(): unknown {
    const entries = new Map<string, unknown>();
    if (this.skips(CLOSE_OBJECT)) return {};
    for (;;) {
      this.skipSpace();
      if (this.text.charCodeAt(this.at) !== QUOTE) return this.refuseHere('a key in quotes');
      const key = this.string();
      if (this.found !== null || key === undefined) return undefined;
      this.steps.push(key);
      if (entries.has(key)) return this.refuse('duplicate-key', 'stands twice in the same object');
      if (!this.skips(COLON)) return this.refuseHere('a colon');
      entries.set(key, this.value());
      if (this.found !== null) return undefined;
      this.steps.pop();
      if (this.skips(CLOSE_OBJECT)) return Object.fromEntries(entries);
      if (!this.skips(COMMA)) return this.refuseHere('a comma or the end of the object');
    }
  }

  private list(): unknown {
    const entries: unknown[] = [];
    if (this.skips(CLOSE_LIST)) return entries;
    for (;;) {
      this.steps.push(entries.length);
      entries.push(this.value());
      if (this.found !== null) return undefined;
      this.steps.pop();
      if (this.skips(CLOSE_LIST)) return entries;
      if (!this.skips(COMMA)) return this.refuseHere('a comma or the end of the list');
    }
  }

  private string(): string | undefined {
    const start = this.at;
    for (let end = start + 1; end < this.text.length; end++) {
      const code = this.text.charCodeAt(end);
      if (code === BACKSLASH) end++;
      else if (code === QUOTE) return this.stringBetween(start, end + 1);
      if (end - start > MAX_STRING_LENGTH) {
        return this.refuse('too-long', `holds a text of over ${MAX_STRING_LENGTH} characters`);
      }
    }
    this.at = this.text.length;
    return this.refuseHere('the end of a text');
  }

  /** The text's own rules for escapes and control characters are left to `JSON.parse`. */
  private stringBetween(start: number, end: number): string | undefined {
    this.at = end;
    try {
      return String(JSON.parse(this.text.slice(start, end)));
    } catch {
      this.at = start;
      return this.refuseHere('a text without bare control characters or unknown escapes');
    }
  }

  private number(): number | undefined {
    const start = this.at;
    while (isNumberPart(this.text.charCodeAt(this.at))) this.at++;
    const written = this.text.slice(start, Math.min(this.at, start + 41));
    const value = Number(written);
    const isPlain = /^-?(0|[1-9][0-9]{0,15})$/.test(written);
    if (isPlain && Number.isSafeInteger(value)) return value;
    const message = /^-?(0|[1-9][0-9]*)$/.test(written)
      ? `${quoted(written)} is past 2^53 - 1, up to which integers are exact`
      : `${quoted(written)} is not a plain integer`;
    return this.refuse(/^-?[0-9]+$/.test(written) ? 'too-large' : 'not-an-integer', message);
  }

  private word(): unknown {
    for (const [word, value] of WORDS) {
      if (!this.text.startsWith(word, this.at)) continue;
      this.at += word.length;
      return value;
    }
    return this.refuseHere('a value');
  }

  private skips(code: number): boolean {
    this.skipSpace();
    if (this.text.charCodeAt(this.at) !== code) return false;
    this.at++;
    return true;
  }

  private skipSpace(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.at++;
    }
  }

  private refuseHere(wanted: string): undefined {
    const isOver = this.at >= this.text.length;
    const seen = isOver
      ? 'the text ends'
      : `${quoted(this.text.slice(this.at, this.at + 12))} stands`;
    return this.refuse('not-json', `${seen} at ${this.position()}, where ${wanted} is needed`);
  }

  private refuse(reason: RefusalReason, message: string): undefined {
    this.found ??= refusal(this.path(), reason, message);
    return undefined;
  }

  private path(): string {
    const path = this.steps.reduce<string>(
      (parent, step) => (typeof step === 'number' ? `${parent}[${step}]` : joined(parent, step)),
      '',
    );
    return path === '' ? 'instance' : path;
  }

  private position(): string {
    const before = this.text.slice(0, this.at);
    const line = before.split('\n').length;
    return `line ${line}, column ${this.at - before.lastIndexOf('\n')}`;
  }
}

const WORDS: readonly (readonly [string, unknown])[] = [
  ['null', null],
  ['true', true],
  ['false', false],
];

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Letters belong to it too, so that 1e400 or 12abc is named as a whole. */
function isNumberPart(code: number): boolean {
  const isLetter = (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
  return isDigit(code) || isLetter || code === MINUS || code === 0x2b || code === 0x2e;
}
