/** Every bound of kits and designs, by name. What passes one is refused with the name and the path. */
export const MAX_KIT_TYPES = 200;
export const MAX_PARAMETERS = 200;
export const MAX_MATERIALS = 2_000;
export const MAX_EXPRESSION_NODES = 2_000;
export const MAX_EXPRESSION_DEPTH = 24;
export const MAX_NODES = 2_000;
export const MAX_NODE_DEPTH = 12;
export const MAX_PARTS = 3_000;
export const MAX_REPEAT = 1_000;
/** A wall of two hundred boards takes some five thousand. */
export const MAX_STEPS = 40_000;
export const MAX_TEXT = 2_000;
export const MAX_ID = 40;
export const MAX_BATCH = 10_000;
export const MAX_EXACT = Number.MAX_SAFE_INTEGER;
/** Half of the exact integers: sums of two such numbers are exact. */
export const MAX_VALUE = 4_503_599_627_370_495;
export const MAX_REFUSALS = 20;
/** Values set in one node of a design: more than any type has parameters. */
export const MAX_SET = 200;
/** Lists, objects and plain values of a kit, all together (furniture has some 4,000), and how deep they lie within each other. */
export const MAX_KIT_VALUES = 30_000;
export const MAX_STARTERS = 24;
export const MAX_KIT_DEPTH = 2 * MAX_EXPRESSION_DEPTH + 16;

export type BoundName =
  | 'too-many-nodes'
  | 'too-deep'
  | 'too-many-parts'
  | 'too-many-steps'
  | 'too-many-repeats'
  | 'number-too-large';

/** A design that passes a bound while it is evaluated; `path` is the node at which it did. */
export class BoundPassed extends Error {
  readonly bound: BoundName;
  readonly path: string;
  constructor(bound: BoundName, path: string) {
    super(`${path}: ${bound}`);
    this.name = 'BoundPassed';
    this.bound = bound;
    this.path = path;
  }
}
