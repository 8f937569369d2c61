import type { DesignNode } from '@muster/kit/design';
import type { Conflict, Side } from '@muster/kit/merge';
import { starters } from '@muster/furniture/starters';
import type { Actor } from '#server/actor.ts';
import { personOf } from '#server/actor.ts';
import { done, type Outcome, refused } from '#server/outcome.ts';
import type { Services } from '#server/services.ts';
import { readDesignPage } from './design-reads.ts';
import { readMerged, readVersionOf, type VersionOf } from './merge-reads.ts';

/** What the studio begins with: a finished piece of the kit, a version, or two versions brought together. */
export type StudioStart = {
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
  const finished = starters.find(({ id }) => id === start);
  if (finished) {
    const title = locale === 'de' ? finished.de : finished.en;
    return done({ root: finished.root, title, parents: [], conflicts: [] });
  }
  const [ours, theirs] = parentsOf(start);
  if (!ours) return refused('not-found');
  const mine = await readParent(services, actor, space, ours);
  if (mine.kind === 'refused') return mine;
  const { parent, root } = mine.value;
  if (!theirs) return done({ root, title: parent.title, parents: [parent], conflicts: [] });
  const other = await readParent(services, actor, space, theirs);
  if (other.kind === 'refused') return other;
  const merged = await readMerged(services, actor, { space, ours, theirs }, choices);
  if (merged.kind === 'refused') return merged;
  const parents = [parent, other.value.parent];
  return done({ ...merged.value, title: parent.title, parents });
}

async function readParent(
  services: Services,
  actor: Actor,
  space: string,
  { design, number }: VersionOf,
): Promise<Outcome<{ parent: ParentShown; root: DesignNode }>> {
  const read = await readDesignPage(services, actor, { space, design, number });
  if (read.kind === 'refused') return read;
  const { view, atHand } = read.value;
  const isMine = view.author.id === personOf(actor);
  const canFollow = isMine && view.number === view.versions;
  const parent = { design, number, title: view.title, author: view.author.name, canFollow };
  return done({ parent, root: atHand.root });
}
