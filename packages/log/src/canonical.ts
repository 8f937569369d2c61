import { depthMax } from './limits.ts';
import { childPath, refused, type Refused, type RefusalReason } from './refusal.ts';

/**
 * Canonical JSON: RFC 8785 restricted to integers within ±(2^53-1), strings, booleans, null, lists
 * and objects. Two programs that hold the same value write the same bytes, so they hash the same.
 */
export type Canonical =
  null | boolean | number | string | readonly Canonical[] | { readonly [key: string]: Canonical };

export type CanonicalObject = { readonly [key: string]: Canonical };

/** The one text of a value, at most `depth` lists and objects deep, or the path and the name of what has no canonical form. */
export function canonicalText(
  value: unknown,
  depth = depthMax,
): { readonly kind: 'text'; readonly text: string } | Refused {
  try {
    return { kind: 'text', text: textOf(value, '', depthMax - depth) };
  } catch (error) {
    return refusalFrom(error);
  }
}

/** The text of a value that is already known to be canonical; throws on any other. */
export function writeCanonical(value: Canonical): string {
  return textOf(value, '', 0);
}

/** Reads a text that must be canonical to the letter: no space, no other order, no other spelling. */
export function parseCanonical(
  text: string,
): { readonly kind: 'value'; readonly value: Canonical } | Refused {
  try {
    const reader = new CanonicalReader(text);
    return { kind: 'value', value: reader.whole() };
  } catch (error) {
    return refusalFrom(error);
  }
}

/** Whether a canonical value is an object, and neither a list nor null. */
export function isCanonicalObject(value: Canonical | undefined): value is CanonicalObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Carries a refusal out of the recursion; it never leaves this file. */
class CanonicalError extends Error {
  readonly path: string;
  readonly reason: RefusalReason;
  constructor(path: string, reason: RefusalReason) {
    super(`${path}: ${reason}`);
    this.path = path;
    this.reason = reason;
  }
}

function refusalFrom(error: unknown): Refused {
  if (error instanceof CanonicalError) return refused(error.path, error.reason);
  throw error;
}

function textOf(value: unknown, path: string, depth: number): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return integerText(value, path);
  if (typeof value === 'string') return stringText(value, path);
  if (typeof value !== 'object') throw new CanonicalError(path, 'not-a-plain-value');
  if (depth >= depthMax) throw new CanonicalError(path, 'too-deep');
  return Array.isArray(value) ? listText(value, path, depth) : objectText(value, path, depth);
}

function integerText(value: number, path: string): string {
  if (!Number.isInteger(value)) throw new CanonicalError(path, 'not-an-integer');
  if (!Number.isSafeInteger(value)) throw new CanonicalError(path, 'integer-past-2-to-53');
  return String(value);
}

function stringText(value: string, path: string): string {
  if (!value.isWellFormed()) throw new CanonicalError(path, 'lone-surrogate');
  return JSON.stringify(value);
}

function listText(values: readonly unknown[], path: string, depth: number): string {
  const parts: string[] = [];
  for (let i = 0; i < values.length; i++) {
    parts.push(textOf(values[i], childPath(path, i), depth + 1));
  }
  return `[${parts.join(',')}]`;
}

function objectText(value: object, path: string, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new CanonicalError(path, 'not-a-plain-value');
  }
  if (Object.getOwnPropertySymbols(value).length > 0) {
    throw new CanonicalError(path, 'not-a-plain-value');
  }
  const members = new Map<string, unknown>(Object.entries(value));
  // The default order compares UTF-16 code units, which is what RFC 8785 asks for.
  const keys = [...members.keys()].sort();
  const parts = keys.map((key) => {
    const at = childPath(path, key);
    return `${stringText(key, at)}:${textOf(members.get(key), at, depth + 1)}`;
  });
  return `{${parts.join(',')}}`;
}

// Anything that a plain `"…"` cannot hold as it stands: an escape, a control character, a surrogate.
const needsCare = /[\\\u0000-\u001f\ud800-\udfff]/; // oxlint-disable-line no-control-regex

