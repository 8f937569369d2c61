import { readDesignPage } from '#features/designs/server/design-reads.ts';
import { onVersion } from '#features/designs/server/find-design.ts';
import { galleryPage, readGallery } from '#features/designs/server/gallery-reads.ts';
import { readLineage } from '#features/designs/server/lineage-reads.ts';
import { readVersionOf } from '#features/designs/server/merge-reads.ts';
import { compareVersions } from '#features/designs/server/shown-design.ts';
import { need } from '#lib/web/form-action.ts';
import { parse } from '#server/outcome.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { services, actor, viewer } = event.locals;
  const { space } = await event.parent();
  const { searchParams } = event.url;
  const number = searchParams.get('number') ?? undefined;
  const wanted = need(event, parse(onVersion, { ...event.params, number }));
  const mine = need(event, await readDesignPage(services, actor, wanted));
  const family = need(event, await readLineage(services, actor, wanted));
  const gallery = await readGallery(services, actor, space.address, galleryPage.parse({}));
  const others = need(event, gallery).designs;
  const other = readVersionOf(searchParams.get('with'));
  const theirs = other
    ? need(event, await readDesignPage(services, actor, { space: space.address, ...other }))
    : undefined;
  const choices = new Map(
    [...family.versions.filter(({ removed }) => !removed), ...others]
      .map(choiceOf)
      .map((each) => [each.value, each.title]),
  );
  choices.delete(`${mine.view.address}.${mine.view.number}`);
  return {
    mine: mine.view,
    theirs: theirs?.view,
    choices: [...choices].map(([value, title]) => ({ value, title })),
    compared: theirs && compareVersions([mine, theirs], viewer.locale),
  };
};

function choiceOf({ address, title, number }: { address: string; title: string; number: number }) {
  return { value: `${address}.${number}`, title: `${title} (${number})` };
}
