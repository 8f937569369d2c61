import type { BatchCost } from '@muster/kit/costs';
import { designFrame, drawDesign, hasShape } from '@muster/kit/draw-design';
import { drawCutPlan } from '@muster/kit/draw-cut-plan';
import { listParts } from '@muster/kit/cut-list';
import { drawView } from '@muster/kit/draw-view';
import { pictureSvg } from '@muster/kit/picture';
import { wordIn } from '@muster/kit/say';
import { messages as de } from '../messages/de.ts';
import { messages as en } from '../messages/en.ts';
import { fill, wordsOf } from '#ui/words/words.ts';
import type { Actor } from '#server/actor.ts';
import type { Services } from '#server/services.ts';
import { sourceOf, type ShownCost } from '../batch-sizes.ts';
import { sayAttributes } from '../say-attributes.ts';
import { sayFindings } from '../say-findings.ts';
import { sayDifference } from '../say-difference.ts';
import { type DesignView, readDesignPage, type VersionName } from './design-reads.ts';
import type { VersionAtHand } from './version-book.ts';

/** What the page of a design draws and lists, in words already: the page needs no kit to show it. */
export function describeDesign(
  { title }: DesignView,
  { kit, evaluation, picture, prices, priceList }: VersionAtHand,
  locale: string,
) {
  const { findings: words, page, difference } = wordsOf({ en, de }, locale);
  return {
    drawing: pictureSvg(picture(title, true)),
    frame: picture(title, true).frame,
    drawings: (hasShape(evaluation) ? DRAWINGS : []).map((view) => ({
      view,
      svg: svgOf(kit.compiled, evaluation.parts, view, { title, language: locale }),
    })),
    costs: prices().map(shownCost),
    priceSource: sourceOf(priceList),
    findings: sayFindings(kit.compiled, evaluation, { words, locale }),
    attributes: hasShape(evaluation)
      ? []
      : sayAttributes(kit.compiled, evaluation, { locale, yes: difference.yes, no: difference.no }),
    rows: listParts(kit.compiled, evaluation.parts, locale),
    kitName: wordIn(kit.kit.name, locale),
    cutPlan: drawCutPlan(kit.compiled, evaluation.parts, {
      title: fill(page.cutPlanOf, { title }),
      language: locale,
      caption: page.sheetCaption,
    }),
  };
}

const DRAWINGS = ['elevations', 'exploded'] as const;

function svgOf(...drawn: Parameters<typeof drawView>): string {
  const picture = drawView(...drawn);
  return picture === null ? '' : pictureSvg(picture);
}

function shownCost({ batch, unit, isComplete, lines }: BatchCost): ShownCost {
  const shown = lines.map(({ id, name, total }) => ({ id, name, total }));
  return { batch, unit, isComplete, lines: shown };
}

export type ParentShown = VersionName & { changes: string[] };

/** What is different from each of the versions that it was made from, in words; nothing for those that were taken away. */
export async function differencesFrom(
  services: Services,
  actor: Actor,
  shown: { space: string; view: DesignView; atHand: VersionAtHand; locale: string },
): Promise<ParentShown[]> {
  const { space, view, atHand, locale } = shown;
  const parents: ParentShown[] = [];
  for (const parent of view.parents) {
    const { address: design, number } = parent;
    const read = await readDesignPage(services, actor, { space, design, number });
    const changes = read.kind === 'done' ? differenceOf([read.value.atHand, atHand], locale) : [];
    parents.push({ ...parent, changes });
  }
  return parents;
}

/** How the second version differs from the first, in the words of the reader. */
export function differenceOf(
  [before, after]: readonly [VersionAtHand, VersionAtHand],
  locale: string,
): string[] {
  const { difference: words } = wordsOf({ en, de }, locale);
  const { currency } = after.priceList;
  return sayDifference(after.kit.compiled, [costed(before), costed(after)], {
    words,
    locale,
    currency,
  });
}

type Page = { view: DesignView; atHand: VersionAtHand };

/** Two versions side by side, one on top of the other, and in words. */
export function compareVersions([mine, theirs]: readonly [Page, Page], locale: string) {
  const [one, other] = [mine.atHand.evaluation, theirs.atHand.evaluation];
  const both = {
    parts: [...one.parts, ...other.parts],
    instances: [...one.instances, ...other.instances],
  };
  const frame = designFrame(both, false);
  const draw = ({ view, atHand }: Page) =>
    drawDesign(atHand.kit.compiled, atHand.evaluation, {
      title: view.title,
      dimensions: false,
      frame,
    });
  return {
    drawings: [draw(mine), draw(theirs)] as const,
    changes: differenceOf([mine.atHand, theirs.atHand], locale),
  };
}

function costed(version: VersionAtHand) {
  const { root, evaluation } = version;
  return { root, evaluation, unitMinor: version.prices()[0]?.unit ?? 0 };
}
