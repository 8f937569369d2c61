import type { DesignNode } from './design.ts';
import type { Expression } from './expression.ts';

/** A text in the languages that a kit speaks; English is always there. `{name}` stands for a number of the message. */
export type Words = { readonly en: string } & Readonly<Record<string, string>>;

/**
 * A kit: everything that may be designed with it, as data. It holds no code; what it computes are expressions.
 * Its hash names it: a design belongs to one hash.
 */
export interface Kit {
  readonly format: 1;
  readonly id: string;
  readonly version: string;
  readonly name: Words;
  /** What parameters are gathered under, in the order of the form. */
  readonly groups?: readonly { readonly id: string; readonly name: Words }[];
  /** The type of the outermost instance of every design. */
  readonly root: string;
  readonly types: readonly NodeType[];
  readonly materials: readonly Material[];
  readonly tables: readonly Table[];
  readonly takeoffs: readonly Takeoff[];
  readonly costs: readonly CostLine[];
  /** Finished designs to begin from. */
  readonly starters?: readonly Starter[];
}

/** A finished design of a kit. */
export interface Starter {
  readonly id: string;
  readonly name: Words;
  readonly root: DesignNode;
}

/** A kind of thing that a design is made of, such as a cabinet, a bay, a drawer. */
export interface NodeType {
  readonly id: string;
  readonly name: Words;
  readonly parameters: readonly Parameter[];
  /** Values worked out from parameters and from what the slot gives; in order, each may use those before it. */
  readonly values: readonly NamedValue[];
  readonly slots: readonly Slot[];
  readonly parts: readonly PartRule[];
  readonly rules: readonly Rule[];
  /** Lengths that can be drawn on the piece itself, and the way that they grow. */
  readonly handles?: readonly { readonly parameter: string; readonly axis: 'x' | 'y' | 'z' }[];
  /** The text parameter that an instance is called by. */
  readonly title?: string;
  /** How it is drawn where nothing of a design has a shape, on a board of 400 by 300. */
  readonly picture?: readonly Stroke[];
}

/** A line of a picture as path data of SVG; filled with a colour where it has one. */
export interface Stroke {
  readonly d: string;
  readonly fill?: string;
}

export interface Parameter {
  readonly id: string;
  readonly name: Words;
  readonly kind: 'quantity' | 'choice' | 'flag' | 'material' | 'text' | 'sibling';
  /** Of a quantity: a named dimension such as `length`. */
  readonly dimension?: string;
  readonly default: Expression;
  readonly min?: Expression;
  readonly max?: Expression;
  /** Handles and buttons move by it. */
  readonly step?: Expression;
  readonly options?: readonly { readonly id: string; readonly name: Words }[];
  /** Of a material: the kinds that may be chosen. */
  readonly materials?: readonly string[];
  readonly group?: string;
  /** Of a plain number: what it counts, such as W or ml. */
  readonly unit?: string;
  /** While it has no value, the design cannot be made. */
  readonly required?: boolean;
  /** The business has fixed it: peers see it and cannot change it. */
  readonly locked?: boolean;
  readonly visible?: Expression;
}

export interface NamedValue {
  readonly id: string;
  readonly value: Expression;
}

/** Where peers may put instances, and what each gets from where it stands. */
export interface Slot {
  readonly id: string;
  readonly name: Words;
  readonly accepts: readonly string[];
  readonly min: number;
  readonly max: number;
  /** How many a new instance comes with; where it is not said, one. */
  readonly starts?: number;
  /**
   * Values that each child gets, as `slot.<id>`. They are worked out with the child's parameters under `child.`, its
   * place under `slot.index` and `slot.count`, and see this instance's own values.
   */
  readonly gives: readonly (NamedValue & { readonly dimension: string })[];
}

/** What makes a part. All lengths are relative to the instance; an instance stands where its slot says: `slot.x, y, z`. */
export interface PartRule {
  readonly id: string;
  readonly name: Words;
  readonly kind: string;
  readonly when?: Expression;
  /** Makes several, `repeat.index` counts them from 0. */
  readonly repeat?: Expression;
  readonly material: Expression;
  /** A solid: corner and sides; the thickness runs along `thickness`, the grain along `grain`. */
  readonly box?: Readonly<Record<'x' | 'y' | 'z' | 'dx' | 'dy' | 'dz', Expression>>;
  readonly thickness?: 'x' | 'y' | 'z';
  readonly grain?: 'x' | 'y' | 'z';
  /** Of something counted or weighed instead. */
  readonly count?: Expression;
  readonly mass?: Expression;
  /** Sides that get an edge band, by its material. */
  readonly edges?: readonly { readonly side: EdgeSide; readonly material: Expression }[];
  readonly holes?: readonly HoleRule[];
}

