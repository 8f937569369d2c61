import { directoryPage, readSpaces } from '#features/spaces/server/space-directory.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) =>
  readSpaces(locals.services, locals.actor, directoryPage.parse({}));
