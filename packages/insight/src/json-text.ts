import type { z } from 'zod';
import { refuse, type Refusal } from './refusal.ts';

/** What a JSON text holds, by a schema. Refuses `bad-spec` with the place in the text. */
export function parseJsonText<T>(text: string, schema: z.ZodType<T>): T | Refusal {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return refuse('bad-spec', 'the text is not JSON');
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0];
  return refuse('bad-spec', `${path.length > 0 ? `${path.join('.')}: ` : ''}${message}`);
}