/** Of a board that lies with its length along the grain: its two long and its two short edges. */
export type EdgeSide = 'long-1' | 'long-2' | 'short-1' | 'short-2';

/** A row of holes in the face of a board, along its length; `across` from its first long edge. */
export interface HoleRule {
  readonly diameter: Expression;
  readonly depth: Expression;
  readonly first: Expression;
  readonly pitch: Expression;
  readonly count: Expression;
  readonly across: Expression;
}

export interface Material {
  readonly id: string;
  readonly kind: string;
  readonly name: Words;
  readonly thickness?: number;
  /** Sheets as they are sold, in micrometres: along the grain, across it. */
  readonly sheets?: readonly { readonly length: number; readonly width: number }[];
  readonly hasGrain?: boolean;
  /** Kilograms for a cubic metre. */
  readonly density?: number;
  /** Young's modulus in megapascals. */
  readonly modulus?: number;
  /** Of one piece, in milligrams. */
  readonly pieceMass?: number;
  /** Anything else that expressions may ask for; null is not known, which is never zero. */
  readonly properties?: Readonly<
    Record<string, { readonly dimension: string; readonly value: number | null }>
  >;
  /** How it is drawn. */
  readonly colour?: string;
}

export interface Table {
  readonly id: string;
  readonly keyDimension: string;
  readonly dimension: string;
  readonly rows: readonly { readonly key: number; readonly value: number }[];
  readonly source: string;
}

/** What is counted over the parts, with the definition that says what is in it. */
export interface Takeoff {
  readonly id: string;
  readonly name: Words;
  readonly definition: Words;
  readonly dimension: string;
  readonly value: Expression;
}

export type Severity = 'block' | 'warn' | 'hint';

/** A judgement: there is a finding where `when` holds. */
export interface Rule {
  readonly id: string;
  readonly severity: Severity;
  readonly when: Expression;
  readonly message: Words;
  readonly numbers: readonly (NamedValue & { readonly dimension: string })[];
  /** Parts of this instance that it is about, by the ids of their rules; none: all of them. */
  readonly parts?: readonly string[];
  readonly citation?: Citation;
  readonly fixes: readonly Fix[];
}

export interface Citation {
  readonly text: string;
  readonly edition?: string;
  readonly section?: string;
  readonly place?: string;
}

/** A repair by one button: parameters of this instance, of its parent or of the root are set. */
export interface Fix {
  readonly id: string;
  readonly name: Words;
  readonly when?: Expression;
  readonly set: readonly {
    readonly on: 'self' | 'parent' | 'root';
    readonly parameter: string;
    readonly value: Expression;
  }[];
}

/** A line of the price of a batch. */
export type CostLine =
  | (CostName & {
      readonly kind: 'sheets' | 'solids' | 'edges' | 'pieces' | 'mass';
      readonly waste?: number;
    })
  | (CostName & {
      readonly kind: 'labour';
      /** The price that is looked up, an hour. */
      readonly rate: string;
      /** For each piece, and once for a batch. */
      readonly each: Expression;
      readonly setUp: Expression;
    })
  | (CostName & {
      /** Money that the design itself states: for each piece, and once for a batch. */
      readonly kind: 'stated';
      readonly each: Expression;
      readonly setUp: Expression;
    })
  | (CostName & {
      readonly kind: 'share';
      /** Lines before it, by id; in millionths of their sum. */
      readonly of: readonly string[];
      readonly ppm: number;
    });

interface CostName {
  readonly id: string;
  readonly name: Words;
}

/** What materials and hours cost, at a place and on a day. */
export interface PriceList {
  readonly currency: string;
  readonly place: string;
  readonly date: string;
  readonly source: string;
  readonly prices: readonly Price[];
}

export interface Price {
  /** A material's id or a rate's. */
  readonly of: string;
  /** One sheet, square metre, metre, cubic metre, piece, kilogram or hour. */
  readonly per: 'sheet' | 'm2' | 'm' | 'm3' | 'piece' | 'kg' | 'hour';
  /** By how many are bought, from the first on; minor units for one. */
  readonly steps: readonly { readonly from: number; readonly minor: number }[];
}
