import type { Compiled } from './compiled.ts';
import type { Fix, Kit, Material, NodeType, Parameter, PartRule, Rule, Slot } from './kit.ts';
import type { Type } from './types.ts';

/** A kit whose expressions were checked and are ready to be worked out. */
export interface CompiledKit {
  readonly kit: Kit;
  readonly types: ReadonlyMap<string, CompiledType>;
  readonly materials: ReadonlyMap<string, Material>;
  readonly takeoffs: ReadonlyMap<string, Compiled>;
  /** What labour takes, by the id of its line. */
  readonly labour: ReadonlyMap<string, CompiledShare>;
  /** What the design states as money, by the id of its line. */
  readonly stated: ReadonlyMap<string, CompiledShare>;
}

/** For each piece, and once for a batch. */
export interface CompiledShare {
  readonly each: Compiled;
  readonly setUp: Compiled;
}

export interface CompiledType {
  readonly type: NodeType;
  readonly parameters: readonly CompiledParameter[];
  /** Ids of the parameters that the parent may ask for as `child.<id>`. */
  readonly plain: ReadonlySet<string>;
  readonly values: readonly { readonly id: string; readonly value: Compiled }[];
  readonly slots: readonly CompiledSlot[];
  readonly parts: readonly CompiledPart[];
  readonly rules: readonly CompiledRule[];
}

export interface CompiledParameter {
  readonly parameter: Parameter;
  readonly type: Type;
  readonly otherwise: Compiled;
  readonly min: Compiled | null;
  readonly max: Compiled | null;
  readonly step: Compiled | null;
  readonly visible: Compiled | null;
  /** Whether its bounds are known before the instance has its place. */
  readonly hasPlainLimits: boolean;
}

export interface CompiledSlot {
  readonly slot: Slot;
  readonly gives: readonly { readonly id: string; readonly value: Compiled }[];
}

export interface CompiledPart {
  readonly rule: PartRule;
  readonly when: Compiled | null;
  readonly repeat: Compiled | null;
  readonly material: Compiled;
  readonly box: Readonly<Record<'x' | 'y' | 'z' | 'dx' | 'dy' | 'dz', Compiled>> | null;
  readonly count: Compiled | null;
  readonly mass: Compiled | null;
  readonly edges: readonly { readonly side: string; readonly material: Compiled }[];
  readonly holes: readonly Readonly<Record<HoleField, Compiled>>[];
}

export const HOLE_FIELDS = ['diameter', 'depth', 'first', 'pitch', 'count', 'across'] as const;
export type HoleField = (typeof HOLE_FIELDS)[number];

export interface CompiledRule {
  readonly rule: Rule;
  readonly when: Compiled;
  readonly numbers: readonly { readonly id: string; readonly value: Compiled }[];
  readonly fixes: readonly CompiledFix[];
}

export interface CompiledFix {
  readonly fix: Fix;
  readonly when: Compiled | null;
  readonly set: readonly Compiled[];
}
