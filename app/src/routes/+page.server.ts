import { readOwnSpaces } from '#features/spaces/server/spaces.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) =>
  locals.services.database.read(locals.actor, (db) => readOwnSpaces(db, locals.actor));
