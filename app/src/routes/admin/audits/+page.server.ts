import { auditsPage, readAudits } from '#features/installation/server/operator-reads.ts';
import { need } from '#lib/web/form-action.ts';
import { parse } from '#server/outcome.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { services, actor } = event.locals;
  const asked = [...event.url.searchParams].filter(([, value]) => value);
  const wanted = need(event, parse(auditsPage, Object.fromEntries(asked)));
  return { wanted, ...need(event, await readAudits(services, actor, wanted)) };
};
