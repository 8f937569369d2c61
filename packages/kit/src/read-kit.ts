import { z } from 'zod';
import {
  MAX_ID,
  MAX_KIT_DEPTH,
  MAX_KIT_TYPES,
  MAX_KIT_VALUES,
  MAX_MATERIALS,
  MAX_PARAMETERS,
  MAX_STARTERS,
  MAX_TEXT,
  MAX_VALUE,
} from './bounds.ts';
import { type DesignNode, readDesign } from './design.ts';
import type { Expression } from './expression.ts';
import type { Kit } from './kit.ts';

const id = z
  .string()
  .max(MAX_ID)
  .regex(/^[a-z0-9][a-z0-9-]*$/);
const text = z.string().max(MAX_TEXT);
const words = z.object({ en: text.min(1) }).catchall(text);
const colour = z.string().regex(/^#[0-9a-f]{6}$/);
const whole = z.int().min(-MAX_VALUE).max(MAX_VALUE);
const count = z.int().min(0).max(1_000);
/** Its operators and names are for `compileKit` to judge; here it is any value of JSON within the bounds. */
const expression: z.ZodType<Expression> = z.lazy(() =>
  z.union([whole, z.boolean(), text, z.record(id, z.union([expression, z.array(expression)]))]),
);
const named = { id, name: words };
const list = <Item extends z.ZodType>(item: Item) => z.array(item).max(MAX_PARAMETERS);
const value = { id, value: expression };
const valueWithDimension = z.strictObject({ ...value, dimension: id });

const parameter = z.strictObject({
  ...named,
  kind: z.enum(['quantity', 'choice', 'flag', 'material', 'text', 'sibling']),
  dimension: id.exactOptional(),
  default: expression,
  min: expression.exactOptional(),
  max: expression.exactOptional(),
  step: expression.exactOptional(),
  options: list(z.strictObject(named)).exactOptional(),
  materials: list(id).exactOptional(),
  group: id.exactOptional(),
  unit: z.string().min(1).max(MAX_ID).exactOptional(),
  required: z.boolean().exactOptional(),
  locked: z.boolean().exactOptional(),
  visible: expression.exactOptional(),
});

const slot = z.strictObject({
  ...named,
  accepts: list(id),
  min: count,
  max: count,
  starts: count.exactOptional(),
  gives: list(valueWithDimension),
});

const axis = z.enum(['x', 'y', 'z']);
const side = z.enum(['long-1', 'long-2', 'short-1', 'short-2']);
const partRule = z.strictObject({
  ...named,
  kind: id,
  when: expression.exactOptional(),
  repeat: expression.exactOptional(),
  material: expression,
  box: z
    .strictObject({
      x: expression,
      y: expression,
      z: expression,
      dx: expression,
      dy: expression,
      dz: expression,
    })
    .exactOptional(),
  thickness: axis.exactOptional(),
  grain: axis.exactOptional(),
  count: expression.exactOptional(),
  mass: expression.exactOptional(),
  edges: list(z.strictObject({ side, material: expression })).exactOptional(),
  holes: list(
    z.strictObject({
      diameter: expression,
      depth: expression,
      first: expression,
      pitch: expression,
      count: expression,
      across: expression,
    }),
  ).exactOptional(),
});

const rule = z.strictObject({
  id,
  severity: z.enum(['block', 'warn', 'hint']),
  when: expression,
  message: words,
  numbers: list(valueWithDimension),
  parts: list(id).exactOptional(),
  citation: z
    .strictObject({
      text,
      edition: text.exactOptional(),
      section: text.exactOptional(),
      place: text.exactOptional(),
    })
    .exactOptional(),
  fixes: list(
    z.strictObject({
      ...named,
      when: expression.exactOptional(),
      set: list(
        z.strictObject({
          on: z.enum(['self', 'parent', 'root']),
          parameter: id,
          value: expression,
        }),
      ),
    }),
  ),
});

const stroke = z.strictObject({
  d: text.regex(/^[MLHVCSQTAZmlhvcsqtaz0-9 .,-]*$/),
  fill: colour.exactOptional(),
});

const nodeType = z.strictObject({
  ...named,
  parameters: list(parameter),
  values: list(z.strictObject(value)),
  slots: list(slot),
  parts: list(partRule),
  rules: list(rule),
  handles: list(z.strictObject({ parameter: id, axis })).exactOptional(),
  title: id.exactOptional(),
  picture: list(stroke).exactOptional(),
});

const material = z.strictObject({
  ...named,
  kind: id,
  thickness: whole.exactOptional(),
  sheets: list(z.strictObject({ length: whole, width: whole })).exactOptional(),
  hasGrain: z.boolean().exactOptional(),
  density: whole.exactOptional(),
  modulus: whole.exactOptional(),
  pieceMass: whole.exactOptional(),
  properties: z
    .record(id, z.strictObject({ dimension: id, value: whole.nullable() }))
    .exactOptional(),
  colour: colour.exactOptional(),
});

const cost = z.discriminatedUnion('kind', [
  z.strictObject({
    ...named,
    kind: z.enum(['sheets', 'solids', 'edges', 'pieces', 'mass']),
    waste: whole.exactOptional(),
  }),
  z.strictObject({
    ...named,
    kind: z.literal('labour'),
    rate: id,
    each: expression,
    setUp: expression,
  }),
  z.strictObject({
    ...named,
    kind: z.literal('stated'),
    each: expression,
    setUp: expression,
  }),
  z.strictObject({ ...named, kind: z.literal('share'), of: list(id), ppm: whole }),
]);

/** The root of a starter, read by the same bounds as every design. */
const startingNode = z.unknown().transform((root, context): DesignNode => {
  const read = readDesign({ kit: '', root });
  if (read.kind === 'design') return read.design.root;
  for (const { path, reason } of read.refusals)
    context.addIssue({ code: 'custom', message: reason, path: path.split('.').slice(1) });
  return z.NEVER;
});

const kit: z.ZodType<Kit, unknown> = z.strictObject({
  format: z.literal(1),
  id,
  version: z.string().regex(/^\d{1,4}\.\d{1,4}\.\d{1,4}$/),
  name: words,
  groups: list(z.strictObject(named)).exactOptional(),
  root: id,
  types: z.array(nodeType).min(1).max(MAX_KIT_TYPES),
  materials: z.array(material).max(MAX_MATERIALS),
  tables: list(
    z.strictObject({
      id,
      keyDimension: id,
      dimension: id,
      rows: z.array(z.strictObject({ key: whole, value: whole })).max(MAX_MATERIALS),
      source: text,
    }),
  ),
  takeoffs: list(z.strictObject({ ...named, definition: words, dimension: id, value: expression })),
  costs: list(cost),
  starters: z
    .array(z.strictObject({ ...named, root: startingNode }))
    .max(MAX_STARTERS)
    .exactOptional(),
});

export interface KitRefusal {
  readonly path: string;
  readonly reason: 'too-many-values' | 'too-deep' | 'not-in-this-form';
  readonly message: string;
}

export type ReadKit =
  | { readonly kind: 'kit'; readonly kit: Kit }
  | { readonly kind: 'refused'; readonly refusals: readonly KitRefusal[] };

/**
 * Reads a kit from a value of JSON: first its bounds, which cost next to nothing, then its shape. What its expressions
 * mean is for `compileKit` to judge.
 */
export function readKit(given: unknown): ReadKit {
  const passed = passedBound(given);
  if (passed !== null) {
    const message = passed === 'too-deep' ? 'is nested too deep' : 'holds too much';
    return { kind: 'refused', refusals: [{ path: '', reason: passed, message }] };
  }
  const read = kit.safeParse(given);
  if (read.success) return { kind: 'kit', kit: read.data };
  const refusals = read.error.issues.map(({ path, message }): KitRefusal => ({
    path: path.map(String).join('.'),
    reason: 'not-in-this-form',
    message,
  }));
  return { kind: 'refused', refusals };
}

/** Counts without recursion, and stops at the bound: a value of any size is judged in milliseconds. */
function passedBound(given: unknown): 'too-many-values' | 'too-deep' | null {
  const waiting: { value: unknown; depth: number }[] = [{ value: given, depth: 0 }];
  let seen = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    seen += 1;
    if (seen + waiting.length > MAX_KIT_VALUES) return 'too-many-values';
    if (next.depth > MAX_KIT_DEPTH) return 'too-deep';
    if (typeof next.value !== 'object' || next.value === null) continue;
    if (Array.isArray(next.value) && next.value.length > MAX_KIT_VALUES) return 'too-many-values';
    for (const name in next.value) {
      waiting.push({ value: Reflect.get(next.value, name), depth: next.depth + 1 });
      if (waiting.length > MAX_KIT_VALUES) return 'too-many-values';
    }
  }
  return null;
}
