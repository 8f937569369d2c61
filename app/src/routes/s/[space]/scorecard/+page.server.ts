import { readScorecard } from '#features/scorecard/server/scorecard-reads.ts';
import { need } from '#lib/web/form-action.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { services, actor } = event.locals;
  return { scorecard: need(event, await readScorecard(services, actor, event.params.space)) };
};
