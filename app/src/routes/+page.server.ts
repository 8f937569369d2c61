import { readWelcome } from '#features/installation/server/front-reads.ts';
import { directoryPage, readSpaces } from '#features/spaces/server/space-directory.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { services, actor } }) => {
  const [spaces, welcome] = await Promise.all([
    readSpaces(services, actor, directoryPage.parse({})),
    readWelcome(services, actor),
  ]);
  return { ...spaces, welcome };
};
