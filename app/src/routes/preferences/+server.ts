import { redirect } from '@sveltejs/kit';
import { changeProfile } from '#features/people/server/change-profile.ts';
import { backTo } from '#lib/web/back-to.ts';
import { forgetPreferences } from '#lib/web/preferences.ts';
import { execute } from '#server/commands/command.ts';
import { LOCALES } from '#ui/words/locale.ts';
import type { RequestHandler } from './$types';

const YEAR_SECONDS = 31_536_000;
const THEMES = ['auto', 'light', 'dark'];

/** Language and light: kept with the person, or in cookies for a visitor. The page that asked comes back. */
export const POST: RequestHandler = async ({ request, cookies, url, locals }) => {
  const form = await request.formData();
  const locale = LOCALES.find((each) => each === form.get('locale'));
  const theme = THEMES.find((each) => each === form.get('theme'));
  if (locals.actor.kind === 'person') {
    await execute(locals.services, locals.actor, changeProfile, { locale, theme });
    forgetPreferences(cookies, url);
  } else {
    const secure = url.protocol === 'https:';
    const options = {
      path: '/',
      maxAge: YEAR_SECONDS,
      httpOnly: true,
      sameSite: 'lax',
      secure,
    } as const;
    if (locale) cookies.set('locale', locale, options);
    if (theme) cookies.set('theme', theme, options);
  }
  redirect(303, backTo(request.headers.get('referer'), url.origin));
};
