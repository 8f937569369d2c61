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
import { kitToBegin, startersOf } from './kit-editions.ts';
import { newestPrices } from './price-lists.ts';
import { readInSpace } from '#features/spaces/server/spaces.ts';
import type { Handle } from '#server/database/database.ts';
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
  const [ours, theirs] = parentsOf(start);
  if (!ours) return readStarter(services, actor, { space, start, locale });
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

/** A finished design of a kit: `sideboard` of one that comes with Muster, `our-kit:sideboard` of one of the space. */
async function readStarter(
  services: Services,
  actor: Actor,
  { space, start, locale }: { space: string; start: string; locale: string },
): Promise<Outcome<StudioStart>> {
  const wanted = { space, action: 'design.read' };
  const read = await readInSpace(services, actor, wanted, async (db, found) => {
    const kit = await kitOfStart(db, found.space.id, start);
    const id = start.slice(start.indexOf(':') + 1);
    const starter = kit && startersOf(kit).find((each) => each.id === id);
    if (!kit || !starter) return undefined;
    const prices = await newestPrices(db, found.space.id, kit.kit.id);
    return { kit, prices: prices.list, root: starter.root, title: wordIn(starter.name, locale) };
  });
  if (read.kind === 'refused') return read;
  return read.value ? done({ ...read.value, parents: [], conflicts: [] }) : refused('not-found');
}

async function kitOfStart(
  db: Handle,
  spaceId: string,
  start: string,
): Promise<KitInUse | undefined> {
  const [id, name] = start.split(':');
  if (name === undefined)
    return builtInKits().find(({ starters }) => starters.some((each) => each.id === start));
  const begun = await kitToBegin(db, spaceId, id ?? '');
  return begun?.edition?.offered === false ? undefined : begun?.kit;
}

/** The parents alone, for a piece that was begun with them. One that was taken away meanwhile is not there any more. */
export async function readParents(
  services: Services,
  actor: Actor,
  space: string,
  start: string,
): Promise<Outcome<ParentShown[]>> {
  const parents: ParentShown[] = [];
  for (const version of parentsOf(start)) {
    const read = await readParent(services, actor, space, version);
    if (read.kind === 'done') parents.push(read.value.parent);
  }
  return done(parents);
}

async function readParent(
  services: Services,
  actor: Actor,
  space: string,
  { design, number }: VersionOf,
): Promise<Outcome<Pick<StudioStart, 'kit' | 'prices' | 'root'> & { parent: ParentShown }>> {
  const read = await readDesignPage(services, actor, { space, design, number });
  if (read.kind === 'refused') return read;
  const { view, atHand, today } = read.value;
  const isMine = view.author.id === personOf(actor);
  const canFollow = isMine && view.number === view.versions;
  const parent = { design, number, title: view.title, author: view.author.name, canFollow };
  return done({ parent, root: atHand.root, kit: atHand.kit, prices: today });
}
