import { sql } from 'kysely';
import type { Handle } from '#server/database/database.ts';
import { excerpt } from '#server/markdown/markdown.ts';
import { chainFinders } from './chain-subjects.ts';
import { type Find, type Found, readsSpace, type SubjectView } from './subject-view.ts';

const EXCERPT_LETTERS = 240;

/**
 * How each kind of subject is found. Every query names what the person must be to see it, and runs as that person, so that
 * both walls hold; what does not come back is neither shown, counted nor mailed.
 */
const finders = {
  space: (db, personId, ids) => findSpaces(db, { personId, ids, below: '' }),
  members: (db, personId, ids) => findSpaces(db, { personId, ids, below: '/members' }),
  post: (db, personId, ids) => findPosts(db, { personId, ids, removed: false }),
  'removed-post': (db, personId, ids) => findPosts(db, { personId, ids, removed: true }),
  comment: (db, personId, ids) => findComments(db, { personId, ids, removed: false }),
  'reacted-comment': findReacted,
  'removed-comment': (db, personId, ids) => findComments(db, { personId, ids, removed: true }),
  'reported-post': async (db, personId, ids) =>
    forReview(db, personId, await findPosts(db, { personId, ids, removed: false })),
  'reported-comment': async (db, personId, ids) =>
    forReview(db, personId, await findComments(db, { personId, ids, removed: false })),
  ...chainFinders,
} satisfies Record<string, Find>;

export type SubjectKind = keyof typeof finders;

export function isSubjectKind(name: string): name is SubjectKind {
  return name in finders;
}

/** The subjects that the person may see, by kind and id; one query a kind however many they are. */
export async function findSubjects(
  db: Handle,
  personId: string,
  wanted: readonly { kind: string; id: string | null }[],
): Promise<Map<string, SubjectView>> {
  const views = new Map<string, SubjectView>();
  for (const [kind, some] of Map.groupBy(wanted, (each) => each.kind)) {
    if (!isSubjectKind(kind)) continue;
    const ids = [...new Set(some.flatMap(({ id }) => id ?? []))];
    for (const found of await finders[kind](db, personId, ids))
      views.set(`${kind} ${found.id}`, found);
  }
  return views;
}

type Wanted = { personId: string; ids: readonly string[] };

async function findSpaces(
  db: Handle,
  { personId, ids, below }: Wanted & { below: string },
): Promise<Found[]> {
  const rows = await db
    .selectFrom('spaces as s')
    .leftJoin('memberships as m', (join) =>
      join.onRef('m.spaceId', '=', 's.id').on('m.personId', '=', personId),
    )
    .select(['s.id', 's.address', 's.name'])
    .where('s.id', 'in', ids)
    .where(readsSpace)
    .execute();
  return rows.map(({ id, address, name }) => ({
    id,
    path: `/s/${address}${below}`,
    title: name,
    excerpt: '',
    facts: {},
  }));
}

async function findPosts(
  db: Handle,
  { personId, ids, removed }: Wanted & { removed: boolean },
): Promise<Found[]> {
  const rows = await db
    .selectFrom('posts as p')
    .innerJoin('spaces as s', 's.id', 'p.spaceId')
    .leftJoin('memberships as m', (join) =>
      join.onRef('m.spaceId', '=', 's.id').on('m.personId', '=', personId),
    )
    .select(['p.id', 'p.address', 'p.title', 'p.body', 'p.removalReason', 's.address as space'])
    .where('p.id', 'in', ids)
    .where('p.publishedAt', 'is not', null)
    .where('p.removedAt', removed ? 'is not' : 'is', null)
    .$if(removed, (query) => query.where('p.authorId', '=', personId))
    .where(readsSpace)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    path: `/s/${row.space}/journal/${row.address}`,
    title: row.title,
    excerpt: removed ? (row.removalReason ?? '') : excerpt(row.body, EXCERPT_LETTERS),
    facts: {},
  }));
}

