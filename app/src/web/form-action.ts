import { type ActionFailure, error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { type Command, execute } from '#server/commands/command.ts';
import type { RunGroup } from '#server/commands/group-command.ts';
import { type Outcome, REFUSAL_STATUS, type Refused } from '#server/outcome.ts';
import { keepForm, type KeptForm, readKeptForm } from '#features/people/server/people.ts';
import { dropDraft, keepForSignIn } from './kept-drafts.ts';
import { sayField, sayRefusal } from './refusal-words.ts';

/** What a form gets back when its command was refused: words to show, and everything that had been typed. */
export type FormRefusal = {
  form: string;
  name: string;
  message: string;
  fields: { field: string; message: string }[];
  values: Record<string, string | string[]>;
};

/** The hidden field that carries the idempotency key; made when the form is shown, so that sending twice counts once. */
export const KEY_FIELD = '_key';
/** Never sent back to the browser with what had been typed. */
const SECRET_FIELDS = new Set(['password', 'newPassword', 'oldPassword', KEY_FIELD]);

type FormInput = { name: string; data: FormData; input: unknown };
type Acted<Value> =
  { kind: 'done'; value: Value } | { kind: 'failure'; failure: ActionFailure<FormRefusal> };

/** Runs a command for a form: the outcome's value, or what the page needs to show why not. */
export async function act<Input, Subject, Value>(
  event: RequestEvent,
  command: Command<Input, Subject, Value>,
  form: FormInput,
): Promise<Acted<Value>> {
  const { services, actor } = event.locals;
  return settle(event, form, await execute(services, actor, command, form.input, keyOf(form.data)));
}

/** As `act`, for a command that many run at once. */
export async function actInGroup<Value>(
  event: RequestEvent,
  run: RunGroup<Value>,
  form: FormInput,
): Promise<Acted<Value>> {
  const { services, actor } = event.locals;
  return settle(event, form, await run(services, actor, form.input, keyOf(form.data)));
}

function keyOf(data: FormData): { key: string | undefined } {
  const key = data.get(KEY_FIELD);
  return { key: typeof key === 'string' && key ? key : undefined };
}

/** The same for what is no command: whoever must prove who they are first comes back to the filled form. */
export async function settle<Value>(
  event: RequestEvent,
  form: { name: string; data: FormData },
  outcome: Outcome<Value>,
): Promise<Acted<Value>> {
  if (outcome.kind === 'done') {
    await dropDraft(event, form.data);
    return outcome;
  }
  if (outcome.name === 'prove-again') await proveFirst(event, form);
  if (outcome.name === 'sign-in-needed') await keepForSignIn(event, form.data);
  // The page was shown again by the back button, and what it holds is not what was sent with this key.
  const said = outcome.name === 'key-reused' ? { ...outcome, because: 'sent-before' } : outcome;
  return { kind: 'failure', failure: formFailure(event, form.name, form.data, said) };
}

/** Marks the address of a page that is to show what had been typed. */
const KEPT = 'kept';

async function proveFirst(
  { locals, url }: RequestEvent,
  form: { name: string; data: FormData },
): Promise<never> {
  const values = typedValues(form.data);
  await keepForm(locals.services, locals.actor, url.pathname, { form: form.name, values });
  redirect(303, provePath(`${url.pathname}?${KEPT}`));
}

export function provePath(next: string): string {
  return `/settings/prove?next=${encodeURIComponent(next)}`;
}

/** What had been typed into a form of this page before its sender went to prove who they are. */
export async function keptForm({ locals, url }: RequestEvent): Promise<KeptForm | undefined> {
  if (!url.searchParams.has(KEPT)) return undefined;
  return readKeptForm(locals.services, locals.actor, url.pathname);
}

export function formFailure(
  event: RequestEvent,
  form: string,
  data: FormData,
  refusal: Refused,
): ActionFailure<FormRefusal> {
  const { locale } = event.locals.viewer;
  return fail(REFUSAL_STATUS[refusal.name], {
    form,
    name: refusal.name,
    message: sayRefusal(locale, refusal),
    fields: refusal.fields.map((field) => ({
      field: field.field,
      message: sayField(locale, field),
    })),
    values: typedValues(data),
  });
}

/** For what a page cannot be shown without: the value, the way to sign in, or the error page. */
export function need<Value>(event: RequestEvent, outcome: Outcome<Value>): Value {
  if (outcome.kind === 'done') return outcome.value;
  if (outcome.name === 'sign-in-needed') redirect(303, signInPath(event.url));
  if (outcome.name === 'prove-again')
    redirect(303, provePath(event.url.pathname + event.url.search));
  error(REFUSAL_STATUS[outcome.name], {
    message: sayRefusal(event.locals.viewer.locale, outcome),
    name: outcome.name,
  });
}

export function signInPath(url: URL): string {
  return `/sign-in?next=${encodeURIComponent(url.pathname + url.search)}`;
}

/** The text fields of a form; a name that comes several times is a list. */
export function typedValues(data: FormData): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = {};
  for (const name of new Set(data.keys())) {
    if (SECRET_FIELDS.has(name)) continue;
    const texts = data.getAll(name).filter((value) => typeof value === 'string');
    values[name] = texts.length > 1 ? texts : (texts[0] ?? '');
  }
  return values;
}
