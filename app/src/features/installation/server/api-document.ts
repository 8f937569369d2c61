import { z } from 'zod';

const schema = z.record(z.string(), z.unknown());
const parameter = z.object({
  name: z.string(),
  in: z.string(),
  required: z.boolean().default(false),
  description: z.string().default(''),
  schema: schema.default({}),
});
const content = z.record(z.string(), z.object({ schema: schema.default({}) }));
const operation = z.object({
  tags: z.array(z.string()).default([]),
  summary: z.string().default(''),
  description: z.string().default(''),
  security: z.array(z.unknown()).optional(),
  parameters: z.array(parameter).default([]),
  requestBody: z.object({ content }).optional(),
  responses: z.record(z.string(), z.object({ content: content.optional() })),
});
const document = z.object({
  info: z.object({ title: z.string(), description: z.string() }),
  servers: z.array(z.object({ url: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), operation)),
});
type Operation = z.infer<typeof operation>;

export type Field = { name: string; place: string; type: string; required: boolean; about: string };
export type Call = {
  id: string;
  method: string;
  path: string;
  summary: string;
  about: string;
  fields: Field[];
  answers: Field[];
  curl: string;
};
export type Chapter = { name: string; calls: Call[] };
export type ApiBook = { about: string; chapters: Chapter[] };

/** The OpenAPI document as a book to leaf through: a chapter a tag, each call with its fields and an example. */
export function readApiBook(json: unknown): ApiBook {
  const { info, servers, paths } = document.parse(json);
  const origin = servers[0]?.url ?? '';
  const chapters = new Map<string, Call[]>();
  for (const [path, methods] of Object.entries(paths))
    for (const [method, one] of Object.entries(methods)) {
      const call = describeCall({ method, path, origin }, one);
      const name = one.tags[0] ?? '';
      chapters.set(name, [...(chapters.get(name) ?? []), call]);
    }
  return {
    about: info.description,
    chapters: [...chapters].map(([name, calls]) => ({ name, calls })),
  };
}

/** The calls whose method, path and summary hold all the words. */
export function findCalls({ chapters }: ApiBook, search: string): Chapter[] {
  return chapters
    .map(({ name, calls }) => ({ name, calls: calls.filter((call) => isFound(call, search)) }))
    .filter(({ calls }) => calls.length > 0);
}

function isFound({ method, path, summary }: Call, search: string): boolean {
  const text = `${method} ${path} ${summary}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function describeCall(
  { method, path, origin }: { method: string; path: string; origin: string },
  one: Operation,
): Call {
  const body = Object.entries(one.requestBody?.content ?? {})[0];
  const answer = Object.entries(one.responses).find(([status]) => status.startsWith('2'))?.[1];
  const asked = one.parameters.map((each) => ({
    name: each.name,
    place: each.in,
    type: typeName(each.schema),
    required: each.required,
    about: each.description || aboutOf(each.schema),
  }));
  return {
    id: `${method}${path.replaceAll(/[^a-z]+/gi, '-')}`,
    method: method.toUpperCase(),
    path,
    summary: one.summary,
    about: one.description,
    fields: [...asked, ...(body ? fieldsOf(body[1].schema, 'body', '') : [])],
    answers: fieldsOf(answer?.content?.['application/json']?.schema ?? {}, 'answer', ''),
    curl: curlOf({ method, url: `${origin}${path}` }, one, body),
  };
}

const MOST_DEPTH = 4;

/** The members of an object, and of the objects inside it, as a flat list of paths. */
function fieldsOf(of: Record<string, unknown>, place: string, prefix: string): Field[] {
  if (prefix.split('.').length > MOST_DEPTH) return [];
  const inner = of.type === 'array' ? asSchema(of.items) : of;
  const required = z.array(z.string()).catch([]).parse(inner.required);
  return Object.entries(asSchema(inner.properties)).flatMap(([key, member]) => {
    const part = asSchema(member);
    const list = part.type === 'array';
    const name = `${prefix}${key}${list ? '[]' : ''}`;
    const field = { name, place, type: typeName(part), required: required.includes(key) };
    const below = list ? asSchema(part.items) : part;
    return [{ ...field, about: aboutOf(part) }, ...fieldsOf(below, place, `${name}.`)];
  });
}

function typeName(of: Record<string, unknown>): string {
  if (Array.isArray(of.enum)) return of.enum.map(String).join(' | ');
  if (of.const !== undefined) return String(of.const);
  const choices = of.anyOf ?? of.oneOf;
  if (Array.isArray(choices)) return choices.map((each) => typeName(asSchema(each))).join(' | ');
  if (of.type === 'array') return `list of ${typeName(asSchema(of.items))}`;
  return [of.type, of.format].flat().filter(Boolean).map(String).join(', ') || 'any';
}

/** What bounds a value, in the words of the schema. */
function aboutOf(of: Record<string, unknown>): string {
  const bounds = ['minLength', 'maxLength', 'minimum', 'maximum', 'default', 'maxItems'];
  const told = bounds.filter((bound) => {
    const value = of[bound];
    return value !== undefined && value !== '' && Math.abs(Number(value)) < Number.MAX_SAFE_INTEGER;
  });
  const text = typeof of.description === 'string' ? `${of.description}. ` : '';
  return text + told.map((bound) => `${bound} ${String(of[bound])}`).join(', ');
}

function curlOf(
  { method, url }: { method: string; url: string },
  one: Operation,
  body: [string, { schema: Record<string, unknown> }] | undefined,
): string {
  const lines = [`curl -X ${method.toUpperCase()} '${url}'`];
  if (one.security?.length !== 0) lines.push(`-H 'authorization: Bearer TOKEN'`);
  if (method !== 'get') lines.push(`-H 'idempotency-key: one-of-your-own'`);
  if (body) lines.push(`-H 'content-type: ${body[0]}'`);
  if (body?.[0] === 'application/json')
    lines.push(`-d '${JSON.stringify(exampleOf(body[1].schema))}'`);
  else if (body) lines.push('--data-binary @picture.png');
  return lines.join(' \\\n  ');
}

/** The smallest value that shows the form: what is required, and nothing else. */
function exampleOf(of: Record<string, unknown>): unknown {
  if (of.default !== undefined) return of.default;
  if (Array.isArray(of.enum)) return of.enum[0];
  if (of.const !== undefined) return of.const;
  if (Array.isArray(of.anyOf)) return exampleOf(asSchema(of.anyOf[0]));
  switch (of.type) {
    case 'object': {
      const required = z.array(z.string()).catch([]).parse(of.required);
      const members = asSchema(of.properties);
      return Object.fromEntries(required.map((key) => [key, exampleOf(asSchema(members[key]))]));
    }
    case 'array':
      return [exampleOf(asSchema(of.items))];
    case 'integer':
    case 'number':
      return 1;
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return '…';
  }
}

function asSchema(value: unknown): Record<string, unknown> {
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : {};
}
