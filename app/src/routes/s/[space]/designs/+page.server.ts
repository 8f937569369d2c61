import { readBenches } from '#features/benches/server/bench-reads.ts';
import { builtInKits } from '#features/designs/built-in-kits.ts';
import { kitNames, startersShown } from '#features/designs/server/starters-shown.ts';
import { galleryPage, readGallery } from '#features/designs/server/gallery-reads.ts';
import { readSpaceStarters } from '#features/designs/server/kit-reads.ts';
import { need } from '#lib/web/form-action.ts';
import { parse } from '#server/outcome.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { services, actor, viewer } = event.locals;
  const { space } = await event.parent();
  const asked = [...event.url.searchParams].filter(([, value]) => value);
  const wanted = need(event, parse(galleryPage, Object.fromEntries(asked)));
  const list = need(event, await readGallery(services, actor, space.address, wanted));
  const { locale } = viewer;
  const own = need(
    event,
    await readSpaceStarters(services, actor, { space: space.address, locale }),
  );
  const benches = await readBenches(services, actor, space.address);
  return {
    ...list,
    benches: benches.kind === 'done' ? benches.value.benches : [],
    asked: wanted,
    starters: [...startersShown(locale), ...own.starters],
    names: kitNames([...builtInKits(), ...own.kits], locale),
  };
};
