import { redirect, type RequestEvent } from '@sveltejs/kit';
import {
  claimParked,
  discardDraft,
  type KeptDraft,
  parkForm,
  readDraft,
} from '#features/drafts/server/drafts.ts';
import { execute } from '#server/commands/command.ts';

/** The hidden field that says which draft a form is: `Kept.svelte` puts it there. */
export const DRAFT_FIELD = '_draft';
const PARKED_COOKIE = 'parked';
const HOUR_SECONDS = 3_600;

/** What was kept of a form for whoever looks at it; also what they had sent before they were asked to sign in. */
export async function draftOf(event: RequestEvent, subject: string): Promise<KeptDraft | null> {
  const { services, actor } = event.locals;
  if (actor.kind !== 'person') return null;
  const parked = event.cookies.get(PARKED_COOKIE);
  if (parked) {
    await claimParked(services, actor, parked);
    event.cookies.delete(PARKED_COOKIE, { path: '/' });
  }
  const read = await readDraft(services, actor, subject);
  return read.kind === 'done' ? read.value.draft : null;
}

/** The form was taken: what was kept of it has served. */
export async function dropDraft(event: RequestEvent, data: FormData): Promise<void> {
  const subject = data.get(DRAFT_FIELD);
  if (typeof subject !== 'string' || event.locals.actor.kind !== 'person') return;
  await execute(event.locals.services, event.locals.actor, discardDraft, { draft: subject });
}

/** A filled form from somebody whose session has ended: kept for them, and they are led to the way in and back. */
export async function keepForSignIn(event: RequestEvent, data: FormData): Promise<void> {
  const subject = data.get(DRAFT_FIELD);
  if (typeof subject !== 'string' || event.locals.actor.kind !== 'visitor') return;
  const fields = Object.fromEntries(
    [...data].flatMap(([name, value]) =>
      typeof value === 'string' && !name.startsWith('_') ? [[name, value] as const] : [],
    ),
  );
  const { services, from } = event.locals;
  const token = await parkForm(services, { subject, fields, address: from.address });
  if (token)
    event.cookies.set(PARKED_COOKIE, token, {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: event.url.protocol === 'https:',
      maxAge: HOUR_SECONDS,
    });
  redirect(303, `/sign-in?next=${encodeURIComponent(event.url.pathname)}`);
}
