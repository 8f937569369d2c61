import { sql } from 'kysely';
import { messages as de } from '../messages/de.ts';
import { messages as en } from '../messages/en.ts';
import { readInSpace } from '#features/spaces/server/spaces.ts';
import type { Actor } from '#server/actor.ts';
import { excerpt } from '#server/markdown/markdown.ts';
import { done, type Outcome } from '#server/outcome.ts';
import type { Services } from '#server/services.ts';
import { fill, wordsOf } from '#ui/words/words.ts';
import { partPlaces, type PartPlace } from '../part-places.ts';
import type { DesignView } from './design-reads.ts';
import { type VersionAtHand, versionAtHand } from './version-book.ts';

type Comment = { id: string; pin: { part: string; version: number } | null; removed: unknown };
/** The mark of a part in the drawing, with the first comment on it. */
export type Mark = { number: number; x: number; y: number; comment: string; name: string };
export type PinnedTalk = {
  places: PartPlace[];
  marks: Mark[];
  said: Record<string, { text: string; mark: number | null }>;
};

/**
 * Where each comment of a page is on the piece in the version that is shown: its part is found again by its path, in whatever
 * version; if it is not there, since when.
 */
export async function readPinnedTalk(
  services: Services,
  actor: Actor,
  { space, view, atHand }: { space: string; view: DesignView; atHand: VersionAtHand },
  { comments, locale }: { comments: readonly Comment[]; locale: string },
): Promise<Outcome<PinnedTalk>> {
  const words = wordsOf({ en, de }, locale).pin;
  const places = partPlaces(atHand.kit.compiled, atHand.evaluation, {
    within: words.within,
    locale,
  });
  const pinned = comments.flatMap(({ id, pin }) => (pin ? [{ id, ...pin }] : []));
  const missing = pinned.filter(({ part }) => !places.some(({ id }) => id === part));
  const gone =
    missing.length === 0
      ? done(new Map<string, number>())
      : await goneSince(services, actor, { space, view }, missing);
  if (gone.kind === 'refused') return gone;
  const marks = marksOf(places, pinned);
  const said = pinned.map(({ id, part, version }) => {
    const place = places.find((each) => each.id === part);
    const mark = marks.find(({ name }) => name === part)?.number ?? null;
    if (place) return [id, { text: fill(words.on, { place: place.name }), mark }] as const;
    const since = gone.value.get(id);
    const text =
      since === undefined
        ? fill(words.other, { number: version })
        : fill(words.gone, { number: since });
    return [id, { text, mark: null }] as const;
  });
  const named = marks.map((mark) => ({
    ...mark,
    name: places.find(({ id }) => id === mark.name)?.name ?? '',
  }));
  return done({ places, marks: named, said: Object.fromEntries(said) });
}

/** One mark a part, numbered in the order in which people first spoke of them; `name` is the part's path here. */
function marksOf(
  places: readonly PartPlace[],
  pinned: readonly { id: string; part: string }[],
): Mark[] {
  const marks: Mark[] = [];
  for (const { id: comment, part } of pinned) {
    const at = places.find(({ id }) => id === part)?.at;
    if (!at || marks.some(({ name }) => name === part)) continue;
    marks.push({ number: marks.length + 1, x: at.x, y: at.y, comment, name: part });
  }
  return marks;
}

/** By comment: the first version after it that has no such part; none where it came only after the version that is shown. */
async function goneSince(
  services: Services,
  actor: Actor,
  { space, view }: { space: string; view: DesignView },
  missing: readonly { id: string; part: string; version: number }[],
): Promise<Outcome<Map<string, number>>> {
  const from = Math.min(...missing.map(({ version }) => version));
  const place = { space, action: 'design.read' };
  return readInSpace(services, actor, place, async (db, found) => {
    const rows = await db
      .selectFrom('designVersions as v')
      .innerJoin('designs as d', (join) =>
        join.onRef('d.spaceId', '=', 'v.spaceId').onRef('d.id', '=', 'v.designId'),
      )
      .select(['v.number', 'v.spaceId', 'v.kitHash', 'v.contentHash', 'v.document', 'v.priceList'])
      .where('v.spaceId', '=', found.space.id)
      .where('d.address', '=', view.address)
      .where('v.number', '>', from)
      .where('v.number', '<=', view.number)
      .orderBy('v.number')
      .execute();
    const since = new Map<string, number>();
    for (const row of rows) {
      const { evaluation } = await versionAtHand(db, row);
      const ids = new Set(evaluation.parts.map(({ id }) => id));
      for (const { id, part, version } of missing)
        if (row.number > version && !ids.has(part) && !since.has(id)) since.set(id, row.number);
    }
    return since;
  });
}

const MOST_BEFORE = 20;
export type SaidBefore = {
  id: string;
  place: string;
  excerpt: string;
  author: string;
  design: string;
  title: string;
};

/** What was said of parts that are still there, in the talk of the designs that a version was made from; the newest first. */
export function readSaidBefore(
  services: Services,
  actor: Actor,
  { space, view }: { space: string; view: DesignView },
  places: readonly PartPlace[],
): Promise<Outcome<SaidBefore[]>> {
  const place = { space, action: 'thread.read' };
  return readInSpace(services, actor, place, async (db, found) => {
    const { rows } = await sql<
      Omit<SaidBefore, 'place' | 'excerpt'> & { pin: string; body: string }
    >`
      select c.id, c.pin, c.body, p.name as author, theirs.address as design, theirs.title
      from designs mine
      join design_versions v on v.space_id = mine.space_id and v.design_id = mine.id and v.number = ${view.number}
      join design_parents e on e.space_id = v.space_id and e.version_id = v.id
      join design_versions w on w.space_id = e.space_id and w.id = e.parent_id
      join designs theirs on theirs.space_id = w.space_id and theirs.id = w.design_id
      join threads t on t.space_id = theirs.space_id and t.subject_kind = 'design' and t.subject_id = theirs.id
      join comments c on c.space_id = t.space_id and c.thread_id = t.id
      join people p on p.id = c.author_id
      where mine.space_id = ${found.space.id} and mine.address = ${view.address} and theirs.id <> mine.id
        and theirs.removed_at is null and t.hidden_at is null and c.removed_at is null
        and c.pin = any (${places.map(({ id }) => id)}::text[])
      order by c.id desc limit ${MOST_BEFORE}`.execute(db);
    return rows.map(({ pin, body, ...said }) => ({
      ...said,
      place: places.find(({ id }) => id === pin)?.name ?? '',
      excerpt: excerpt(body, 160),
    }));
  });
}
