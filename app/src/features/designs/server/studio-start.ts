import type { DesignNode } from '@muster/kit/design';
import type { Conflict, Side } from '@muster/kit/merge';
import { wordIn } from '@muster/kit/say';
import type { Actor } from '#server/actor.ts';
import { personOf } from '#server/actor.ts';
import { done, type Outcome, refused } from '#server/outcome.ts';
import type { Services } from '#server/services.ts';
import { builtInKits } from '../built-in-kits.ts';
import type { KitInUse } from '../kit-in-use.ts';
import type { PriceList } from '@muster/kit/kit';
import { readDesignPage } from './design-reads.ts';
import { readMerged, readVersionOf, type VersionOf } from './merge-reads.ts';

/** What the studio begins with: a finished piece of the kit, a version, or two versions brought together. */
export type StudioStart = {
  kit: KitInUse;
  prices: PriceList;
  root: DesignNode;
  title: string;
  parents: ParentShown[];
  conflicts: readonly Conflict[];
};
export type ParentShown = {
  design: string;
  number: number;
  title: string;
  author: string;
  /** Of whoever asks, and the newest: it can be followed by a further version. */
  canFollow: boolean;
};

/** The parents that the address of the studio names: `sideboard` none, `abcdefgh.2` one, `abcdefgh.2+hgfedcba.1` two. */
export function parentsOf(start: string): VersionOf[] {
  return start.split('+').flatMap((text) => readVersionOf(text) ?? []);
}

/** The design that the studio opens with, for whoever may read the space. */
export async function readStart(
  services: Services,
  actor: Actor,
  { space, start, locale }: { space: string; start: string; locale: string },
  choices: ReadonlyMap<string, Side> = new Map(),
): Promise<Outcome<StudioStart>> {
  const finished = builtInStart(start, locale);
  if (finished) return done(finished);
  const [ours, theirs] = parentsOf(start);
  if (!ours) return refused('not-found');
  const mine = await readParent(services, actor, space, ours);
  if (mine.kind === 'refused') return mine;
  const { parent, root, kit, prices } = mine.value;
  const alone = { kit, prices, root, title: parent.title, parents: [parent], conflicts: [] };
  if (!theirs) return done(alone);
  const other = await readParent(services, actor, space, theirs);
  if (other.kind === 'refused') return other;
  if (other.value.kit.kit.id !== kit.kit.id) return refused('not-found');
  const merged = await readMerged(services, actor, { space, ours, theirs }, choices);
  if (merged.kind === 'refused') return merged;
  const parents = [parent, other.value.parent];
  return done({ ...alone, ...merged.value, parents });
}

/** A finished design of a kit that comes with Muster. */
function builtInStart(start: string, locale: string): StudioStart | undefined {
  for (const kit of builtInKits()) {
    const found = kit.starters.find(({ id }) => id === start);
    const title = found && wordIn(found.name, locale);
    if (found && title)
      return { kit, prices: kit.prices, root: found.root, title, parents: [], conflicts: [] };
  }
  return undefined;
}

async function readParent(
  services: Services,
  actor: Actor,
  space: string,
  { design, number }: VersionOf,
): Promise<Outcome<Pick<StudioStart, 'kit' | 'prices' | 'root'> & { parent: ParentShown }>> {
  const read = await readDesignPage(services, actor, { space, design, number });
  if (read.kind === 'refused') return read;
  const { view, atHand } = read.value;
  const isMine = view.author.id === personOf(actor);
  const canFollow = isMine && view.number === view.versions;
  const parent = { design, number, title: view.title, author: view.author.name, canFollow };
  return done({ parent, root: atHand.root, kit: atHand.kit, prices: atHand.priceList });
}