class CanonicalReader {
  readonly #text: string;
  /** Asked once for the whole text, since nearly every line of a log is plain. */
  readonly #isPlain: boolean;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#isPlain = !needsCare.test(text);
  }

  whole(): Canonical {
    const value = this.#value('', 0);
    if (this.#at !== this.#text.length) throw this.#syntaxError('');
    return value;
  }

  #value(path: string, depth: number): Canonical {
    const code = this.#text.charCodeAt(this.#at);
    if (code === 0x22) return this.#string(path);
    if (code === 0x2d || (code >= 0x30 && code <= 0x39)) return this.#integer(path);
    if (code === 0x7b || code === 0x5b) {
      if (depth >= depthMax) throw new CanonicalError(path, 'too-deep');
      this.#at++;
      return code === 0x7b ? this.#object(path, depth) : this.#list(path, depth);
    }
    if (this.#take('true')) return true;
    if (this.#take('false')) return false;
    if (this.#take('null')) return null;
    throw this.#syntaxError(path);
  }

  #object(path: string, depth: number): CanonicalObject {
    const object: Record<string, Canonical> = {};
    if (this.#take('}')) return object;
    let before: string | null = null;
    do {
      if (this.#text.charCodeAt(this.#at) !== 0x22) throw this.#syntaxError(path);
      const key = this.#string(path);
      if (before !== null && key <= before) {
        const reason = Object.hasOwn(object, key) ? 'duplicate-key' : 'keys-out-of-order';
        throw new CanonicalError(childPath(path, key), reason);
      }
      before = key;
      if (!this.#take(':')) throw this.#syntaxError(path);
      setMember(object, key, this.#value(path === '' ? key : childPath(path, key), depth + 1));
    } while (this.#take(','));
    if (!this.#take('}')) throw this.#syntaxError(path);
    return object;
  }

  #list(path: string, depth: number): readonly Canonical[] {
    const list: Canonical[] = [];
    if (this.#take(']')) return list;
    do {
      list.push(this.#value(childPath(path, list.length), depth + 1));
    } while (this.#take(','));
    if (!this.#take(']')) throw this.#syntaxError(path);
    return list;
  }

  #string(path: string): string {
    const start = this.#at + 1;
    const end = this.#text.indexOf('"', start);
    if (end === -1) throw new CanonicalError(path, 'not-json');
    const plain = this.#text.slice(start, end);
    if (this.#isPlain || !needsCare.test(plain)) {
      this.#at = end + 1;
      return plain;
    }
    return this.#stringWithEscapes(path);
  }

  #stringWithEscapes(path: string): string {
    let end = this.#at + 1;
    while (end < this.#text.length && this.#text.charCodeAt(end) !== 0x22) {
      end += this.#text.charCodeAt(end) === 0x5c ? 2 : 1;
    }
    const raw = this.#text.slice(this.#at, end + 1);
    const value = parseString(raw);
    if (value === null) throw new CanonicalError(path, 'not-json');
    if (!value.isWellFormed()) throw new CanonicalError(path, 'lone-surrogate');
    if (JSON.stringify(value) !== raw) throw new CanonicalError(path, 'not-canonical');
    this.#at = end + 1;
    return value;
  }

  #integer(path: string): number {
    const start = this.#at;
    let at = start;
    let code = this.#text.charCodeAt(at);
    while (isNumberCode(code)) code = this.#text.charCodeAt(++at);
    const raw = this.#text.slice(start, at);
    const value = Number(raw);
    this.#at = at;
    if (Number.isSafeInteger(value) && String(value) === raw) return value;
    throw new CanonicalError(path, numberReason(raw, value));
  }

  #take(expected: string): boolean {
    if (!this.#text.startsWith(expected, this.#at)) return false;
    this.#at += expected.length;
    return true;
  }

  /** White space is the usual reason why a good JSON text is not canonical, so it gets its own name. */
  #syntaxError(path: string): CanonicalError {
    const next = this.#text.charAt(this.#at);
    const reason = next !== '' && ' \t\r\n'.includes(next) ? 'not-canonical' : 'not-json';
    return new CanonicalError(path, reason);
  }
}

function isNumberCode(code: number): boolean {
  const isDigit = code >= 0x30 && code <= 0x39;
  return (
    isDigit || code === 0x2d || code === 0x2b || code === 0x2e || code === 0x65 || code === 0x45
  );
}

function numberReason(raw: string, value: number): RefusalReason {
  if (!/^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(raw)) return 'not-json';
  if (!Number.isSafeInteger(value)) {
    return Number.isInteger(value) || !Number.isFinite(value)
      ? 'integer-past-2-to-53'
      : 'not-an-integer';
  }
  return /[.eE]/.test(raw) ? 'not-an-integer' : 'not-canonical';
}

function parseString(raw: string): string | null {
  try {
    const value: unknown = JSON.parse(raw);
    return typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
}

/** NOTE: a plain assignment to `__proto__` would change the object's prototype instead of adding a member. */
function setMember(object: Record<string, Canonical>, key: string, value: Canonical): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  } else {
    object[key] = value;
  }
}