/** Where the talk about a subject stands, by the kind of its thread. */
const FOLDERS: Record<string, string> = { post: 'journal', wanted: 'wanted', pool: 'pools' };

/** Comments; a removed one is there for its author alone, with the reason in place of its words. */
async function findComments(
  db: Handle,
  { personId, ids, removed }: Wanted & { removed: boolean },
): Promise<Found[]> {
  const rows = await db
    .selectFrom('comments as c')
    .innerJoin('threads as t', (join) =>
      join.onRef('t.spaceId', '=', 'c.spaceId').onRef('t.id', '=', 'c.threadId'),
    )
    .innerJoin(talkedAbout, (join) =>
      join
        .onRef('about.spaceId', '=', 't.spaceId')
        .onRef('about.kind', '=', 't.subjectKind')
        .onRef('about.id', '=', 't.subjectId'),
    )
    .innerJoin('spaces as s', 's.id', 'c.spaceId')
    .leftJoin('memberships as m', (join) =>
      join.onRef('m.spaceId', '=', 's.id').on('m.personId', '=', personId),
    )
    .select(['c.id', 'c.body', 'c.removalReason', 's.address as space', 't.subjectKind'])
    .select(['about.address', 'about.title'])
    .where('c.id', 'in', ids)
    .where('c.removedAt', removed ? 'is not' : 'is', null)
    .$if(removed, (query) => query.where('c.authorId', '=', personId))
    .where('t.hiddenAt', 'is', null)
    .where(readsSpace)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    path: `/s/${row.space}/${FOLDERS[row.subjectKind]}/${row.address}?at=${row.id}#c-${row.id}`,
    title: row.title,
    excerpt: removed ? (row.removalReason ?? '') : excerpt(row.body, EXCERPT_LETTERS),
    facts: {},
  }));
}

/** Everything under which people talk, in one shape. */
const talkedAbout = sql<{
  spaceId: string;
  id: string;
  address: string;
  title: string;
  kind: string;
}>`(
  select space_id, id, address, title, 'post' as kind from posts
  union all select space_id, id, address, title, 'wanted' from wanteds
  union all select space_id, id, address, title, 'pool' from pools)`.as('about');

/** A comment with what people have said to it by a click; without any reaction left there is nothing to tell. */
async function findReacted(db: Handle, personId: string, ids: readonly string[]): Promise<Found[]> {
  const found = await findComments(db, { personId, ids, removed: false });
  if (found.length === 0) return [];
  const rows = await db
    .selectFrom('reactions')
    .innerJoin('people', 'people.id', 'reactions.personId')
    .select(['commentId', 'people.name'])
    .select(sql<string>`min(reactions.created_at)::text`.as('first'))
    .where('commentId', 'in', ids)
    .where('reactions.personId', '!=', personId)
    .groupBy(['commentId', 'people.id', 'people.name'])
    .orderBy('first', 'desc')
    .execute();
  return found.flatMap((comment) => {
    const names = rows.filter(({ commentId }) => commentId === comment.id).map(({ name }) => name);
    if (names.length === 0) return [];
    const facts = { names: names.slice(0, 2).join(', '), more: String(names.length - 2) };
    return [{ ...comment, facts: names.length > 2 ? facts : { names: facts.names } }];
  });
}

/** Hosts alone see what waits for a decision, and decide on one page. */
async function forReview(db: Handle, personId: string, found: Found[]): Promise<Found[]> {
  if (found.length === 0) return [];
  const hosted = await db
    .selectFrom('memberships')
    .innerJoin('spaces', 'spaces.id', 'memberships.spaceId')
    .select('address')
    .where('personId', '=', personId)
    .where('role', '=', 'host')
    .execute();
  const addresses = new Set(hosted.map(({ address }) => address));
  return found.flatMap((subject) => {
    const space = subject.path.split('/')[2] ?? '';
    return addresses.has(space) ? [{ ...subject, path: `/s/${space}/moderation` }] : [];
  });
}
