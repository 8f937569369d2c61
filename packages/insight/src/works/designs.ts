import { z } from 'zod';
import { momentIn } from '../cells.ts';
import { parseJsonText } from '../json-text.ts';
import { refuse, type Refusal } from '../refusal.ts';

export type Value = number | string | boolean;

/** A design as plain data: what a kit's parameters were set to, and what it is made of. */
export interface Design {
  readonly id: string;
  /** The designs that it was remixed from; those that are not in the list are unknown. */
  readonly parents: readonly string[];
  readonly author: string;
  readonly group?: string;
  readonly partner?: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly kit: string;
  readonly parameters: Readonly<Record<string, Value>>;
  readonly materials: readonly string[];
  readonly features: readonly string[];
  /** How much others stood behind it (commitments, me-toos, a mean rating): one measure for all designs. */
  readonly support?: number;
}

const MOST_DESIGNS = 50_000;
/** Beyond this the squares of numbers leave what a machine can hold. */
const LARGEST = 1e15;
const nameShape = z.string().trim().min(1).max(200);
const number = z.number().min(-LARGEST).max(LARGEST);
const moment = z.union([number, z.string()]).transform((value, context) => {
  const at = momentIn({ text: String(value), row: 1, column: 'at' });
  if (typeof at === 'number' && Math.abs(at) <= LARGEST) return at;
  context.addIssue({
    code: 'custom',
    message: typeof at === 'number' ? 'too far from 1970' : at.message,
  });
  return z.NEVER;
});
const designShape = z.object({
  id: nameShape,
  parents: z.array(nameShape).max(100).default([]),
  author: nameShape,
  group: nameShape.optional(),
  partner: nameShape.optional(),
  at: moment,
  kit: nameShape,
  parameters: z.record(nameShape, z.union([number, z.string().max(200), z.boolean()])).default({}),
  materials: z.array(nameShape).max(200).default([]),
  features: z.array(nameShape).max(200).default([]),
  support: number.optional(),
});
/** A bare list is read as the list of an object, so that a refusal names its place in one way. */
const works = z.preprocess(
  (value) => (Array.isArray(value) ? { designs: value } : value),
  z.object({ designs: z.array(designShape).max(MOST_DESIGNS) }),
);

/**
 * Designs from JSON text: a list, or an object with the list as `designs`. Refuses `bad-spec` with the
 * place, `empty`, `duplicate` for two designs of one id, and `contradiction` for one that is its own parent.
 */
export function parseDesigns(text: string): readonly Design[] | Refusal {
  const read = parseJsonText(text, works);
  if ('kind' in read) return read;
  const { designs } = read;
  if (designs.length === 0) return refuse('empty', 'there is no design in it');
  const ids = new Set<string>();
  for (const { id, parents } of designs) {
    if (ids.has(id)) return refuse('duplicate', `two designs have the id "${id}"`);
    if (parents.includes(id)) return refuse('contradiction', `design "${id}" is its own parent`);
    ids.add(id);
  }
  return designs;
}

/** The value of a parameter, when the design has it; a name such as `constructor` is one like any other. */
export function parameterOf(design: Pick<Design, 'parameters'>, name: string): Value | undefined {
  return Object.hasOwn(design.parameters, name) ? design.parameters[name] : undefined;
}
