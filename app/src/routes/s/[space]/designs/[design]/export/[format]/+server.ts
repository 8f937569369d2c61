import { exportDesign, onFile } from '#features/designs/server/export-design.ts';
import { need } from '#lib/web/form-action.ts';
import { parse } from '#server/outcome.ts';
import type { RequestHandler } from './$types';

/** A version as a file; `?number=` names an older one, `?view=` how it is drawn. */
export const GET: RequestHandler = async (event) => {
  const { services, actor, viewer } = event.locals;
  const { format, ...place } = event.params;
  const number = event.url.searchParams.get('number') ?? undefined;
  const view = event.url.searchParams.get('view') ?? undefined;
  const wanted = need(event, parse(onFile, { ...place, number, view }));
  return need(
    event,
    await exportDesign(services, actor, { ...wanted, format, language: viewer.locale }),
  );
};
