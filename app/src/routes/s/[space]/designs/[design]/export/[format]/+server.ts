import { exportDesign } from '#features/designs/server/export-design.ts';
import { onVersion } from '#features/designs/server/find-design.ts';
import { need } from '#lib/web/form-action.ts';
import { parse } from '#server/outcome.ts';
import type { RequestHandler } from './$types';

/** A version as a file; `?number=` names an older one. */
export const GET: RequestHandler = async (event) => {
  const { services, actor, viewer } = event.locals;
  const { format, ...place } = event.params;
  const number = event.url.searchParams.get('number') ?? undefined;
  const wanted = need(event, parse(onVersion, { ...place, number }));
  return need(
    event,
    await exportDesign(services, actor, { ...wanted, format, language: viewer.locale }),
  );
};
