import { redirect } from '@sveltejs/kit';

/** The front page lists them. */
export const load = () => redirect(307, '/');
