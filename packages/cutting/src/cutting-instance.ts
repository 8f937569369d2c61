/** Sides, kerf and trim are whole numbers of one unit, whichever the caller uses: tenths of a millimetre, say. */
export interface SheetType {
  readonly width: number;
  readonly height: number;
  /** How many there are; null: as many as it takes. */
  readonly count: number | null;
  /** Of one sheet, in minor units; null where no type has a price: then area is what is spared. */
  readonly price: number | null;
}

export interface PartKind {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  readonly count: number;
  /** Whether it may be turned by a quarter: not where the grain has a direction. */
  readonly rotate: boolean;
}

export interface CuttingInstance {
  readonly sheets: readonly SheetType[];
  /** What the blade takes. */
  readonly kerf: number;
  /** What is cut off along each edge of a sheet before all else, the blade's width included. */
  readonly trim: number;
  readonly parts: readonly PartKind[];
}

/** Bounds, by name: areas stay below 2^53, and a plan is worked out in seconds. */
export const MAX_SIDE = 50_000_000;
export const MAX_SHEET_TYPES = 100;
export const MAX_PART_KINDS = 20_000;
export const MAX_PIECES = 20_000;
export const MAX_SHEETS = 1_000_000;
export const MAX_PRICE_MINOR = 1_000_000_000;
export const MAX_ID_LENGTH = 200;
const MAX_REFUSALS = 20;

export type CuttingReason =
  | 'not-an-object'
  | 'not-a-list'
  | 'missing'
  | 'unknown-field'
  | 'not-text'
  | 'not-a-flag'
  | 'not-an-integer'
  | 'too-small'
  | 'too-large'
  | 'too-many'
  | 'too-long'
  | 'empty'
  | 'duplicate'
  | 'prices-for-some'
  | 'fits-no-sheet';

export interface CuttingRefusal {
  /** Of the field, such as `parts[3].width`. */
  readonly path: string;
  readonly reason: CuttingReason;
  readonly message: string;
}

export type ReadCutting =
  | { readonly kind: 'instance'; readonly instance: CuttingInstance }
  | { readonly kind: 'refused'; readonly refusals: readonly CuttingRefusal[] };

/**
 * Reads an instance of the public format from a value of JSON, and refuses whatever is malformed with the path of the
 * field; at most 20 refusals are listed. A part that fits no sheet, trimmed and turned as it may be, is one of them.
 */
export function readCutting(value: unknown): ReadCutting {
  const reader = new Reader();
  const instance = reader.instance(value);
  if (instance !== null && reader.refusals.length === 0) reader.checkWhole(instance);
  return instance !== null && reader.refusals.length === 0
    ? { kind: 'instance', instance }
    : { kind: 'refused', refusals: reader.refusals };
}

type Fields = Readonly<Record<string, unknown>>;

class Reader {
  readonly refusals: CuttingRefusal[] = [];

  instance(value: unknown): CuttingInstance | null {
    const fields = this.object(value, '', ['sheets', 'kerf', 'trim', 'rotate', 'parts']);
    if (fields === null) return null;
    const rotate = this.flag(fields, 'rotate', 'rotate', null);
    const sheets = this.list(fields, 'sheets', MAX_SHEET_TYPES);
    const parts = this.list(fields, 'parts', MAX_PART_KINDS);
    return {
      sheets: sheets.map((sheet, at) => this.sheet(sheet, `sheets[${at}]`)),
      kerf: this.integer(fields, 'kerf', 'kerf', { from: 0, to: MAX_SIDE }) ?? 0,
      trim: this.integer(fields, 'trim', 'trim', { from: 0, to: MAX_SIDE }) ?? 0,
      parts: parts.map((part, at) => this.part(part, `parts[${at}]`, rotate)),
    };
  }

  checkWhole({ sheets, parts, kerf, trim }: CuttingInstance): void {
    const priced = sheets.filter(({ price }) => price !== null).length;
    if (priced > 0 && priced < sheets.length) {
      this.refuse('sheets', 'prices-for-some', 'have a price all of them, or none of them');
    }
    const pieces = parts.reduce((sum, { count }) => sum + count, 0);
    if (pieces > MAX_PIECES) this.refuse('parts', 'too-many', `are more than ${MAX_PIECES} pieces`);
    const ids = new Set<string>();
    for (const [at, part] of parts.entries()) {
      if (ids.has(part.id)) this.refuse(`parts[${at}].id`, 'duplicate', 'stands twice');
      ids.add(part.id);
      if (sheets.some((sheet) => fitsSheet(part, sheet, trim))) continue;
      const message = `fits no sheet, of which ${trim} are trimmed off along each edge`;
      this.refuse(`parts[${at}]`, 'fits-no-sheet', message);
    }
    if (kerf > MAX_SIDE) this.refuse('kerf', 'too-large', `is above ${MAX_SIDE}`);
  }

