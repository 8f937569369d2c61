import type { Material } from './kit.ts';
import { scale } from './exact.ts';
import type { Value } from './scope.ts';
import { BOOLEAN, COUNT, numberOf, TEXT, type Type } from './types.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly dx: number;
  readonly dy: number;
  readonly dz: number;
}

/** One thing that is made or bought. Lengths in micrometres, masses in milligrams. */
export interface Part {
  /** The path of its instance, its rule and, where a rule makes several, which: `bays[2].shelf`, `feet.foot[3]`. */
  readonly id: string;
  /** The path of its instance. */
  readonly node: string;
  readonly rule: string;
  readonly kind: string;
  readonly material: string;
  readonly count: number;
  /** Null: something that is counted or weighed and has no shape. */
  readonly box: Box | null;
  /** Of a board: along the grain, across it, and through it. */
  readonly length: number;
  readonly width: number;
  readonly thickness: number;
  readonly alongGrain: 'x' | 'y' | 'z' | null;
  readonly through: 'x' | 'y' | 'z' | null;
  readonly mass: number | null;
  readonly edges: readonly {
    readonly side: string;
    readonly material: string;
    readonly length: number;
  }[];
  readonly holes: readonly Hole[];
}

/** In the face of a board: along its length and across it from the corner, in micrometres. */
export interface Hole {
  readonly along: number;
  readonly across: number;
  readonly diameter: number;
  readonly depth: number;
}

/** What expressions over parts may ask of each. */
export const PART_NAMES: ReadonlyMap<string, Type> = new Map([
  ['part.kind', TEXT],
  ['part.rule', TEXT],
  ['part.material', TEXT],
  ['part.own', BOOLEAN],
  ['part.count', COUNT],
  ['part.holes', COUNT],
  ['part.length', numberOf({ length: 1 })],
  ['part.width', numberOf({ length: 1 })],
  ['part.thickness', numberOf({ length: 1 })],
  ['part.edge-length', numberOf({ length: 1 })],
  ['part.area', numberOf({ length: 2 })],
  ['part.mass', numberOf({ mass: 1 })],
]);

/** The values of those names for the parts of one evaluation, each made once however many instances ask. */
export class NamesOfParts {
  private readonly own = new Map<Part, Map<string, Value>>();
  private readonly within = new Map<Part, Map<string, Value>>();

  /** `isOwn`: whether the part belongs to the instance that asks, and not to one within it. */
  of(part: Part, isOwn: boolean): Map<string, Value> {
    const book = isOwn ? this.own : this.within;
    const known = book.get(part);
    if (known !== undefined) return known;
    const made = namesOf(part, isOwn);
    book.set(part, made);
    return made;
  }
}

function namesOf(part: Part, isOwn: boolean): Map<string, Value> {
  const edgeLength = part.edges.reduce((sum, { length }) => sum + length, 0);
  return new Map<string, Value>([
    ['part.kind', part.kind],
    ['part.rule', part.rule],
    ['part.material', part.material],
    ['part.own', isOwn],
    ['part.count', part.count],
    ['part.holes', part.holes.length * part.count],
    ['part.length', part.length],
    ['part.width', part.width],
    ['part.thickness', part.thickness],
    ['part.edge-length', edgeLength * part.count],
    ['part.area', part.length * part.width * part.count],
    ['part.mass', part.mass],
  ]);
}

/** Volume times density, to the nearest milligram: µm³ and kg/m³ make 10⁻¹² mg. Null where the density is not known. */
export function massOfBox({ dx, dy, dz }: Box, { density, pieceMass }: Material): number | null {
  if (density === undefined) return pieceMass ?? null;
  const volume = BigInt(dx) * BigInt(dy) * BigInt(dz) * BigInt(density);
  const half = 500_000_000_000n;
  return Number((volume + half) / 1_000_000_000_000n);
}

/** Pieces times the mass of one; null where that is not known. */
export function massOfPieces(count: number, { pieceMass }: Material): number | null {
  return pieceMass === undefined ? null : scale(count, pieceMass, 1);
}
