import { redirect } from '@sveltejs/kit';
import { signOut } from '#features/people/server/sign-in.ts';
import { clearSession } from '#lib/web/session.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ locals, cookies, url }) => {
  await signOut(locals.services, locals.actor);
  clearSession(cookies, url);
  redirect(303, '/');
};
