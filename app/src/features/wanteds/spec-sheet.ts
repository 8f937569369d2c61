import { z } from 'zod';

export const MOST_ATTRIBUTES = 40;
const name = z.string().trim().min(1).max(60);

/** One line of a spec sheet: what is meant, of which kind, and in which unit it is measured. */
export const attribute = z.discriminatedUnion('kind', [
  z.object({
    name,
    kind: z.literal('number'),
    value: z.number(),
    unit: z.string().trim().max(20).default(''),
  }),
  z.object({ name, kind: z.literal('text'), value: z.string().trim().min(1).max(300) }),
  z.object({ name, kind: z.literal('yes-no'), value: z.boolean() }),
]);

/** What is wanted, as attributes with units: two sheets can be compared line by line. */
export const specSheet = z
  .array(attribute)
  .max(MOST_ATTRIBUTES)
  .refine(
    (lines) => new Set(lines.map((line) => line.name.toLowerCase())).size === lines.length,
    'named-twice',
  );

export type Attribute = z.infer<typeof attribute>;
export type SpecSheet = z.infer<typeof specSheet>;

/** A sheet as the database holds it; it was checked when it was written. */
export function readSpec(value: unknown): SpecSheet {
  return specSheet.parse(value);
}
