import {
  isCanonicalObject,
  parseCanonical,
  type Canonical,
  type CanonicalObject,
} from './canonical.ts';
import { formatVersion, type Entry, type ExportRecord } from './entry.ts';
import { childPath, refused, type Refusal, type RefusalReason, type Refused } from './refusal.ts';

export type ParsedRecord = { readonly kind: 'record'; readonly record: ExportRecord } | Refused;

/** Reads one line of an export. The text must be canonical and hold the fields of its type, all of them and no other. */
export function parseRecord(text: string): ParsedRecord {
  const parsed = parseCanonical(text);
  if (parsed.kind === 'refused') return parsed;
  return recordOf(parsed.value);
}

function recordOf(value: Canonical): ParsedRecord {
  if (!isCanonicalObject(value)) return refused('', 'wrong-type');
  const type = value['type'];
  if (type === undefined) return refused('type', 'missing');
  const fields = typeof type === 'string' ? fieldsByType.get(type) : undefined;
  if (fields === undefined) return refused('type', 'unknown-type');
  const refusals = checkFields(value, fields, '');
  if (refusals.length > 0) return { kind: 'refused', refusals };
  return { kind: 'record', record: asRecord(value) };
}

/** Whether a record of an export is an entry of the log: it has a time, and is no signed head. */
export function isEntry(record: ExportRecord): record is Entry {
  return 'time' in record && record.type !== 'head';
}

/** NOTE: the table below is the one place where a parsed value becomes a typed record; the types mirror it. */
function asRecord(value: CanonicalObject): ExportRecord {
  return value as unknown as ExportRecord;
}

type Check = (value: Canonical, path: string) => readonly Refusal[];
type Fields = readonly (readonly [name: string, check: Check])[];

const fine: readonly Refusal[] = [];

function checkFields(value: CanonicalObject, fields: Fields, path: string): readonly Refusal[] {
  let refusals = fine;
  for (const [name, check] of fields) {
    const field = value[name];
    const at = path === '' ? name : childPath(path, name);
    const found = field === undefined ? refuse(at, 'missing') : check(field, at);
    if (found !== fine) refusals = [...refusals, ...found];
  }
  const keys = Object.keys(value);
  if (keys.length === fields.length && refusals === fine) return fine;
  const known = new Set(fields.map(([name]) => name));
  const strangers = keys.filter((key) => !known.has(key));
  return [...refusals, ...strangers.map((key) => unknownField(path, key))];
}

function unknownField(path: string, key: string): Refusal {
  return { path: childPath(path, key), reason: 'unknown-field' };
}

function refuse(path: string, reason: RefusalReason): readonly Refusal[] {
  return [{ path, reason }];
}

/** Ids stand in commitments, offers and results: no sign that a result uses to join them. */
const idPattern = /^[A-Za-z0-9._:~-]{1,64}$/;
// The last letter carries spare bits, which must be zero, so that one value has one spelling.
const bytesPatterns = new Map([
  [16, /^[\w-]{21}[AQgw]$/],
  [32, /^[\w-]{42}[AEIMQUYcgkosw048]$/],
  [64, /^[\w-]{85}[AQgw]$/],
]);

const id: Check = (value, path) =>
  typeof value === 'string' && idPattern.test(value) ? fine : refuse(path, 'not-an-id');
const flag: Check = (value, path) =>
  typeof value === 'boolean' ? fine : refuse(path, 'wrong-type');
const count: Check = (value, path) => {
  if (typeof value !== 'number') return refuse(path, 'wrong-type');
  return value >= 0 ? fine : refuse(path, 'negative');
};
const positive: Check = (value, path) => {
  if (typeof value !== 'number') return refuse(path, 'wrong-type');
  return value > 0 ? fine : refuse(path, 'not-positive');
};
const day: Check = (value, path) => (typeof value === 'number' ? fine : refuse(path, 'wrong-type'));
const object: Check = (value, path) =>
  isCanonicalObject(value) ? fine : refuse(path, 'wrong-type');
const seal = bytes(32);

function bytes(length: number): Check {
  const pattern = bytesPatterns.get(length);
  return (value, path) =>
    typeof value === 'string' && pattern?.test(value) ? fine : refuse(path, 'not-base64url');
}

function orNull(check: Check): Check {
  return (value, path) => (value === null ? fine : check(value, path));
}

function oneOf(...words: readonly string[]): Check {
  return (value, path) =>
    typeof value === 'string' && words.includes(value) ? fine : refuse(path, 'wrong-type');
}

const ids: Check = (value, path) =>
  Array.isArray(value)
    ? value.flatMap((item: Canonical, i) => id(item, childPath(path, i)))
    : refuse(path, 'wrong-type');

const rows: Check = (value, path) =>
  isCanonicalObject(value)
    ? checkFields(
        value,
        [
          ['count', count],
          ['root', seal],
        ],
        path,
      )
    : refuse(path, 'wrong-type');

const knownFormat: Check = (value, path) =>
  value === formatVersion ? fine : refuse(path, 'unknown-format');

const fieldsByType: ReadonlyMap<string, Fields> = new Map<string, Fields>([
  entryFields('options', [
    ['clearing', oneOf('single', 'split', 'family', 'award')],
    ['demand', orNull(object)],
    ['options', object],
    ['priceMayRise', flag],
    ['variants', orNull(nonEmpty(ids))],
  ]),
  entryFields('offer', [
    ['id', id],
    ['terms', orNull(object)],
  ]),
  entryFields('commit', [
    ['buyer', id],
    ['id', id],
    ['seal', seal],
    ['variant', orNull(id)],
  ]),
  entryFields('amend', [
    ['id', id],
    ['seal', seal],
    ['seq', count],
    ['variant', orNull(id)],
  ]),
  entryFields('cancel', [['id', id]]),
  entryFields('close', []),
  entryFields('reveal', [['rows', rows]]),
  entryFields('collect', [
    ['id', id],
    ['units', count],
  ]),
  entryFields('clearing', [
    ['result', object],
    ['round', oneOf('tentative', 'final')],
    ['rows', rows],
  ]),
  recordFields('opening', [
    ['latestDay', orNull(day)],
    ['limit', count],
    ['max', positive],
    ['min', positive],
    ['position', count],
    ['salt', bytes(16)],
    ['taxBps', count],
  ]),
  recordFields('allotment', [
    ['id', id],
    ['units', positive],
  ]),
  recordFields('head', [
    ['pool', id],
    ['root', seal],
    ['signature', bytes(64)],
    ['size', count],
    ['time', count],
  ]),
  recordFields('muster-log', [
    ['format', knownFormat],
    ['pool', id],
    ['publicKey', bytes(32)],
  ]),
  recordFields('end', [
    ['entries', count],
    ['heads', count],
    ['rows', count],
  ]),
]);

function entryFields(type: string, fields: Fields): [string, Fields] {
  return recordFields(type, [...fields, ['position', count], ['time', count]]);
}

function recordFields(type: string, fields: Fields): [string, Fields] {
  return [type, [...fields, ['type', () => fine]]];
}

function nonEmpty(check: Check): Check {
  return (value, path) =>
    Array.isArray(value) && value.length === 0 ? refuse(path, 'missing') : check(value, path);
}
