import type { z } from 'zod';

/** One thing that is wrong with one field; `reason` is a word of the catalogue, `params` its numbers and names. */
export type FieldRefusal = {
  field: string;
  reason: string;
  params?: Record<string, string | number>;
};

export const REFUSAL_STATUS = {
  invalid: 422,
  'sign-in-needed': 401,
  'not-allowed': 403,
  'not-found': 404,
  'changed-meanwhile': 409,
  'limit-reached': 409,
  'not-now': 409,
  'prove-again': 403,
  'key-reused': 422,
  'too-large': 413,
  'too-many': 429,
} as const;

export type RefusalName = keyof typeof REFUSAL_STATUS;

export type Refused = {
  kind: 'refused';
  name: RefusalName;
  fields: FieldRefusal[];
  /** Says more than the name does, where there is more to say: a word of the catalogue. */
  because?: string;
  retryAfterSeconds?: number;
};
export type Done<Value> = { kind: 'done'; value: Value };
export type Outcome<Value> = Done<Value> | Refused;

export function done<Value>(value: Value): Done<Value> {
  return { kind: 'done', value };
}

export function refused(name: RefusalName, because?: string): Refused {
  return { kind: 'refused', name, fields: [], ...(because === undefined ? {} : { because }) };
}

export function invalid(...fields: FieldRefusal[]): Refused {
  return { kind: 'refused', name: 'invalid', fields };
}

/** Parses what came from outside; what is wrong is named by field in the words of the catalogue. */
export function parse<Value>(schema: z.ZodType<Value>, input: unknown): Outcome<Value> {
  const parsed = schema.safeParse(input);
  return parsed.success ? done(parsed.data) : invalid(...parsed.error.issues.map(fieldRefusal));
}

type Issue = z.core.$ZodIssue;

function fieldRefusal(issue: Issue): FieldRefusal {
  const field = issue.path.map(String).join('.');
  switch (issue.code) {
    case 'too_small':
      return Number(issue.minimum) <= 1 && issue.origin !== 'number'
        ? { field, reason: 'required' }
        : {
            field,
            reason: issue.origin === 'number' ? 'too-low' : 'too-short',
            params: { min: Number(issue.minimum) },
          };
    case 'too_big':
      return {
        field,
        reason: issue.origin === 'number' ? 'too-high' : 'too-long',
        params: { max: Number(issue.maximum) },
      };
    case 'invalid_value':
      return { field, reason: 'not-a-choice' };
    case 'unrecognized_keys':
      return { field: [field, issue.keys[0]].filter(Boolean).join('.'), reason: 'unknown-field' };
    case 'invalid_format':
      return { field, reason: `not-${issue.format === 'regex' ? 'in-this-form' : issue.format}` };
    case 'custom':
      return { field, reason: issue.message };
    default:
      return {
        field,
        reason:
          issue.code === 'invalid_type' && issue.input === undefined ? 'required' : 'wrong-kind',
      };
  }
}
