import { redirect } from '@sveltejs/kit';
import { LOCALES } from '#ui/words/locale.ts';
import type { RequestHandler } from './$types';

const YEAR_SECONDS = 31_536_000;
const THEMES = ['auto', 'light', 'dark'];

/** Language and light, kept in cookies; the page that asked comes back. */
export const POST: RequestHandler = async ({ request, cookies, url }) => {
  const form = await request.formData();
  const options = {
    path: '/',
    maxAge: YEAR_SECONDS,
    httpOnly: true,
    sameSite: 'lax',
    secure: url.protocol === 'https:',
  } as const;
  const locale = LOCALES.find((each) => each === form.get('locale'));
  const theme = THEMES.find((each) => each === form.get('theme'));
  if (locale) cookies.set('locale', locale, options);
  if (theme) cookies.set('theme', theme, options);
  redirect(303, backTo(request.headers.get('referer'), url.origin));
};

/** Only to a page of this installation: the header is the sender's to choose. */
function backTo(referer: string | null, origin: string): string {
  const from = referer && URL.canParse(referer) ? new URL(referer) : undefined;
  return from?.origin === origin ? from.pathname + from.search : '/';
}