  private sheet(value: unknown, path: string): SheetType {
    const fields = this.object(value, path, ['width', 'height', 'count', 'price']) ?? {};
    const whole = (name: string, from: number, to: number) =>
      fields[name] === undefined || fields[name] === null
        ? null
        : this.integer(fields, name, `${path}.${name}`, { from, to });
    return {
      ...this.sides(fields, path),
      count: whole('count', 0, MAX_SHEETS),
      price: whole('price', 0, MAX_PRICE_MINOR),
    };
  }

  private part(value: unknown, path: string, rotate: boolean): PartKind {
    const fields = this.object(value, path, ['id', 'width', 'height', 'count', 'rotate']) ?? {};
    const count =
      fields['count'] === undefined
        ? 1
        : this.integer(fields, 'count', `${path}.count`, { from: 0, to: MAX_PIECES });
    return {
      id: this.text(fields, 'id', `${path}.id`),
      ...this.sides(fields, path),
      count: count ?? 0,
      rotate: this.flag(fields, 'rotate', `${path}.rotate`, rotate),
    };
  }

  private sides(fields: Fields, path: string): { width: number; height: number } {
    const side = (name: string) =>
      this.integer(fields, name, `${path}.${name}`, { from: 1, to: MAX_SIDE }) ?? 1;
    return { width: side('width'), height: side('height') };
  }

  private object(value: unknown, path: string, known: readonly string[]): Fields | null {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.refuse(path, 'not-an-object', 'must be an object');
      return null;
    }
    for (const name of Object.keys(value)) {
      if (known.includes(name)) continue;
      const at = path === '' ? name : `${path}.${name}`;
      this.refuse(at, 'unknown-field', `is not known; known are ${known.join(', ')}`);
    }
    return Object.fromEntries(Object.entries(value));
  }

  private list(fields: Fields, name: string, most: number): readonly unknown[] {
    const value = fields[name];
    if (value === undefined) this.refuse(name, 'missing', 'is missing');
    else if (!Array.isArray(value)) this.refuse(name, 'not-a-list', 'must be a list');
    else if (value.length === 0) this.refuse(name, 'empty', 'is empty');
    else if (value.length > most) this.refuse(name, 'too-many', `has more than ${most} entries`);
    else return value;
    return [];
  }

  private integer(
    fields: Fields,
    name: string,
    path: string,
    { from, to }: { from: number; to: number },
  ): number | null {
    const value = fields[name];
    if (value === undefined) this.refuse(path, 'missing', 'is missing');
    else if (typeof value !== 'number' || !Number.isInteger(value)) {
      this.refuse(path, 'not-an-integer', 'must be a whole number');
    } else if (value < from) this.refuse(path, 'too-small', `is below ${from}`);
    else if (value > to) this.refuse(path, 'too-large', `is above ${to}`);
    else return value;
    return null;
  }

  private text(fields: Fields, name: string, path: string): string {
    const value = fields[name];
    if (value === undefined) this.refuse(path, 'missing', 'is missing');
    else if (typeof value !== 'string') this.refuse(path, 'not-text', 'must be a text');
    else if (value.length > MAX_ID_LENGTH) {
      this.refuse(path, 'too-long', `has more than ${MAX_ID_LENGTH} characters`);
    } else return value;
    return '';
  }

  private flag(fields: Fields, name: string, path: string, otherwise: boolean | null): boolean {
    const value = fields[name];
    if (value === undefined && otherwise !== null) return otherwise;
    if (typeof value === 'boolean') return value;
    if (value === undefined) this.refuse(path, 'missing', 'is missing');
    else this.refuse(path, 'not-a-flag', 'must be true or false');
    return false;
  }

  private refuse(path: string, reason: CuttingReason, message: string): void {
    if (this.refusals.length < MAX_REFUSALS) this.refusals.push({ path, reason, message });
  }
}

/** Whether a part fits a sheet by itself, turned if it may be. */
export function fitsSheet(part: PartKind, sheet: SheetType, trim: number): boolean {
  const [width, height] = [sheet.width - 2 * trim, sheet.height - 2 * trim];
  const plain = part.width <= width && part.height <= height;
  return plain || (part.rotate && part.height <= width && part.width <= height);
}
