import { sayRefusal } from '#lib/web/refusal-words.ts';
import { REFUSAL_STATUS, type RefusalName } from '#server/outcome.ts';
import type { PageServerLoad } from './$types';

export const csr = false;

export const load: PageServerLoad = ({ locals }) => ({
  problems: (Object.keys(REFUSAL_STATUS) as RefusalName[]).map((name) => ({
    name,
    status: REFUSAL_STATUS[name],
    means: sayRefusal(locals.viewer.locale, { name }),
  })),
});
