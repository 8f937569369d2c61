import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals }) => {
  const { services, actor, viewer } = locals;
  const { name } = await services.database.read(actor, (db) =>
    db.selectFrom('installation').select('name').executeTakeFirstOrThrow(),
  );
  return { installation: name, viewer };
};
